// The recurrence that makes a film: frame n grows out of frame n - 1. Warp the master, add fresh noise, climb, correct
// the tone, and show the part inside the margins.

import { UserError } from '../errors.js';
import { openAscent, type SessionSource } from '../optvis/ascend.js';
import { NotFiniteError, rootMeanSquare } from '../optvis/conditioning.js';
import { holdStatistics, showMaster } from '../optvis/grade.js';
import { climbSeeded, enlargeMaster, growing, leastScale, startMaster } from '../optvis/grow.js';
import { addNoise } from '../optvis/transform.js';
import type { Rgb8Image } from '../tensor/pixels.js';
import { openStream } from '../tensor/random.js';
import { resize, warp } from '../tensor/resample.js';
import { type Tensor, tensor } from '../tensor/tensor.js';
import type { CameraMove } from '../timeline/camera.js';
import type { OpeningPlan, Shot, Timeline } from '../timeline/timeline.js';

/**
 * All that the next frame depends on besides the settings. Random numbers are a function of seed and frame, so there is
 * no other state.
 */
export interface FilmState {
  /** The next frame, from 0. */
  readonly frame: number;
  /** The master that the next frame grows out of, `[1, 3, height, width]`, margins included. */
  readonly master: Tensor;
  /** Before frame 0, while the growth that comes before it is not complete: how many of its sizes are done. */
  readonly grown?: number | undefined;
}

/** All that a film's frames depend on. */
export interface FramesOptions {
  readonly timeline: Timeline;
  readonly opening: OpeningPlan;
  /** Size of the frames, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the master beyond each edge of the frame. */
  readonly margin: number;
  readonly look: 'natural' | 'raw';
  readonly seed: number;
  /** The smallest master that the film's layers can take, in pixels a side. */
  readonly minimumSize: number;
  readonly sessions: SessionSource;
  /** The state to continue from. The generator takes its master over without a copy. @default the beginning */
  readonly from?: FilmState | undefined;
  /** Smaller steps up to some frame, where full steps led to numbers that are not finite. */
  readonly rateBackoff?: RateBackoff | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each size of a growth that comes before frame 0. */
  readonly onGrowth?: ((done: number, of: number) => void) | undefined;
}

/** A smaller rate for a while. */
export interface RateBackoff {
  /** Factor on the rate, in (0, 1). */
  readonly factor: number;
  /** The last frame that it applies to. */
  readonly until: number;
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
  /** See `FilmFrame`. */
  readonly scores: readonly number[];
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
   * The score of each neuron in `shot.active.neurons`, in that order: its mean before the activation, measured before
   * the frame's steps. Empty when the frame has no steps.
   */
  readonly scores: readonly number[];
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
  return { index: shot.frame, width, height, bytes: data, scores, shot };
}

/**
 * Makes all frames (or those from `from` on) in order, one at a time. The same options give the same frames, in one run
 * or in several.
 *
 * @throws NotFiniteError when the master or a gradient is no longer finite.
 */
export async function* makeFrames(options: FramesOptions): AsyncGenerator<MadeFrame, void, void> {
  const { timeline, width, height, seed, look, from, rateBackoff } = options;
  const ascent = openAscent(options.sessions);
  const picture: Rgb8Image = { width, height, data: new Uint8Array(width * height * 3) };
  const start = from?.frame ?? 0;
  let scale = clampScale(options, timeline.shot(Math.max(0, start - 1)).scale);
  let { master } = from?.grown === undefined && from !== undefined ? from : await firstState(options);
  let spare = tensor(master.shape);
  for (let frame = start; frame < timeline.frameCount; frame++) {
    options.signal?.throwIfAborted();
    const marks = [performance.now()];
    const shot = withBackoff(timeline.shot(frame), frame, rateBackoff);
    const nextScale = clampScale(options, shot.scale);
    if (nextScale !== scale) {
      master = enlargeMaster(options, master, nextScale, nextScale / scale);
      spare = tensor(master.shape);
      scale = nextScale;
    } else if (isMoving(shot.move)) {
      warp(master, spare, onMaster(options, shot.move));
      [master, spare] = [spare, master];
    }
    addNoise(master, spare, shot.ascent.noise, openStream(seed, 'noise', frame));
    marks.push(performance.now());
    const climb = { ...shot.ascent, look };
    const scores = await climbSeeded(ascent, master, shot.active.neurons, climb, { seed, frame }, options.signal);
    marks.push(performance.now());
    holdStatistics(master, options.margin, shot.grade);
    if (!Number.isFinite(rootMeanSquare(master.data))) throw new NotFiniteError('master');
    if (scale === 1) showMaster(master, options.margin, shot.grade, picture);
    else showMaster(resize(master, height, width, { ratio: 1 / scale }), 0, shot.grade, picture);
    marks.push(performance.now());
    const [began, warped, climbed, graded] = marks as [number, number, number, number];
    const times = { warp: warped - began, climb: climbed - warped, grade: graded - climbed };
    yield { shot, picture, scores, state: { frame: frame + 1, master }, times };
  }
}

/**
 * The states before frame 0. Where the film shows its growth there is one: noise. Otherwise there is one after each
 * size of the growth; the last of them is complete.
 */
export async function* openingStates(options: FramesOptions): AsyncGenerator<FilmState, void, void> {
  const { timeline, opening, seed, look, from, signal, onGrowth } = options;
  const shot = timeline.shot(0);
  if (opening.show) {
    yield { frame: 0, master: startMaster(options, clampScale(options, shot.scale), seed) };
    return;
  }
  const climb = { ...shot.ascent, steps: opening.steps, look };
  const plan = { ...options, ...opening, climb, grade: shot.grade };
  const start = from?.grown === undefined ? undefined : { master: from.master, done: from.grown };
  for await (const { master, done, of } of growing(
    openAscent(options.sessions),
    shot.active.neurons,
    plan,
    signal,
    start,
  )) {
    onGrowth?.(done, of);
    yield { frame: 0, master, grown: done === of ? undefined : done };
  }
}

async function firstState(options: FramesOptions): Promise<FilmState> {
  let first: FilmState | undefined;
  for await (const state of openingStates(options)) first = state;
  return first!;
}

function withBackoff(shot: Shot, frame: number, backoff: RateBackoff | undefined): Shot {
  if (backoff === undefined || frame > backoff.until) return shot;
  return { ...shot, ascent: { ...shot.ascent, rate: shot.ascent.rate * backoff.factor } };
}

/** Keeps a scale between the smallest that the layers can take and the size of the film. */
function clampScale(options: FramesOptions, scale: number): number {
  return Math.min(1, Math.max(scale, leastScale(options, options.minimumSize)));
}

function isMoving({ zoom, radians, panX, panY }: CameraMove): boolean {
  return zoom !== 1 || radians !== 0 || panX !== 0 || panY !== 0;
}

/** Converts a move's fractions of the frame into fractions of the master, which is larger by the margins. */
function onMaster({ width, height, margin }: FramesOptions, move: CameraMove): CameraMove {
  const x = width / (width + 2 * margin);
  const y = height / (height + 2 * margin);
  return { ...move, panX: move.panX * x, panY: move.panY * y, focusX: move.focusX * x, focusY: move.focusY * y };
}
