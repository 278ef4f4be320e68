// A film as the command line asks for it: a preset with the overrides of the options, the same for every command that takes any.

import { basename, extname, join, resolve } from 'node:path';
import { toDraft } from '../../film/draft.js';
import { meansFolder } from '../../film/output.js';
import { loadPreset } from '../../preset/load.js';
import type { OutputSettings, Settings } from '../../preset/settings.js';
import { type Override, parseOverride } from '../../preset/yaml/override.js';
import { FORMAT_LIST } from '../../video/encode/formats.js';
import type { Call, Option } from '../command.js';
import { namedOverrides } from './options.js';
import { BUILT_IN_FOLDER, findPreset } from './preset-files.js';

/** A film to make, checked as far as its preset goes. */
export interface FilmRequest {
  /** What the film is called when its preset does not say. */
  readonly name: string;
  /** Of the preset, for messages. */
  readonly path: string;
  readonly settings: Settings;
  /** File or folder for the film, instead of the preset's. */
  readonly out: string | undefined;
}

/** The options that change what a preset says. */
export const FILM_OPTIONS = {
  draft: { kind: 'flag', about: 'A small, fast version that shows the same shots' },
  out: { kind: 'value', about: 'File for the film, or a folder (existing, or ending in a slash)' },
  seed: { kind: 'value', about: 'Seed of everything random' },
  size: { kind: 'value', about: 'Of the frames, as in 512x512' },
  fps: { kind: 'value', about: 'Frames per second; the motion stays the same' },
  duration: { kind: 'value', about: 'Of the film, as in 20s or 1m30s' },
  format: { kind: 'value', about: FORMAT_LIST.map(({ name }) => name).join(', ') },
  quality: { kind: 'value', about: 'Constant rate factor: less is better and larger' },
  set: { kind: 'values', about: 'Any other value, as in camera.zoom.doubles=3s; may be given again' },
  threads: { kind: 'value', about: 'Threads of the engine (as a rule, all)' },
} as const satisfies Readonly<Record<string, Option>>;

/**
 * Loads a preset as a call wants it.
 *
 * @throws UserError as `findPreset`, `parseOverride` and `loadPreset`.
 */
export async function loadFilm(word: string, call: Call): Promise<FilmRequest> {
  const { name, path } = await findPreset(word);
  const out = call.value('out');
  const loaded = await loadPreset(path, { overrides: overridesOf(call) });
  const settings = { ...loaded, output: await reconciled(loaded.output, call) };
  const plain = { name, path, settings, out };
  return call.flag('draft') ? { ...plain, name: `${name}.draft`, settings: toDraft(settings) } : plain;
}

/** Options of a render that its frames depend on. */
const KEPT = ['frames', 'segment'] as const;

/** The words of a command line that goes on with a film from anywhere: places are absolute. */
export function commandOf({ path, out }: FilmRequest, call: Call): readonly string[] {
  const shipped = join(BUILT_IN_FOLDER, basename(path));
  const word = resolve(path) === shipped ? basename(path, extname(path)) : resolve(path);
  const options = [...Object.entries(FILM_OPTIONS), ...KEPT.map((name) => [name, { kind: 'value' }] as const)];
  const given = options.flatMap(([name, { kind }]) => {
    if (name === 'out') return out === undefined ? [] : ['--out', `${resolve(out)}${/[\\/]$/.test(out) ? '/' : ''}`];
    if (kind === 'flag') return call.flag(name) ? [`--${name}`] : [];
    return call.values(name).flatMap((value) => [`--${name}`, value]);
  });
  return ['render', word, ...given];
}

/** The options that are a preset's value under another name: the path of the value. */
const VALUES: Readonly<Record<string, string>> = {
  seed: 'seed',
  size: 'size',
  fps: 'fps',
  duration: 'duration',
  format: 'output.format',
  quality: 'output.quality',
};

/** `--set` first: the options with a name of their own have the last word. */
function overridesOf(call: Call): readonly Override[] {
  return [...call.values('set').map(parseOverride), ...namedOverrides(call, VALUES)];
}

/**
 * What the command line says of file and format goes before what the preset says of the other: `--format webm` renames the preset's `film.mp4`, and
 * `--out film.webm` chooses the format. A quality that the preset meant for its own format goes with it.
 */
async function reconciled(output: OutputSettings, call: Call): Promise<OutputSettings> {
  const out = call.value('out');
  const before = formatOf(output.file ?? '') ?? FORMAT_LIST[0];
  if (call.value('format') !== undefined) {
    const chosen = FORMAT_LIST.find(({ name }) => name === output.format);
    if (chosen === undefined || output.file === null || chosen === before) return output;
    const { file } = output;
    return {
      ...output,
      file: `${file.slice(0, file.length - extname(file).length)}${chosen.extension}`,
      quality: call.value('quality') === undefined ? null : output.quality,
    };
  }
  const told = out === undefined || (await meansFolder(out)) ? undefined : formatOf(out);
  if (told === undefined || told.name === (output.format ?? before?.name)) return output;
  return { ...output, format: told.name, quality: call.value('quality') === undefined ? null : output.quality };
}

function formatOf(file: string): (typeof FORMAT_LIST)[number] | undefined {
  return FORMAT_LIST.find(({ extension }) => extension === extname(file).toLowerCase());
}
