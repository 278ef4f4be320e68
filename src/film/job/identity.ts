// What a film depends on, besides luck: when any of it is another, so are the frames, and an interrupted film cannot be gone on with.

import { digestGraph } from '../../graph/digest.js';
import type { Settings } from '../../preset/settings.js';
import { version } from '../../preset/version.js';
import type { FilmOutput } from '../output.js';
import type { PreparedFilm } from '../prepare.js';

/** What makes a film the film that it is. Plain data, and nothing of the place where it lies. */
export interface Identity {
  /** Version of neurozoom. */
  readonly program: string;
  readonly settings: Settings;
  /** Those that are written. */
  readonly frames: { readonly first: number; readonly last: number };
  readonly segmentFrames: number;
  /** SHA-256 of the part of the network that is used, weights and all. */
  readonly network: string;
  /** Library, version, provider, threads. */
  readonly engine: string;
  /** Its version. */
  readonly ffmpeg: string;
}

/** The identity of a film. */
export async function identify(
  { settings, model, layers, engine }: PreparedFilm,
  { ffmpeg, format }: FilmOutput,
  frames: Identity['frames'],
  segmentFrames: number,
): Promise<Identity> {
  const used = model.layers.filter(({ name }) => layers.includes(name)).map(({ node }) => node);
  return {
    program: await version(),
    settings: { ...settings, output: { ...settings.output, file: null, format: format.name } },
    frames,
    segmentFrames,
    network: digestGraph(used),
    engine: engine.description,
    ffmpeg: ffmpeg.version,
  };
}

/** What differs, in words: `seed is 9, was 7`. Empty when nothing does. */
export function differences(was: Identity, is: Identity): readonly string[] {
  const before = leaves(was);
  const after = leaves(is);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => before.get(key) !== after.get(key))
    .map(
      (key) =>
        `${NAMES[key] ?? key.replace(/^settings\./, '')} is ${tell(after.get(key))}, was ${tell(before.get(key))}`,
    );
}

/** What differs and makes it impossible to go on even by force: another picture size, other times. */
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
  ffmpeg: 'ffmpeg',
  segmentFrames: 'the length of the segments',
};

/** The values of a tree of plain data, by their paths; what is undefined is left out. */
function leaves(value: unknown, path = '', into = new Map<string, string>()): ReadonlyMap<string, string> {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) leaves(inner, path === '' ? key : `${path}.${key}`, into);
  } else if (value !== undefined) into.set(path, JSON.stringify(value));
  return into;
}

function tell(value: string | undefined): string {
  if (value === undefined) return 'not there';
  const text = value.replace(/^"|"$/g, '');
  // Of a fingerprint the beginning is enough.
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}...` : text;
}
