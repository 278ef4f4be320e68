// Opens the track of a film: checks the file, and analyses it or takes the analysis from the cache.
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { addFile } from '../disk/files.js';
import { isSystemError, UserError } from '../errors.js';
import { analyse, peakPower } from './analysis.js';
import { loadAnalysis, saveAnalysis } from './cache.js';
import { decodeSound, SAMPLE_RATE, unusable } from './decode.js';
import { openSpectraMeter } from './spectra.js';
/** Larger files are refused: two hours in 32 bits at 96 kHz have 5.5 GB. */
const MAX_BYTES = 6e9;
/** Tracks below this power (-60 dB) are silent: there is nothing to follow, and no loudness to bring them to. */
const SILENT = 1e-6;
/** Shorter tracks have no measure. */
const LEAST_SECONDS = 0.1;
/**
 * Opens a track. The first time takes about a second for each minute; later the analysis comes from the cache.
 *
 * @throws UserError SOUND_UNREADABLE when the file does not exist or cannot be read; SOUND_UNUSABLE when it is damaged,
 *   silent, too long or too short, or holds no sound.
 */
export async function openTrack(path, options) {
    const { ffmpeg, signal } = options;
    const sha256 = await hashOf(path);
    signal?.throwIfAborted();
    const known = await loadAnalysis(sha256, ffmpeg.version);
    if (known !== null)
        return { path, sha256, analysis: known };
    const meter = openSpectraMeter();
    const samples = await decodeSound(path, options, meter.add);
    const seconds = samples / SAMPLE_RATE;
    if (seconds < LEAST_SECONDS)
        throw unusable(path, `it is only ${seconds.toFixed(3)} s long`, 'use a longer track');
    const spectra = meter.finish();
    if (peakPower(spectra) < SILENT)
        throw unusable(path, 'it is silent', 'check that the right track was exported');
    const analysis = analyse(spectra, seconds);
    await saveAnalysis(sha256, ffmpeg.version, analysis);
    return { path, sha256, analysis };
}
/** SHA-256 of a sound file. @throws UserError SOUND_UNREADABLE, SOUND_UNUSABLE. */
async function hashOf(path) {
    try {
        const found = await stat(path);
        if (found.isDirectory())
            throw unreadable(path, 'is a folder, not a sound file');
        // Opening a pipe would wait for ever.
        if (!found.isFile())
            throw unreadable(path, 'is not a regular file');
        if (found.size === 0)
            throw unusable(path, 'it is empty', 'export it again');
        if (found.size > MAX_BYTES)
            throw unusable(path, 'it is larger than 6 GB', 'use a compressed format such as FLAC');
        const hash = createHash('sha256');
        await addFile(hash, path);
        return hash.digest('hex');
    }
    catch (error) {
        if (!isSystemError(error))
            throw error;
        throw unreadable(path, error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`, error);
    }
}
function unreadable(path, why, cause) {
    return new UserError('SOUND_UNREADABLE', `the sound '${path}' ${why}`, { cause });
}
//# sourceMappingURL=track.js.map