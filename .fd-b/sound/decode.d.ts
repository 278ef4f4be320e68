import { UserError } from '../errors.js';
/** Samples per second of decoded sound. All that is measured lies below half of it. */
export declare const SAMPLE_RATE = 24000;
/** The longest track, in seconds. */
export declare const MAX_SECONDS = 7200;
/**
 * The demuxers that may read a sound file: none that follows references to other files, as playlists do.
 */
export declare const SOUND_DEMUXERS = "wav,w64,rf64,aiff,caf,flac,mp3,ogg,aac,mov,mp4,m4a,matroska,webm,asf,avi,ac3,eac3,amr,ape,wv,tta,mpc,dsf,au";
/** The options before an input of ffmpeg that is a sound file of the user. */
export declare const SOUND_INPUT_OPTIONS: readonly ['-protocol_whitelist', 'file', '-format_whitelist', "wav,w64,rf64,aiff,caf,flac,mp3,ogg,aac,mov,mp4,m4a,matroska,webm,asf,avi,ac3,eac3,amr,ape,wv,tta,mpc,dsf,au", '-vn'];
/** What decoding needs. */
export interface DecodeOptions {
    /** The result of `findFfmpeg`. */
    readonly ffmpeg: {
        readonly path: string;
    };
    /** Kills ffmpeg; the promise rejects with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
    /** @default `MAX_SECONDS` */
    readonly maxSeconds?: number | undefined;
    /** ffmpeg is killed after this many milliseconds. @default 600000 */
    readonly timeoutMs?: number | undefined;
}
/**
 * Decodes the first sound stream of a file.
 *
 * @param onSamples - Gets the samples in order; the array is valid until it returns.
 * @returns The number of samples.
 * @throws UserError SOUND_UNUSABLE when there is nothing to decode, the file is damaged, holds no sound stream or
 *   numbers that are not finite, or is too long.
 */
export declare function decodeSound(path: string, { ffmpeg, signal, maxSeconds, timeoutMs }: DecodeOptions, onSamples: (samples: Float32Array) => void): Promise<number>;
/** The error for a sound file that cannot be used. */
export declare function unusable(path: string, why: string, hint: string): UserError;
