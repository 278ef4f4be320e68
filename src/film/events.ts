// What a render is asked for, and what it tells on the way.

import type { Ffmpeg } from '../video/encode/ffmpeg.js';
import type { FrameTimes } from './frames.js';
import type { LockEvent } from './job/job.js';
import type { PictureStatistics } from './statistics.js';

/** A neuron on stage in a frame. */
export interface ScoredNeuron {
  readonly layer: string;
  readonly neuron: number;
  /** The weights of a frame's neurons sum to 1. */
  readonly weight: number;
  /** Its score before the frame's steps; missing when the frame had none. */
  readonly score?: number;
}

/** More of a frame than everybody wants to know. */
export interface FrameDetails {
  readonly statistics: PictureStatistics;
  /** What the parts took; `keep`: spool, encoder and state. */
  readonly milliseconds: FrameTimes & { readonly keep: number };
  /** What the process occupies. */
  readonly memoryBytes: number;
}

/** What happens while a film is rendered, in this order; `lock` before `start`, `retry` and `disk` at any time. */
export type FilmEvent =
  | {
      readonly kind: 'start';
      readonly film: string;
      readonly width: number;
      readonly height: number;
      readonly fps: number;
      /** How many frames will be written in all. */
      readonly frames: number;
      /** The first frame to be made: above 0 when an interrupted film goes on. */
      readonly from: number;
      /** What was found damaged, in words; something older was whole. */
      readonly damage: readonly string[];
      readonly network: string;
      readonly engine: string;
      readonly ffmpeg: Ffmpeg;
    }
  /** A size of the unseen growth is done. */
  | { readonly kind: 'growth'; readonly done: number; readonly of: number }
  /** A frame is made; `written` counts those that are in the film, of the `of` that will be. */
  | {
      readonly kind: 'frame';
      readonly frame: number;
      readonly seconds: number;
      readonly written: number;
      readonly of: number;
      /** Frames made, of all that must be made; more than written with `range`. */
      readonly made: number;
      readonly toMake: number;
      readonly neurons: readonly ScoredNeuron[];
      /** Where they are asked for. */
      readonly details?: FrameDetails;
    }
  /** Something failed and is tried again: ffmpeg with the frames it had, the engine from the last state, the ascent with smaller steps. */
  | {
      readonly kind: 'retry';
      readonly what: 'ffmpeg' | 'engine' | 'ascent';
      readonly message: string;
      readonly frame?: number;
    }
  /** The disk is full, and is waited for; or no longer. */
  | { readonly kind: 'disk'; readonly isWaiting: boolean; readonly folder: string }
  | LockEvent
  | { readonly kind: 'finish' }
  | RenderedFilm
  | PausedFilm;

/** A film on disk and what lies beside it. Paths are absolute; `bytes` is the film's own size. */
export interface RenderedFilm {
  readonly kind: 'done';
  readonly film: string;
  readonly frames: number;
  readonly bytes: number;
  readonly poster: string;
  readonly sheet: string;
  readonly settings: string;
  /** Whether it was gone on with by force, with other settings or programs than it was begun with. */
  readonly mixed: boolean;
}

/** A film that was stopped: rendered again, it goes on. */
export interface PausedFilm {
  readonly kind: 'paused';
  /** What it will be. */
  readonly film: string;
  /** Where all of it lies that is made. */
  readonly folder: string;
  /** The next frame. */
  readonly frame: number;
  /** Frames that are in the film so far, of all that will be. */
  readonly written: number;
  readonly of: number;
}

/** How a film is rendered, where its settings do not say. */
export interface RenderOptions {
  /** Name of the preset, for a film that has no name of its own. */
  readonly name: string;
  /** File or folder, instead of the preset's. */
  readonly out?: string | undefined;
  /** First and last frame to write, from 0. What comes before is computed, since each frame grows out of the one before. */
  readonly range?: { readonly first: number; readonly last: number } | undefined;
  readonly threads?: number | undefined;
  /** Starts over instead of going on with an interrupted film. */
  readonly fresh?: boolean | undefined;
  /** Goes on with an interrupted film though something is not as it was; the film is marked as mixed. */
  readonly forceResume?: boolean | undefined;
  /** Takes the job's lock from the process that holds it. */
  readonly breakLock?: boolean | undefined;
  /** Keeps the job's folder when the film is done. */
  readonly keep?: boolean | undefined;
  /** Frames of a segment, 6 at least. @default about 10 s of rendering, and 60 at least */
  readonly segmentFrames?: number | undefined;
  /** How long a full disk is waited for. Milliseconds. @default 3600000 */
  readonly diskWaitMs?: number | undefined;
  /** After how long without a sign of life something has hung; what was slow before gets ten times its time. Milliseconds. @default 120000 */
  readonly stallMs?: number | undefined;
  /** The words of a command line that would go on with the film, without its place; told by `jobs`. */
  readonly command?: readonly string[] | undefined;
  /** Tells `details` of each frame. */
  readonly details?: boolean | undefined;
  readonly onEvent?: ((event: FilmEvent) => void) | undefined;
  /** Stops the film after the frame at hand; what was made is kept. */
  readonly stop?: AbortSignal | undefined;
  /** Stops at once; what was kept until then is there. */
  readonly signal?: AbortSignal | undefined;
}
