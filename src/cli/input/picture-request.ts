// Pictures as the command line asks for them: words and options to settings, checked by the pictures' schema, and the names of their files.

import { extname, join, resolve } from 'node:path';
import { UserError } from '../../errors.js';
import { meansFolder, OUTPUT_FOLDER } from '../../film/output.js';
import { loadDirection, parsePicture } from '../../preset/load.js';
import { PICTURE_FORMATS, type PictureFormat, type PictureSettings } from '../../preset/picture/picture.js';
import { parseSubject, type Subject } from '../../preset/picture/subject.js';
import { pictureToYaml } from '../../preset/picture/write.js';
import { parseOverride } from '../../preset/yaml/override.js';
import type { Call, Option } from '../command.js';
import { namedOverrides, toSize } from './options.js';

/** The options that all commands for pictures have. */
export const PICTURE_OPTIONS = {
  network: { kind: 'value', about: 'Name or file of the network' },
  out: { kind: 'value', about: 'File for the picture, or a folder (existing, or ending in a slash)' },
  seed: { kind: 'value', about: 'Seed of everything random' },
  format: { kind: 'value', about: Object.keys(PICTURE_FORMATS).join(', ') },
  quality: { kind: 'value', about: 'Of JPEG, WebP and AVIF, 1 to 100' },
  set: { kind: 'values', about: 'Any other value, as in ascent.rate=0.05; may be given again' },
} as const satisfies Readonly<Record<string, Option>>;

/** The options that are a value of the settings under another name: the path of the value. */
const VALUES: Readonly<Record<string, string>> = {
  network: 'network',
  size: 'size',
  cell: 'size',
  seed: 'seed',
  count: 'variations.count',
  diversity: 'variations.diversity',
  quality: 'output.quality',
};

/** Reads a subject from the command line; the file of a direction is read where a neuron is named by one. @throws UserError as `parseSubject`. */
export async function readSubject(word: string): Promise<Subject> {
  return Promise.all(
    parseSubject(word).map(async (term) => {
      const { neuron } = term;
      if (typeof neuron !== 'string' || !/\.(?:json|ya?ml)$/i.test(neuron)) return term;
      return { ...term, neuron: await loadDirection(neuron) };
    }),
  );
}

/** What a command knows of its pictures before the options are heard. */
export interface PictureBase {
  readonly kind: 'image' | 'sheet';
  readonly show: readonly (readonly Subject[])[];
  /** Values that this command has other defaults for, by their path. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/**
 * The settings that words and options mean.
 *
 * @throws UserError PRESET_INVALID that names the option.
 */
export function pictureSettings(call: Call, { kind, show, defaults = {} }: PictureBase): PictureSettings {
  const plain = parsePicture(`picture: ${kind}\nshow: [[a:0]]\n`, { name: 'defaults' });
  const [head, ...rest] = pictureToYaml({ ...plain, show }).split('\n');
  // Only what it shows; everything else is told by defaults.
  const from = rest.findIndex((line) => line.startsWith('show:'));
  const to = rest.findIndex((line, i) => i > from && /^\w/.test(line));
  const text = [head, ...rest.slice(from, to), ''].join('\n');
  const usual = Object.entries(defaults).map(([path, value]) => parseOverride(`${path}=${JSON.stringify(value)}`));
  // Sizes and cells may be written as one number.
  const own = namedOverrides(call, VALUES, (option, text) => (VALUES[option] === 'size' ? toSize(text) : text));
  const format = formatOf(call);
  const chosen = format === undefined ? [] : [parseOverride(`output.format=${format}`)];
  const overrides = [...usual, ...call.values('set').map(parseOverride), ...own, ...chosen];
  return parsePicture(text, { name: 'the picture', overrides });
}

/** The format that `--format` or the ending of `--out` says; undefined when neither does. */
function formatOf(call: Call): PictureFormat | undefined {
  const named = call.value('format');
  const names = Object.keys(PICTURE_FORMATS) as PictureFormat[];
  if (named !== undefined) {
    const found = names.find(
      (name) => name === named || PICTURE_FORMATS[name].extensions.some((one) => one === `.${named}`),
    );
    if (found !== undefined) return found;
    throw new UserError('ARGUMENT_INVALID', `'${named}' is no format of pictures`, {
      hint: `there are ${names.join(', ')}`,
    });
  }
  return formatOfFile(call.value('out') ?? '');
}

/** The format of a file by its ending. */
export function formatOfFile(file: string): PictureFormat | undefined {
  const ending = extname(file).toLowerCase();
  const names = Object.keys(PICTURE_FORMATS) as PictureFormat[];
  return names.find((name) => PICTURE_FORMATS[name].extensions.some((one) => one === ending));
}

/**
 * Where a picture goes: an absolute path.
 *
 * @param name - Of the file, without its ending, where the command line does not say.
 * @throws UserError ARGUMENT_INVALID when the file's ending is that of another format.
 */
export async function pictureTarget(call: Call, name: string, format: PictureFormat): Promise<string> {
  const out = call.value('out');
  const file = `${name}${PICTURE_FORMATS[format].extensions[0]}`;
  if (out === undefined) return resolve(OUTPUT_FOLDER, file);
  if (await meansFolder(out)) return resolve(join(out, file));
  if (formatOfFile(out) !== format) {
    throw new UserError(
      'ARGUMENT_INVALID',
      `'${out}' does not end in ${PICTURE_FORMATS[format].extensions.join(' or ')}`,
      {
        hint: 'a folder is meant by a slash at the end',
      },
    );
  }
  return resolve(out);
}

/** A subject as a part of a file's name. */
export function fileName(words: string): string {
  const name = words
    .replace(/[^\p{L}\p{N}.@_+-]+/gu, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-.]+|-+$/g, '');
  return name.slice(0, 100) || 'picture';
}
