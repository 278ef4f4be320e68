import type { Rgb8Image } from '../tensor/pixels.js';
import type { Ffmpeg } from '../video/encode/ffmpeg.js';
import type { FilmFrame, FrameTimes } from './frames/frames.js';
import type { LockEvent } from './job/job.js';
import type { PrepareOptions } from './prepare.js';
import type { FrameRange } from './render-frames.js';
/** A neuron that is active in a frame. */
export interface ScoredNeuron {
    readonly layer: string;
    /** Its channel, from 0. */
    readonly neuron: number;
    /** The weights of a frame's neurons sum to 1. */
    readonly weight: number;
    /** Its score at the coarsest octave, before the frame's steps; missing when the frame has none. */
    readonly score?: number;
}
/** The colours of a frame, on a scale of 0 to 1. */
export interface PictureStatistics {
    /** Mean of red, green, blue. */
    readonly mean: readonly number[];
    /** Standard deviation of red, green, blue. */
    readonly deviation: readonly number[];
    /** Share of all values that are 0 or 255. */
    readonly clipped: number;
}
/** Details of a frame, for logs and monitoring. */
export interface FrameDetails {
    readonly statistics: PictureStatistics;
    /** How long the parts of the frame took; `keep`: raw frames, encoder and checkpoint. */
    readonly milliseconds: FrameTimes & {
        readonly keep: number;
    };
    /** Resident memory of the process. */
    readonly memoryBytes: number;
}
/** What happens during a render, in this order: `lock` before `start`, `retry` and `disk` at any time. */
export type FilmEvent = {
    readonly kind: 'start';
    readonly film: string;
    readonly width: number;
    readonly height: number;
    readonly fps: number;
    /** How many frames will be written. */
    readonly frames: number;
    /** The first frame to be made; above 0 when an interrupted render is resumed. */
    readonly from: number;
    /** Finished sizes of the growth before frame 0 if an interrupted render resumes within it; otherwise 0. */
    readonly grown: number;
    /** The part of the render's work that was done earlier, from 0 to 1. */
    readonly share: number;
    /** Damaged parts of the job, as sentences; the render resumes before them. */
    readonly damage: readonly string[];
    /** A sentence on how pictures are fitted to a network with a fixed picture size; null if they need not be. */
    readonly note: string | null;
    readonly network: string;
    readonly engine: string;
    readonly threads: number;
    readonly ffmpeg: Ffmpeg;
}
/** A size of the growth before frame 0 is done. `share` is the part of the render's work that is done, 0 to 1. */
 | {
    readonly kind: 'growth';
    readonly done: number;
    readonly of: number;
    readonly share: number;
}
/** A frame is made. `written` counts the frames in the film so far, of `of` in the finished film. */
 | {
    readonly kind: 'frame';
    readonly frame: number;
    readonly seconds: number;
    readonly written: number;
    readonly of: number;
    /** The number of frames made, and of all frames to make; with `range` more than are written. */
    readonly made: number;
    readonly toMake: number;
    /** The part of the render's work that is done, from 0 to 1. Frames differ in cost. */
    readonly share: number;
    readonly neurons: readonly ScoredNeuron[];
    /** The octaves of a key, from coarse to fine: their scale, and the scores of all neurons. Empty between keys. */
    readonly octaves: readonly {
        readonly scale: number;
        readonly scores: readonly number[];
    }[];
    /** With the option `details`. */
    readonly details?: FrameDetails;
}
/**
 * Something failed and is tried again: ffmpeg with the same frames, the engine from the last checkpoint, the ascent
 * from an earlier checkpoint with a smaller rate.
 */
 | {
    readonly kind: 'retry';
    readonly what: 'ffmpeg' | 'engine' | 'ascent';
    readonly message: string;
    readonly frame?: number;
}
/** The disk is full and the render waits for space, or there is space again. */
 | {
    readonly kind: 'disk';
    readonly isWaiting: boolean;
    readonly folder: string;
} | LockEvent
/** All frames are made; the film is being joined. */
 | {
    readonly kind: 'finish';
} | RenderedFilm | PausedFilm;
/** A finished film and its sidecar files. Paths are absolute; `bytes` is the size of the film alone. */
export interface RenderedFilm {
    readonly kind: 'done';
    readonly film: string;
    readonly frames: number;
    readonly bytes: number;
    readonly poster: string;
    readonly sheet: string;
    readonly settings: string;
    /** Whether `forceResume` resumed it with other settings or programs. */
    readonly mixed: boolean;
}
/** A render that `stop` interrupted. The same call resumes it. */
export interface PausedFilm {
    readonly kind: 'paused';
    /** Where the film will be. */
    readonly film: string;
    /** The job's folder. */
    readonly folder: string;
    /** The next frame. */
    readonly frame: number;
    /** Frames in the film so far, of `of` in the finished film. */
    readonly written: number;
    readonly of: number;
}
/** Options of a render besides the film's settings. */
export interface RenderOptions extends PrepareOptions {
    /** The name of the film if its settings name neither a file nor a title. @default 'film' */
    readonly name?: string | undefined;
    /** A file or a folder (an existing one, or a name that ends in a slash), instead of the settings' output. */
    readonly out?: string | undefined;
    /**
     * Replaces a film of another preset. Without it a film is replaced only if its settings name this preset (`name`).
     * @default false
     */
    readonly overwrite?: boolean | undefined;
    /** The frames to write. Earlier frames are computed too, since each frame grows out of the one before. */
    readonly range?: FrameRange | undefined;
    /** Deletes the files of an interrupted render and starts over. */
    readonly fresh?: boolean | undefined;
    /** Resumes an interrupted render even if settings or programs have changed, and marks the film as mixed. */
    readonly forceResume?: boolean | undefined;
    /** Takes the job's lock from the process that holds it. */
    readonly breakLock?: boolean | undefined;
    /** Keeps the job's folder when the film is done. */
    readonly keep?: boolean | undefined;
    /** Frames per segment, at least 6. @default about 10 s of rendering, at least 60 */
    readonly segmentFrames?: number | undefined;
    /** How long a render waits for space on a full disk, in milliseconds. @default 3600000 */
    readonly diskWaitMs?: number | undefined;
    /**
     * ffmpeg or the engine counts as hung after this many milliseconds without progress, or after ten times the slowest
     * step so far if that is longer. @default 120000
     */
    readonly stallMs?: number | undefined;
    /** The words of a command line that resumes the film, without its output; `neurozoom jobs` prints them. */
    readonly command?: readonly string[] | undefined;
    /** Adds `details` to the events of frames. */
    readonly details?: boolean | undefined;
    readonly onEvent?: ((event: FilmEvent) => void) | undefined;
    /**
     * Called with each frame before it is written. Its bytes are valid until the function returns or its promise settles;
     * the render waits for it. A resumed render begins at its first new frame, and a retry may bring frames again.
     */
    readonly onFrame?: ((frame: FilmFrame) => void | Promise<void>) | undefined;
    /**
     * Stops after the current frame or size of the growth; the render then resolves with a `PausedFilm`. During the wait
     * for a lock, it rejects with the signal's reason instead.
     */
    readonly stop?: AbortSignal | undefined;
}
/** Measures a picture's colours. */
export declare function statisticsOf({ data }: Rgb8Image): PictureStatistics;
