// Writes the sidecar files of a film: a poster, a contact sheet, and the settings, which are in the film's metadata
// too.
import { join } from 'node:path';
import { explainDiskError } from '../disk/disk-errors.js';
import { renameDurably, writeDurably } from '../disk/durable.js';
import { version } from '../preset/version.js';
import { toYaml } from '../preset/write.js';
import { writeContactSheet, writePoster } from '../video/edit/poster.js';
import { METADATA_MAX_BYTES } from '../video/encode/metadata.js';
import { presetLine } from './film-owner.js';
/**
 * The settings as a preset, after lines that say what rendered the film: everything needed to render it again.
 *
 * @param name - Name of the preset.
 * @param mixed - The differences in earlier parts of the film.
 */
export async function settingsText({ settings, engine }, { ffmpeg }, name, mixed) {
    const head = `# neurozoom ${await version()}; ${engine.description}; ffmpeg ${ffmpeg.version}\n${presetLine(name)}`;
    return `${head}${mixed.map((what) => `# mixed: ${what.replaceAll('\n', ' ')}\n`).join('')}${toYaml(settings)}`;
}
/** Stands in the metadata of a film whose settings are only beside it. */
export const SETTINGS_BESIDE = '# The settings are in the file beside the film.';
/** The film's metadata. Settings that are too long for it (with hundreds of neurons) are only in the sidecar file. */
export function metadataOf(title, text) {
    const room = METADATA_MAX_BYTES - Buffer.byteLength(title);
    const [head] = /^# .*\n(?:# preset: .*\n)?/.exec(text) ?? [''];
    return {
        title,
        comment: Buffer.byteLength(text) <= room ? text : `${head}${SETTINGS_BESIDE}\n`,
    };
}
/** The contact sheet: few enough cells for a quick overview, in the shape of a screen. */
const SHEET = { columns: 6, rows: 2, cellWidth: 240 };
/**
 * Writes the poster, the contact sheet and the settings of a finished film.
 *
 * @param folder - The folder in which they are made before they are renamed: that of the job, so that a killed process
 *   leaves no other files.
 * @throws UserError FFMPEG_FAILED, DISK_FULL, OUTPUT_UNWRITABLE; the film itself is complete even then.
 */
export async function writeSidecars(film, output, text, folder) {
    const tools = { ffmpeg: output.ffmpeg };
    const [poster, sheet] = [join(folder, 'poster.png'), join(folder, 'sheet.png')];
    // At two thirds of the film: after the opening, before a fade.
    await writePoster(tools, film, Math.floor((film.facts.frames * 2) / 3), poster);
    await writeContactSheet(tools, film, SHEET, sheet);
    try {
        await renameDurably(poster, output.poster);
        await renameDurably(sheet, output.sheet);
        const settings = join(folder, 'settings.yaml');
        await writeDurably(settings, text);
        await renameDurably(settings, output.settings);
    }
    catch (error) {
        throw explainDiskError(error, output.settings);
    }
}
//# sourceMappingURL=sidecars.js.map