// The recurrence that makes a film: frame n grows out of frame n - 1, or where only some frames are climbed, each of
// these keys out of the key before. What is shown is the part inside the margins.

import { UserError } from '../errors.js';
import type { Scores } from '../optvis/ascend.js';
import type { NotFiniteError } from '../optvis/conditioning.js';
import { showMaster } from '../optvis/grade.js';
import { growing, startMaster } from '../optvis/grow.js';
import { coarsestScores, openOctaveAscent } from '../optvis/octaves.js';
import type { Rgb8Image } from '../tensor/pixels.js';
import { resize } from '../tensor/resample.js';
import type { Tensor } from '../tensor/tensor.js';
import type { OpeningPlan, Shot, Timeline } from '../timeline/timeline.js';
import { clampScale, FILM_TILING, type KeyOptions, openKeyMaker } from './keys.js';

/**
 * All that the next frame depends on besides the settings. Random numbers are a function of seed and frame, so there is
 * no other state.
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
}

/** All that a film's frames depend on. */
export interface FramesOptions extends KeyOptions {
  readonly opening: OpeningPlan;
  /** The state to continue from. The generator takes its master over without a copy. @default the beginning */
  readonly from?: FilmState | undefined;
  /** Called after each size of a growth that comes before frame 0. */
  readonly onGrowth?: ((done: number, of: number) => void) | undefined;
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
  /** The film's state after this frame. The next frame changes its master. */
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
  const { timeline, width, height, from } = options;
  const maker = openKeyMaker(options);
  const picture: Rgb8Image = { width, height, data: new Uint8Array(width * height * 3) };
  const show = (master: Tensor, scale: number, { grade }: Shot) => {
    if (scale === 1) showMaster(master, options.margin, grade, picture);
    else showMaster(resize(master, height, width, { ratio: 1 / scale }), 0, grade, picture);
  };
  let state = from?.grown === undefined && from !== undefined ? from : await firstState(options);
  while (state.frame < timeline.frameCount) {
    const key = nextKey(timeline, state.frame);
    const made = await maker.make(state, key);
    let spent: FrameTimes = made.times;
    for (let frame = state.frame; frame < key; frame++) {
      options.signal?.throwIfAborted();
      const began = performance.now();
      const shot = timeline.shot(frame);
      const between = made.stretch!.between(frame - state.key);
      const warped = performance.now();
      show(between, 1, shot);
      // The next key was made for the first frame before it.
      const times = { ...spent, warp: spent.warp + warped - began, grade: spent.grade + performance.now() - warped };
      spent = { warp: 0, climb: 0, grade: 0 };
      yield { shot, picture, scores: [], state: { ...state, frame: frame + 1 }, times };
    }
    const began = performance.now();
    show(made.master, made.scale, made.shot);
    state = { frame: key + 1, key, master: made.master };
    const times = { ...spent, grade: spent.grade + performance.now() - began };
    yield { shot: made.shot, picture, scores: made.scores, state, times };
  }
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
  const { timeline, opening, seed, look, from, signal, onGrowth } = options;
  const shot = timeline.shot(0);
  if (opening.show) {
    yield { frame: 0, key: -1, master: startMaster(options, clampScale(options, shot.scale), seed) };
    return;
  }
  const climb = { ...shot.ascent, steps: opening.steps, look };
  const octavesAt = (size: number) => timeline.growthOctaves(size, opening.steps);
  const plan = { ...options, ...opening, climb, grade: shot.grade, octavesAt };
  const start = from?.grown === undefined ? undefined : { master: from.master, done: from.grown };
  const ascent = openOctaveAscent(options.sessions, { ...FILM_TILING, signal });
  for await (const { master, done, of } of growing(ascent, shot.active.neurons, plan, signal, start)) {
    onGrowth?.(done, of);
    yield { frame: 0, key: -1, master, grown: done === of ? undefined : done };
  }
}

async function firstState(options: FramesOptions): Promise<FilmState> {
  let first: FilmState | undefined;
  for await (const state of openingStates(options)) first = state;
  return first!;
}
