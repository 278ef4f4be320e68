// Renders a picture from its settings and writes its file.
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { explainDiskError } from '../disk/disk-errors.js';
import { makeFolders, writeDurably } from '../disk/durable.js';
import { onnxEngine } from '../engines/onnx-engine.js';
import { UserError } from '../errors.js';
import { openNetwork } from '../models/load.js';
import { openSessionCache } from '../network/session-cache.js';
import { formatSubject } from '../preset/picture/subject.js';
import { pictureToYaml } from '../preset/picture/write.js';
import { version } from '../preset/version.js';
import { growStills } from './grow-stills.js';
import { encodePicture, openPhoto, photoMaster } from './picture-file.js';
import { preparePicture } from './prepare.js';
import { layOut } from './sheet.js';
import { growStill, largestEvaluated } from './still.js';
import { growVariations } from './variations.js';
/**
 * Renders a picture.
 *
 * @throws UserError for mistakes that the user can correct (see `preparePicture`, `openPhoto` and `openNetwork`); the
 *   reason of the signal when it aborts.
 */
export async function renderPicture(settings, options = {}) {
    const model = options.model ?? (await openNetwork(settings.network));
    const { width, height, ascent, init } = settings;
    const photo = init === null ? undefined : await openInit(init);
    const master = photo === undefined ? undefined : await photoMaster(photo, { width, height, margin: ascent.margin });
    const prepared = preparePicture(model, settings, master);
    return arrange(prepared, await growCells(model, prepared, options));
}
/** Grows the cells of a prepared picture, in order. Variations that depend on each other all grow. */
export async function growCells(model, prepared, { threads = availableParallelism(), signal, onProgress }) {
    const { requests, plan, settings } = prepared;
    const { diversity, count } = settings.variations;
    if (requests.length === 1 || (settings.sheet === null && diversity > 0)) {
        const sessions = openSessionCache(model, await onnxEngine({ threads }), {
            largest: largestEvaluated(plan),
            signal,
        });
        const observer = { signal, onPiece: onProgress };
        try {
            if (count === 1 || diversity === 0)
                return [await growStill(sessions.of, requests[0], plan, observer)];
            return await growVariations(sessions.of, { requests, diversity }, plan, observer);
        }
        finally {
            await sessions.close();
        }
    }
    const stills = [];
    for await (const still of growStills(model, requests, plan, { threads, signal })) {
        stills.push(still);
        onProgress?.(stills.length, requests.length, stills.length / requests.length);
    }
    return stills.sort((a, b) => a.index - b.index);
}
/** Composes the picture from grown cells: a sheet of all, or the variation that the settings of an image choose. */
export async function arrange({ settings }, stills) {
    const { sheet, variations, show, width, height } = settings;
    if (sheet === null) {
        const still = stills.length === 1 ? stills[0] : stills[variations.number];
        return { width, height, data: still.data, cells: [still] };
    }
    let at = 0;
    const rows = show.map((row) => row.map((subject) => {
        const still = stills[at++];
        return { ...still, captions: [formatSubject(subject) ?? 'direction', formatScore(still.endScore)] };
    }));
    return { ...(await layOut(rows, { width, height, ...sheet })), cells: stills };
}
/** Formats a score for a caption, such as `12.3` or `0.45`. */
export function formatScore(score) {
    return Math.abs(score) >= 9.95 ? score.toFixed(1) : score.toFixed(2);
}
/**
 * Writes a picture with its settings in the metadata. The settings choose the format; the file name does not.
 *
 * @returns The size of the file in bytes.
 * @throws UserError ARGUMENT_INVALID, OUTPUT_UNWRITABLE, DISK_FULL.
 */
export async function writePicture(path, pixels, settings) {
    const bytes = await encodePicture(pixels, settings.output, await pictureText(settings));
    try {
        await makeFolders(dirname(path));
        await writeDurably(path, bytes);
    }
    catch (error) {
        throw explainDiskError(error, path);
    }
    return bytes.length;
}
/** The settings as the metadata stores them, below a line with the program and engine that rendered the picture. */
export async function pictureText(settings) {
    const { description } = await onnxEngine();
    return `# neurozoom ${await version()}; ${description}\n${pictureToYaml(settings)}`;
}
/**
 * Opens the photo that a picture starts from.
 *
 * @throws UserError PICTURE_UNREADABLE when the photo cannot be read, or differs from the photo of the settings.
 */
export async function openInit({ file, sha256 }) {
    const photo = await openPhoto(file);
    if (sha256 !== null && digestOf(photo) !== sha256) {
        throw new UserError('PICTURE_UNREADABLE', `${file} has changed since the settings were made`);
    }
    return photo;
}
/** SHA-256 of a photo's file. */
export function digestOf({ bytes }) {
    return createHash('sha256').update(bytes).digest('hex');
}
//# sourceMappingURL=picture.js.map