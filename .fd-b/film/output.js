// Resolves the output of a film: format, path, sidecar files, ffmpeg.
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { explainDiskError } from '../disk/disk-errors.js';
import { ifExists, isFolder } from '../disk/files.js';
import { UserError } from '../errors.js';
import { nameInFolder } from '../preset/schema/reader.js';
import { findFfmpeg, tryFormat } from '../video/encode/ffmpeg.js';
import { checkRate, checkSize, resolveQuality } from '../video/encode/format-limits.js';
import { FORMAT_LIST, formatFor, targetPath } from '../video/encode/formats.js';
import { checkReplaceable } from './film-owner.js';
/** The default folder for films. */
export const OUTPUT_FOLDER = 'output';
/**
 * Resolves the output of a film, and checks that it can be written.
 *
 * @throws UserError ARGUMENT_INVALID (format, odd size, quality), OUTPUT_UNWRITABLE, FILM_EXISTS, FFMPEG_MISSING,
 *   FFMPEG_LACKS_CODEC.
 */
export async function resolveOutput(settings, video, { out, name, overwrite = false, signal }) {
    const target = await settleTarget(settings, { out, name });
    const { format, film } = target;
    checkSize(format, video.width, video.height);
    checkRate(format, video.fps);
    resolveQuality(format, settings.quality ?? undefined);
    await checkWritable(film, format);
    if (!overwrite)
        await checkReplaceable(target, name);
    const ffmpeg = await findFfmpeg(signal);
    await tryFormat(ffmpeg, format, signal);
    return { ...target, ffmpeg };
}
/**
 * The format and the absolute paths of a film and its sidecar files. Looks at the disk only to see whether `out` is a
 * folder.
 *
 * @throws UserError ARGUMENT_INVALID when the file's extension and the format do not match, or one is unknown.
 */
export async function settleTarget(settings, { out, name }) {
    const own = settings.file ?? `${name}${formatFor(settings.format ?? 'mp4').extension}`;
    if (settings.file !== null)
        checkInside(settings.file);
    const file = await pathOf(own, out);
    if (settings.format === null && extname(file) === '') {
        const extensions = FORMAT_LIST.map(({ extension }) => extension).join(', ');
        const hint = `add one of the extensions ${extensions}; to name a folder, end it in a slash`;
        throw new UserError('ARGUMENT_INVALID', `'${file}' has no extension that determines the format of the film`, {
            hint,
        });
    }
    const format = settings.format === null ? formatFor(file) : formatFor(settings.format);
    checkExtension(file, format);
    const film = targetPath(format, file);
    const stem = format.folder ? film : film.slice(0, film.length - extname(film).length);
    return {
        ...{ format, film },
        poster: `${stem}.poster.png`,
        sheet: `${stem}.sheet.png`,
        settings: `${stem}.settings.yaml`,
    };
}
/** The path of a film: `out`, or the preset's own file in the folder `out` or in the output folder. */
async function pathOf(own, out) {
    if (out === undefined)
        return join(OUTPUT_FOLDER, own);
    return (await meansFolder(out)) ? join(out, own) : out;
}
/**
 * Refuses paths outside the folder, since a preset may come from anyone. Its schema has the same check, with the line.
 */
function checkInside(file) {
    if (nameInFolder({ max: 1000 }).read(file) !== undefined)
        return;
    throw new UserError('ARGUMENT_INVALID', `output.file must be a name inside the output folder, got '${file}'`, {
        hint: 'name any other file with --out (the option `out` of renderFilm)',
    });
}
/** Whether a path means a folder: it is an existing folder or ends in a slash. */
export async function meansFolder(path) {
    return /[\\/]$/.test(path) || isFolder(path);
}
function checkExtension(file, format) {
    if (extname(file).toLowerCase() === format.extension)
        return;
    if (format.folder && extname(file) === '')
        return;
    const message = `'${basename(file)}' needs the extension ${format.extension} for the format ${format.name}`;
    throw new UserError('ARGUMENT_INVALID', message, {
        hint: `use ${basename(file, extname(file))}${format.extension}, or choose another format`,
    });
}
/** Checks without writing that the nearest existing folder above a film can be written to. */
async function checkWritable(film, format) {
    try {
        if (!format.folder && (await meansFolder(film))) {
            throw new UserError('OUTPUT_UNWRITABLE', `'${film}' cannot be written: it is a folder`, {
                hint: 'choose another name',
            });
        }
        let folder = dirname(film);
        while ((await ifExists(stat(folder))) === null)
            folder = dirname(folder);
        // With the slash, a file in place of the folder is an error.
        await access(`${folder}/`, constants.W_OK | constants.X_OK);
    }
    catch (error) {
        throw explainDiskError(error, film);
    }
}
//# sourceMappingURL=output.js.map