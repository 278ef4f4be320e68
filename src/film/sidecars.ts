// What lies beside a film: a poster, a contact sheet, and the full settings, which stand in the film's metadata too.

import { join } from 'node:path';
import { explainDiskError } from '../disk/disk-errors.js';
import { renameDurably, writeDurably } from '../disk/durable.js';
import { version } from '../preset/version.js';
import { toYaml } from '../preset/write.js';
import { writeContactSheet, writePoster } from '../video/edit/poster.js';
import { METADATA_MAX_BYTES } from '../video/encode/metadata.js';
import type { FinishedFilm } from '../video/read/finished-film.js';
import type { FilmOutput } from './output.js';
import type { PreparedFilm } from './prepare.js';
/**
 * The settings as a preset, headed by what made the film: with both it can be made again.
 *
 * @param mixed - What was otherwise in an earlier part of the film.
 */
export async function settingsText(
  { settings, engine }: PreparedFilm,
  { ffmpeg }: FilmOutput,
  mixed: readonly string[],
): Promise<string> {
  const head = `# neurozoom ${await version()}; ${engine.description}; ffmpeg ${ffmpeg.version}\n`;
  return `${head}${mixed.map((what) => `# mixed: ${what.replaceAll('\n', ' ')}\n`).join('')}${toYaml(settings)}`;
}

/** The film's metadata. Settings too long for it (a cycle of hundreds of neurons) lie beside the film only. */
export function metadataOf(title: string, text: string): { readonly title: string; readonly comment: string } {
  const room = METADATA_MAX_BYTES - Buffer.byteLength(title);
  const [head] = text.split('\n', 1);
  return { title, comment: Buffer.byteLength(text) <= room ? text : `${head}\n# The settings lie beside the film.\n` };
}

/** Contact sheet: as many cells as are told apart at a glance, in the shape of a screen. */
const SHEET = { columns: 6, rows: 2, cellWidth: 240 } as const;

/**
 * Writes the poster, the contact sheet and the settings of a finished film.
 *
 * @param folder - Where they are made, on the same disk; a process that is killed leaves nothing elsewhere.
 * @throws UserError FFMPEG_FAILED, DISK_FULL, OUTPUT_UNWRITABLE; the film itself is complete all the same.
 */
export async function writeSidecars(
  film: FinishedFilm,
  output: FilmOutput,
  text: string,
  folder: string,
): Promise<void> {
  const tools = { ffmpeg: output.ffmpeg };
  const [poster, sheet] = [join(folder, 'poster.png'), join(folder, 'sheet.png')];
  // Two thirds in: past the opening, before a fade.
  await writePoster(tools, film, { frame: Math.floor((film.facts.frames * 2) / 3) }, poster);
  await writeContactSheet(tools, film, SHEET, sheet);
  try {
    await renameDurably(poster, output.poster);
    await renameDurably(sheet, output.sheet);
    const settings = join(folder, 'settings.yaml');
    await writeDurably(settings, text);
    await renameDurably(settings, output.settings);
  } catch (error) {
    throw explainDiskError(error, output.settings);
  }
}
