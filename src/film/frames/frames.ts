// The recurrence that makes a film: frame n grows out of frame n - 1, or where only some frames are climbed, each of
// these keys out of the key before. What is shown is the part inside the margins.

import { UserError } from '../../errors.js';
import { type FlashGuard, openFlashGuard } from '../../flash/guard.js';
import type { Reading } from '../../flash/meter.js';
import type { Scores } from '../../optvis/ascend.js';
import type { NotFiniteError } from '../../optvis/conditioning.js';
import { startMaster } from '../../optvis/grow.js';
import { coarsestScores } from '../../optvis/octaves.js';
import type { Rgb8Image } from '../../tensor/pixels.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { OpeningPlan, Shot, Timeline } from '../../timeline/timeline.js';
import { openClimber } from './climber.js';
import { isComposedBeside, openCompositor } from './compositor.js';
import { clampScale, type KeyOptions, type MadeKey } from './keys.js';

/**
 * Everything that the next frame depends on besides the settings. Random numbers are a function of seed and frame, so
 * there is no other state.
 */
export interface FilmState {
  /** The next frame, from 0. */
  readonly frame: number;
  /** The frame that the master belongs to: the last key before the next frame; -1 before the first. */
  readonly key: number;
  /** The master of that key, which the next frames grow out of, `[1, 3, height, width]`, margins included. */
  readonly master: Tensor;
  /** Before frame 0, while the growth that comes before it is not complete: how many of its sizes are done. */
  readonly grown?: number | undefined;
  /** What the flash guard remembers of the frames before; none before the first frame that is watched. */
  readonly flash?: Uint8Array | undefined;
}

/** Which frames are watched for flashes. */
export interface FlashWatch {
  /** First and last frame that are shown, from 0. */
  readonly first: number;
  readonly last: number;
  /** Frames per second. */
  readonly fps: number;
  /** Whether flashes are damped. */
  readonly limits: boolean;
}

/** Everything that a film's frames depend on. */
export interface FramesOptions extends KeyOptions {
  readonly opening: OpeningPlan;
  /** The state to continue from. The generator uses and modifies its master. @default the beginning */
  readonly from?: FilmState | undefined;
  /**
   * Whether keys and pictures are made on threads beside the film's. They are the same. @default for large frames
   */
  readonly isComposedBeside?: boolean | undefined;
  /** Called after each size of a growth that comes before frame 0. */
  readonly onGrowth?: ((done: number, of: number) => void) | undefined;
  /** Watches what is shown for flashes. @default not at all */
  readonly flash?: FlashWatch | undefined;
}

/** How long the parts of a frame took, in milliseconds. */
export interface FrameTimes {
  /** Zoom, rotation, noise. */
  readonly warp: number;
  readonly climb: number;
  /** Tone correction and conversion to bytes. */
  readonly grade: number;
}

/** A frame as the recurrence yields it: the picture, and the state after it. */
export interface MadeFrame {
  readonly shot: Shot;
  /** The next frame overwrites its bytes. */
  readonly picture: Rgb8Image;
  /** Of each octave in `shot.ascent.octaves`; none between keys. */
  readonly scores: readonly Scores[];
  /** Its flashes, with those of the second before; none if it is not watched. */
  readonly flash: Reading | undefined;
  /** The film's state after this frame. Its master is valid while two more keys are made. */
  readonly state: FilmState;
  readonly times: FrameTimes;
}

/** A frame as programs get it. */
export interface FilmFrame {
  /** Its number in the film, from 0. */
  readonly index: number;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** 8 bits a channel, interleaved R, G, B, row by row: `3 * width * height` bytes. The next frame overwrites them. */
  readonly bytes: Uint8Array;
  /**
   * The score of each neuron in `shot.active.neurons`, in that order: its mean before the activation at the coarsest
   * octave, measured before the frame's steps. Empty when the frame has no steps.
   */
  readonly scores: readonly number[];
  /** The same at each octave in `shot.ascent.octaves`, from coarse to fine. */
  readonly octaveScores: readonly (readonly number[])[];
  /** All values of the timeline at this frame. */
  readonly shot: Shot;
}

/** The error for a film that cannot continue because of NaN or infinite values. */
export function notFiniteError(frame: number, cause: NotFiniteError): UserError {
  return new UserError('NOT_FINITE', `the ascent leads to NaN or infinite values at frame ${frame}`, {
    hint: 'lower ascent.rate in the preset, or leave the neuron out',
    cause,
  });
}

/** The part of a frame that programs get. Shares its bytes. */
export function toFilmFrame({ shot, scores, picture }: MadeFrame): FilmFrame {
  const { width, height, data } = picture;
  const { frame: index } = shot;
  return { index, width, height, bytes: data, scores: coarsestScores(scores), octaveScores: scores, shot };
}

