// Which preset rendered a film: films carry its name in their settings. A film is replaced only by the preset that made
// it, whatever has changed in that preset since; any other film needs the user's consent.

import { readFile, stat } from 'node:fs/promises';
import { ifExists } from '../disk/files.js';
import { UserError } from '../errors.js';
import { readFilmComment } from '../video/read/finished-film.js';

/** Where a film is, or will be. */
interface FilmPaths {
  readonly film: string;
  /** Path of the settings beside it. */
  readonly settings: string;
  readonly format: { readonly folder: boolean; readonly keepsMetadata: boolean };
}

/** The line of a film's settings that names its preset. */
export function presetLine(name: string): string {
  return `# preset: ${oneLine(name)}\n`;
}

/** The name of the preset in a film's settings; null when they are not those of a film, or name none. */
export function presetNameIn(text: string): string | null {
  const head = /^# neurozoom \d.*\n(?:#.*\n)*/.exec(text)?.[0] ?? '';
  return /^# preset: (.*)$/m.exec(head)?.[1] ?? null;
}

/**
 * Refuses to replace a film that another preset has made, or any other file.
 *
 * @param name - Of the preset that is to be rendered.
 * @throws UserError FILM_EXISTS.
 */
export async function checkReplaceable({ film, settings, format }: FilmPaths, name: string): Promise<void> {
  const found = await ifExists(stat(film));
  // What a film cannot replace at all is refused elsewhere (see `checkTarget`).
  if (found === null || !(format.folder ? found.isDirectory() : found.isFile())) return;
  // GIF films and folders of pictures have no metadata; their settings are beside them.
  const text = format.keepsMetadata
    ? await readFilmComment(film).catch(() => null)
    : await readFile(settings, 'utf8').catch(() => null);
  const owner = presetNameIn(text ?? '');
  if (owner === oneLine(name)) return;
  const made = owner === null ? 'it does not say which preset made it' : `the preset '${owner}' made it`;
  throw new UserError('FILM_EXISTS', `'${film}' exists, and ${made}`, {
    hint: '--overwrite replaces it; --out writes elsewhere',
  });
}

function oneLine(name: string): string {
  return name.replaceAll(/[\r\n]+/g, ' ').trim();
}
