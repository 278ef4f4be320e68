// Decodes sound files with ffmpeg to mono samples, piece by piece, so that memory does not grow with the length. A
// sound file may come from anyone: ffmpeg may open no other file, and only formats that hold sound.
import { isAbsolute, resolve } from 'node:path';
import { UserError } from '../errors.js';
import { describeEnding, startChild } from '../video/encode/child.js';
/** Samples per second of decoded sound. All that is measured lies below half of it. */
export const SAMPLE_RATE = 24_000;
/** The longest track, in seconds. */
export const MAX_SECONDS = 7200;
/**
 * The demuxers that may read a sound file: none that follows references to other files, as playlists do.
 */
export const SOUND_DEMUXERS = 'wav,w64,rf64,aiff,caf,flac,mp3,ogg,aac,mov,mp4,m4a,matroska,webm,asf,avi,ac3,eac3,amr,ape,wv,tta,mpc,dsf,au';
/** The options before an input of ffmpeg that is a sound file of the user. */
export const SOUND_INPUT_OPTIONS = ['-protocol_whitelist', 'file', '-format_whitelist', SOUND_DEMUXERS, '-vn'];
/** Samples beyond this are clipped: 18 dB above full scale. */
const MOST = 8;
/**
 * Decodes the first sound stream of a file.
 *
 * @param onSamples - Gets the samples in order; the array is valid until it returns.
 * @returns The number of samples.
 * @throws UserError SOUND_UNUSABLE when there is nothing to decode, the file is damaged, holds no sound stream or
 *   numbers that are not finite, or is too long.
 */
export async function decodeSound(path, { ffmpeg, signal, maxSeconds = MAX_SECONDS, timeoutMs = 600_000 }, onSamples) {
    signal?.throwIfAborted();
    const absolute = isAbsolute(path) ? path : resolve(path);
    const limit = (maxSeconds + 1) * SAMPLE_RATE;
    let rest = Buffer.alloc(0);
    let count = 0;
    let trouble;
    const args = [
        ...['-nostdin', '-hide_banner', '-loglevel', 'error', ...SOUND_INPUT_OPTIONS, '-i', `file:${absolute}`],
        ...['-map', '0:a:0', '-ac', '1', '-ar', String(SAMPLE_RATE), '-t', String(maxSeconds + 1)],
        ...['-fflags', '+bitexact', '-c:a', 'pcm_f32le', '-f', 'f32le', 'pipe:1'],
    ];
    const child = startChild(ffmpeg.path, args, {
        onOutput(chunk) {
            if (trouble !== undefined)
                return;
            const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
            const whole = bytes.length - (bytes.length % 4);
            rest = Buffer.from(bytes.subarray(whole));
            const samples = new Float32Array(whole / 4);
            for (let i = 0; i < samples.length; i++) {
                const value = bytes.readFloatLE(4 * i);
                if (!Number.isFinite(value))
                    trouble = 'not finite';
                samples[i] = Math.max(-MOST, Math.min(MOST, value));
            }
            count += samples.length;
            if (count >= limit)
                trouble = 'long';
            if (trouble === undefined)
                onSamples(samples);
            else
                child.kill();
        },
    });
    signal?.addEventListener('abort', child.kill, { once: true });
    const ending = await child.end(timeoutMs);
    signal?.removeEventListener('abort', child.kill);
    signal?.throwIfAborted();
    if (trouble === 'long') {
        throw unusable(path, `it is longer than ${maxSeconds / 3600} hours`, 'cut the part that the film needs');
    }
    if (trouble === 'not finite')
        throw unusable(path, 'it holds samples that are not numbers', REPAIR);
    const words = complaintsIn(ending.lastWords, absolute);
    if (/matches no streams|does not contain any stream/.test(words)) {
        throw unusable(path, 'there is no sound in it', 'name a file that has a sound track');
    }
    if (ending.signal !== null)
        throw unusable(path, `ffmpeg ${describeEnding(ending)} while reading it`, REPAIR);
    if (/not on whitelist/i.test(words)) {
        throw unusable(path, 'it is in no format that holds sound alone', 'use WAV, FLAC, MP3, Ogg, Opus or M4A');
    }
    if (ending.code !== 0 || count === 0) {
        throw unusable(path, `ffmpeg cannot decode it: ${words === '' ? 'no samples' : words}`, FORMATS_HINT);
    }
    if (words !== '')
        throw unusable(path, `it is damaged: ${words}`, REPAIR);
    return count;
}
const REPAIR = 'export it again from the program that made it';
const FORMATS_HINT = 'use WAV, FLAC, MP3, Ogg, Opus or M4A';
/** The error for a sound file that cannot be used. */
export function unusable(path, why, hint) {
    return new UserError('SOUND_UNUSABLE', `the sound '${path}' cannot be used: ${why}`, { hint });
}
/**
 * The complaints of ffmpeg that matter, in one line, without the file's path. MP3 files begin and end with tags that
 * decoders complain of, and are decoded all the same.
 */
function complaintsIn(words, path) {
    const lines = words
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !HARMLESS.test(line));
    return [...new Set(lines.map((line) => line.replaceAll(`file:${path}`, 'it')))].slice(0, 3).join('; ').slice(0, 300);
}
const HARMLESS = /^\[mp3(?:float)? @ \w+\] (?:Header missing|invalid new backstep)|^\[mp3 @ \w+\]/;
//# sourceMappingURL=decode.js.map