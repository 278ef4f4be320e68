// What lies beside a film: a poster, a contact sheet, and the full settings, which stand in the film's metadata too.

import { rename, rm, writeFile } from 'node:fs/promises';
import { explainDiskError } from '../disk/complaints.js';
import { version } from '../preset/version.js';
import { toYaml } from '../preset/write.js';
import type { EncodedVideo } from '../video/encoder.js';
import { METADATA_MAX_BYTES } from '../video/metadata.js';
import { writeContactSheet, writePoster } from '../video/poster.js';
import type { FilmOutput } from './output.js';
import type { PreparedFilm } from './prepare.js';

/** The settings as a preset, headed by what made the film: with both it can be made again. */
export async function settingsText({ settings, engine }: PreparedFilm, { ffmpeg }: FilmOutput): Promise<string> {
  const origin = ffmpeg.origin === 'package' ? 'packaged' : ffmpeg.origin;
  return `# neurozoom ${await version()}; ${engine.description}; ffmpeg ${ffmpeg.version} (${origin})\n${toYaml(settings)}`;
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
 * @throws UserError FFMPEG_FAILED, DISK_FULL, OUTPUT_UNWRITABLE; the film itself is complete all the same.
 */
export async function writeCompanions(film: EncodedVideo, output: FilmOutput, text: string): Promise<void> {
  const tools = { ffmpeg: output.ffmpeg };
  // Two thirds in: past the opening, before a fade.
  await writePoster(tools, film.path, { frame: Math.floor((film.frames * 2) / 3) }, output.poster);
  await writeContactSheet(tools, film.path, SHEET, output.sheet);
  const part = `${output.settings}.part`;
  try {
    await writeFile(part, text);
    await rename(part, output.settings);
  } catch (error) {
    await rm(part, { force: true });
    throw explainDiskError(error, output.settings);
  }
}
