// The recurrence at the heart of a film: frame n grows out of frame n-1. Warp, fresh noise, ascent, tone, and the part inside the margins is shown.

import { type Ascent, openAscent, type SessionSource } from '../optvis/ascend.js';
import { NotFiniteError, rootMeanSquare } from '../optvis/conditioning.js';
import { holdStatistics, showMaster } from '../optvis/grade.js';
import { climbSeeded, enlargeMaster, growMaster, leastScale, startMaster } from '../optvis/grow.js';
import { addNoise } from '../optvis/noise.js';
import type { Rgb8Image } from '../tensor/pixels.js';
import { openStream } from '../tensor/random.js';
import { resize, warp } from '../tensor/resample.js';
import { type Tensor, tensor } from '../tensor/tensor.js';
import type { CameraMove } from '../timeline/camera.js';
import type { OpeningPlan, Shot, Timeline } from '../timeline/timeline.js';

/** All that the next frame depends on besides the settings: randomness is a function of seed and frame, and nothing else is carried over. */
export interface FilmState {
  /** The next frame to be made. */
  readonly frame: number;
  /** The master that it grows out of, `[1, 3, height, width]`, margins included. */
  readonly master: Tensor;
}

/** What a film's frames depend on, and on nothing else. */
export interface FramesOptions {
  readonly timeline: Timeline;
  readonly opening: OpeningPlan;
  /** Of the frames, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels climbed beyond each edge of the frame. */
  readonly margin: number;
  readonly look: 'natural' | 'raw';
  readonly seed: number;
  /** Smallest master that the film's layers can take, in pixels a side. */
  readonly minimumSize: number;
  readonly sessions: SessionSource;
  /** Goes on from here instead of beginning; its master is taken over, not copied. */
  readonly from?: FilmState | undefined;
  /** Takes smaller steps up to a frame, where the full ones led to numbers that are not finite. */
  readonly rateBackoff?: RateBackoff | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after every size of an unseen growth. */
  readonly onGrowth?: ((done: number, of: number) => void) | undefined;
}

/** Smaller steps for a while. */
export interface RateBackoff {
  /** Of the rate, in (0, 1). */
  readonly factor: number;
  /** The last frame with smaller steps. */
  readonly until: number;
}

/** What the parts of a frame took, in milliseconds. */
export interface FrameTimes {
  /** Zoom, rotation, noise. */
  readonly warp: number;
  readonly climb: number;
  /** Colour servo, tone, bytes. */
  readonly grade: number;
}

/** One finished frame, with what was asked of it. */
export interface FilmFrame {
  readonly shot: Shot;
  /** Its bytes are overwritten by the next frame. */
  readonly picture: Rgb8Image;
  /** Of each neuron of the cast, before this frame's steps; empty when the frame had none. */
  readonly scores: readonly number[];
  /** The film after this frame; its master is changed by the next frame. */
  readonly state: FilmState;
  readonly times: FrameTimes;
}

/**
 * Renders all frames (or those from `from` on) in order, one at a time. Deterministic in its options: the frames are the same whether they are made in one
 * go or not.
 *
 * @throws NotFiniteError when the ascent has left the finite numbers.
 */
export async function* renderFrames(options: FramesOptions): AsyncGenerator<FilmFrame, void, void> {
  const { timeline, width, height, seed, look, from, rateBackoff: calm } = options;
  const ascent = openAscent(options.sessions);
  const picture: Rgb8Image = { width, height, data: new Uint8Array(width * height * 3) };
  const start = from?.frame ?? 0;
  let scale = clampScale(options, timeline.shot(Math.max(0, start - 1)).scale);
  let master = from?.master ?? (await firstMaster(options, ascent, scale));
  let spare = tensor(master.shape);
  for (let frame = start; frame < timeline.frameCount; frame++) {
    options.signal?.throwIfAborted();
    const marks = [performance.now()];
    const shot = withCalm(timeline.shot(frame), frame, calm);
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

/** The state before frame 0: noise, or what has grown unseen. */
export async function firstState(options: FramesOptions): Promise<FilmState> {
  const scale = clampScale(options, options.timeline.shot(0).scale);
  return { frame: 0, master: await firstMaster(options, openAscent(options.sessions), scale) };
}

function firstMaster(options: FramesOptions, ascent: Ascent, scale: number): Promise<Tensor> | Tensor {
  const { opening, timeline } = options;
  return opening.show ? startMaster(options, scale, options.seed) : growUnseen(options, ascent, timeline.shot(0));
}

function withCalm(shot: Shot, frame: number, calm: RateBackoff | undefined): Shot {
  if (calm === undefined || frame > calm.until) return shot;
  return { ...shot, ascent: { ...shot.ascent, rate: shot.ascent.rate * calm.factor } };
}

function growUnseen(options: FramesOptions, ascent: Ascent, shot: Shot): Promise<Tensor> {
  const { opening, look, signal, onGrowth } = options;
  const climb = { ...shot.ascent, steps: opening.steps, look };
  const plan = { ...options, ...opening, climb, grade: shot.grade };
  return growMaster(ascent, shot.active.neurons, plan, { signal, onSize: onGrowth });
}

/** Small pictures are held to what the layers can take; nothing is larger than the film. */
function clampScale(options: FramesOptions, scale: number): number {
  return Math.min(1, Math.max(scale, leastScale(options, options.minimumSize)));
}

function isMoving({ zoom, radians, panX, panY }: CameraMove): boolean {
  return zoom !== 1 || radians !== 0 || panX !== 0 || panY !== 0;
}

/** A move's fractions of the frame as fractions of the master, which is larger by the margins. */
function onMaster({ width, height, margin }: FramesOptions, move: CameraMove): CameraMove {
  const x = width / (width + 2 * margin);
  const y = height / (height + 2 * margin);
  return { ...move, panX: move.panX * x, panY: move.panY * y, focusX: move.focusX * x, focusY: move.focusY * y };
}