/**
 * Makes all frames (or those from `from` on) in order, one at a time. The same options give the same frames, in one run
 * or in several.
 *
 * @throws NotFiniteError when the master or a gradient is no longer finite.
 */
export async function* makeFrames(options: FramesOptions): AsyncGenerator<MadeFrame, void, void> {
  const { timeline, from } = options;
  const closed = new AbortController();
  const signal = options.signal === undefined ? closed.signal : AbortSignal.any([options.signal, closed.signal]);
  const maker = openClimber({ ...options, signal }, worksBeside(options));
  const compositor = openCompositor(options, options.isComposedBeside);
  const watch = openWatch(options);
  let state = from?.grown === undefined && from !== undefined ? from : await firstState(options);
  /** The next key, while the frames before it are shown. */
  let ahead: Promise<MadeKey> | undefined;
  try {
    while (state.frame < timeline.frameCount) {
      const key = nextKey(timeline, state.frame);
      const made: MadeKey = await (ahead ?? maker.make(state, key));
      const shots = Array.from({ length: key - state.frame }, (_, i) => timeline.shot(state.frame + i));
      const views = [...shots, made.shot].map(({ grade, mirrors }) => ({ grade, mirrors }));
      const next = compositor.compose({ ...made.composition, views });
      ahead = undefined;
      if (compositor.isBeside && key + 1 < timeline.frameCount) {
        ahead = maker.make({ key, master: made.master }, nextKey(timeline, key + 1));
        ahead.catch(() => undefined); // the loop throws it later
      }
      // The key was made for the first frame before it.
      let { warp, climb, grade } = made.times;
      for (const shot of [...shots, made.shot]) {
        options.signal?.throwIfAborted();
        const { picture, times } = await next();
        const isKey = shot === made.shot;
        const flash = watch(shot.frame, picture);
        const memory = { frame: shot.frame + 1, flash: flash?.memory };
        state = isKey ? { ...memory, key, master: made.master } : { ...state, ...memory };
        const all = { warp: warp + times.warp, climb, grade: grade + times.grade };
        [warp, climb, grade] = [0, 0, 0];
        yield { shot, picture, scores: isKey ? made.scores : [], flash: flash?.reading, state, times: all };
      }
    }
  } finally {
    closed.abort();
    await ahead?.catch(() => undefined); // its sessions may be closed after this
    await maker.close();
    await compositor.close();
  }
}

/** The flash guard for the frames of a film. */
export function guardOf(
  { width, height }: Pick<FramesOptions, 'width' | 'height'>,
  { first, last, fps, limits }: FlashWatch,
  from: Uint8Array | undefined,
): FlashGuard {
  return openFlashGuard({ width, height, fps, frames: last - first + 1, limits, from });
}

/** Watches the frames that are shown. */
function openWatch(
  options: FramesOptions,
): (frame: number, picture: Rgb8Image) => { readonly reading: Reading; readonly memory: Uint8Array } | undefined {
  const { flash, from } = options;
  if (flash === undefined) return () => undefined;
  const guard = guardOf(options, flash, from?.flash);
  return (frame, picture) => {
    if (frame < flash.first || frame > flash.last) return undefined;
    const reading = guard.take(picture);
    return { reading, memory: guard.save() };
  };
}

/** Whether keys are made on a thread beside the film's. */
function worksBeside(options: FramesOptions): boolean {
  return options.isComposedBeside ?? isComposedBeside(options);
}

/** The first key from a frame on. */
function nextKey(timeline: Timeline, frame: number): number {
  let key = frame;
  while (!timeline.shot(key).isKey) key += 1;
  return key;
}

/**
 * The states before frame 0. Where the film shows its growth there is one: noise. Otherwise there is one after each
 * size of the growth; the last of them is complete.
 */
export async function* openingStates(options: FramesOptions): AsyncGenerator<FilmState, void, void> {
  const { timeline, opening, seed, look, from, onGrowth } = options;
  const shot = timeline.shot(0);
  if (opening.show) {
    yield { frame: 0, key: -1, master: startMaster(options, clampScale(options, shot.scale), seed) };
    return;
  }
  const climb = { ...shot.ascent, steps: opening.steps, look };
  const octavesAt = (size: number) => timeline.growthOctaves(size, opening.steps);
  const plan = { ...options, ...opening, climb, grade: shot.grade, octavesAt };
  const start = from?.grown === undefined ? undefined : { master: from.master, done: from.grown };
  const climber = openClimber(options, worksBeside(options));
  try {
    for await (const { master, done, of } of climber.grow(shot.active.neurons, plan, start)) {
      onGrowth?.(done, of);
      yield { frame: 0, key: -1, master, grown: done === of ? undefined : done };
    }
  } finally {
    await climber.close();
  }
}

async function firstState(options: FramesOptions): Promise<FilmState> {
  let first: FilmState | undefined;
  for await (const state of openingStates(options)) first = state;
  return first!;
}
