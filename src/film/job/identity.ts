// Everything that determines the frames of a film. If any of it has changed, an interrupted render cannot be resumed.

import { z } from 'zod';
import { digestGraph } from '../../graph/digest.js';
import { version } from '../../preset/version.js';
import { soundIdentity } from '../film-sound.js';
import type { FilmOutput } from '../output.js';
import type { PreparedFilm } from '../prepare.js';

/** All settings of a film, as a job stores them. Only those that a job needs have a type here. */
const settingsSchema = z.looseObject({
  title: z.string().nullable(),
  width: z.int().positive(),
  height: z.int().positive(),
  fps: z.strictObject({ numerator: z.number().positive(), denominator: z.number().positive() }),
  ascent: z.looseObject({ margin: z.number() }),
  output: z.looseObject({ format: z.string(), quality: z.number().nullable() }),
});

/** How an identity is stored. */
export const identitySchema = z.strictObject({
  program: z.string(),
  settings: settingsSchema,
  frames: z.strictObject({ first: z.int().nonnegative(), last: z.int().nonnegative() }),
  segmentFrames: z.int().positive(),
  network: z.string(),
  engine: z.string(),
  ffmpeg: z.string(),
});

/**
 * Everything that determines the frames, as plain data. The path of the film is not part of it.
 *
 * - `program`: the version of neurozoom.
 * - `frames`: the first and the last frame that are written.
 * - `network`: SHA-256 of the used layers and their weights.
 * - `engine`: library, version, provider.
 * - `ffmpeg`: its version.
 */
export type Identity = z.infer<typeof identitySchema>;

/** The identity of a film. */
export async function identify(
  { settings, sound, model, layers, engine }: PreparedFilm,
  { ffmpeg, format }: FilmOutput,
  frames: Identity['frames'],
  segmentFrames: number,
): Promise<Identity> {
  const used = model.layers.filter(({ name }) => layers.includes(name)).map(({ node }) => node);
  return {
    program: await version(),
    settings: {
      ...settings,
      sound: soundIdentity(sound),
      // A warning and a failure come from the same frames.
      flash: settings.flash === 'limit' ? 'limit' : 'warn',
      ascent: { ...settings.ascent },
      output: { ...settings.output, file: null, format: format.name },
    },
    frames,
    segmentFrames,
    network: digestGraph(used),
    engine: engine.description,
    ffmpeg: ffmpeg.version,
  };
}

/** The differences as texts such as `seed is 9, was 7`. Empty if there are none. */
export function differences(was: Identity, is: Identity): readonly string[] {
  const before = leaves(was);
  const after = leaves(is);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => {
      const name = NAMES[key] ?? key.replace(/^settings\./, '');
      return `${name} is ${describe(after.get(key))}, was ${describe(before.get(key))}`;
    });
}

/** Names of the differences that even `--force-resume` does not allow: the frame size and the frame rate. */
export function incompatibilities(was: Identity, is: Identity): readonly string[] {
  const fixed = ({ settings, frames, segmentFrames }: Identity) => ({
    ...{ width: settings.width, height: settings.height, fps: settings.fps, margin: settings.ascent.margin },
    ...{ format: settings.output.format, first: frames.first, segmentFrames },
  });
  const before = leaves(fixed(was));
  const after = leaves(fixed(is));
  return [...before.keys()].filter((key) => before.get(key) !== after.get(key));
}

const NAMES: Readonly<Record<string, string>> = {
  program: 'the version of neurozoom',
  network: 'the network',
  engine: 'the engine',
  ffmpeg: 'the version of ffmpeg',
  'settings.sound.file': 'the sound',
  segmentFrames: 'the length of the segments',
};

/** The values of a tree of plain data by their paths, without undefined values. */
function leaves(value: unknown, path = '', into = new Map<string, string>()): ReadonlyMap<string, string> {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) leaves(inner, path === '' ? key : `${path}.${key}`, into);
  } else if (value !== undefined) into.set(path, JSON.stringify(value));
  return into;
}

function describe(value: string | undefined): string {
  if (value === undefined) return 'absent';
  const text = value.replace(/^"|"$/g, '');
  // The beginning of a hash is enough to tell two of them apart.
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}...` : text;
}
