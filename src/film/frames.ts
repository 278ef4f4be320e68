// The recurrence at the heart of a film: frame n grows out of frame n-1. Warp, fresh noise, ascent, tone, and the part inside the margins is shown.

import { type Ascent, openAscent, type SessionSource } from '../optvis/ascend.js';
import { holdStatistics, showMaster } from '../optvis/grade.js';
import { growthScales, masterSize } from '../optvis/growth.js';
import { addNoise, firstNoise } from '../optvis/noise.js';
import { randomOffset } from '../optvis/transform.js';
import { openStream } from '../tensor/random.js';
import { resize, warp } from '../tensor/resample.js';
import { type Tensor, tensor } from '../tensor/tensor.js';
import type { CameraMove } from '../timeline/camera.js';
import type { OpeningPlan, Shot, Timeline } from '../timeline/timeline.js';
import type { RgbFrame } from '../video/encoder.js';

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
  readonly signal?: AbortSignal | undefined;
  /** Called after every size of an unseen growth. */
  readonly onGrowth?: ((done: number, of: number) => void) | undefined;
}

/** One finished frame, with what was asked of it. */
export interface FilmFrame {
  readonly shot: Shot;
  /** Its bytes are overwritten by the next frame. */
  readonly picture: RgbFrame;
  /** Of each neuron of the cast, before this frame's steps; empty when the frame had none. */
  readonly scores: readonly number[];
}

/** Renders all frames in order, one at a time. Deterministic in its options. */
export async function* renderFrames(options: FramesOptions): AsyncGenerator<FilmFrame, void, void> {
  const { timeline, opening, width, height } = options;
  const ascent = openAscent(options.sessions);
  const picture: RgbFrame = { width, height, data: new Uint8Array(width * height * 3) };
  const first = timeline.shot(0);
  let scale = clampScale(options, first.scale);
  let master = opening.show ? startAt(options, scale) : await growUnseen(options, ascent, first);
  let spare = tensor(master.shape);
  for (let frame = 0; frame < timeline.frameCount; frame++) {
    options.signal?.throwIfAborted();
    const shot = timeline.shot(frame);
    const nextScale = clampScale(options, shot.scale);
    if (nextScale !== scale) {
      master = enlarge(options, master, nextScale, nextScale / scale);
      spare = tensor(master.shape);
      scale = nextScale;
    } else if (isMoving(shot.move)) {
      warp(master, spare, onMaster(options, shot.move));
      [master, spare] = [spare, master];
    }
    addNoise(master, spare, shot.ascent.noise, openStream(options.seed, 'noise', frame));
    const scores = await climb(options, ascent, master, shot, frame);
    holdStatistics(master, options.margin, shot.grade);
    if (scale === 1) showMaster(master, options.margin, shot.grade, picture);
    else showMaster(resize(master, height, width, { ratio: 1 / scale }), 0, shot.grade, picture);
    yield { shot, picture, scores };
  }
}

async function growUnseen(options: FramesOptions, ascent: Ascent, shot: Shot): Promise<Tensor> {
  const scales = growthScales(options.opening, options, leastScale(options));
  let master = startAt(options, scales[0]!);
  for (const [i, scale] of scales.entries()) {
    if (i > 0) master = enlarge(options, master, scale, scale / scales[i - 1]!);
    const size = -1 - i; // the frames before frame 0, for the random streams
    addNoise(master, tensor(master.shape), shot.ascent.noise, openStream(options.seed, 'noise', size));
    await climb(options, ascent, master, { ...shot, ascent: { ...shot.ascent, steps: options.opening.steps } }, size);
    holdStatistics(master, options.margin, shot.grade);
    options.onGrowth?.(i + 1, scales.length);
  }
  return master;
}

/** Small pictures are held to what the layers can take; nothing is larger than the film. */
function clampScale(options: FramesOptions, scale: number): number {
  return Math.min(1, Math.max(scale, leastScale(options)));
}

function leastScale({ width, height, margin, minimumSize }: FramesOptions): number {
  return (minimumSize - 2 * margin) / Math.min(width, height);
}

function startAt(options: FramesOptions, scale: number): Tensor {
  const { height, width } = masterSize(options, scale);
  return firstNoise(height, width, openStream(options.seed, 'first noise'));
}

function enlarge(options: FramesOptions, master: Tensor, scale: number, ratio: number): Tensor {
  const { height, width } = masterSize(options, scale);
  return resize(master, height, width, { ratio });
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

function climb(
  options: FramesOptions,
  ascent: Ascent,
  master: Tensor,
  { cast, ascent: how }: Shot,
  frame: number,
): Promise<readonly number[]> {
  return ascent.climb(
    master,
    cast.members,
    {
      ...how,
      look: options.look,
      jitterAt: (step) => randomOffset(openStream(options.seed, 'jitter', frame, step), how.jitter),
    },
    options.signal,
  );
}
