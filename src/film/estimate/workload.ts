// How much work a film is, known before it is rendered: for estimates of time and for progress.

import { type FrameSize, growthScales, masterSize } from '../../optvis/grow.js';
import { toTimelinePlan } from '../../preset/plan.js';
import type { CycleItem, Settings } from '../../preset/settings.js';
import type { CycleEntry } from '../../timeline/cycle.js';
import { createTimeline, type Shot, type Timeline } from '../../timeline/timeline.js';

/** The work of one frame, or of one size of a growth before frame 0. */
export interface Work {
  /** Size of the master, margins included, in pixels. */
  readonly height: number;
  readonly width: number;
  /** Steps at this size; those at smaller octaves count by their pixels. */
  readonly steps: number;
  /** How often each layer's session is evaluated at this size; so do these. */
  readonly evaluations: ReadonlyMap<string, number>;
}

/**
 * The timeline of settings whose neurons are not resolved, for estimates without a network: a stand-in of the same
 * layer takes the place of each random neuron, class and atlas choice. Layers, times, camera and steps are the film's.
 */
export function outlineTimeline(settings: Settings): Timeline {
  let standIn = 0;
  const entries = settings.cycle.items.flatMap((item): CycleEntry[] => {
    const { holdSeconds, blendSeconds } = item;
    const layer = layerOf(item);
    const count = item.kind === 'neuron' || item.kind === 'class' ? 1 : item.count;
    return Array.from({ length: count }, () => {
      standIn -= 1; // below every real neuron, and each different: a neuron that follows itself has no crossfade
      return { neuron: { layer, index: item.kind === 'neuron' ? item.neuron : standIn }, holdSeconds, blendSeconds };
    });
  });
  return createTimeline(toTimelinePlan(settings, entries));
}

/** The layer of an item; for one that only an atlas can resolve, the first of its layers. */
export function layerOf(item: CycleItem): string {
  return item.kind === 'ranked' ? (item.among[0] ?? '') : item.layer;
}

/** The work of a film's frame. */
export function workOf(settings: Settings, shot: Shot): Work {
  const { height, width } = masterSize(frameSizeOf(settings), shot.scale);
  const evaluations = new Map<string, number>();
  let all = 0;
  for (const { scale, steps } of shot.ascent.octaves) {
    // An octave counts by how many of the master's pixels it has.
    const share = (Math.round(height * scale) * Math.round(width * scale)) / (height * width);
    for (const [layer, count] of evaluationsOf(shot, steps)) {
      evaluations.set(layer, (evaluations.get(layer) ?? 0) + share * count);
    }
    all += share * steps;
  }
  return { height, width, steps: all, evaluations };
}

/** The work of each size of the growth before frame 0; none when the opening is shown, as frames then. */
export function growthWork(settings: Settings, shot: Shot): readonly Work[] {
  const { opening } = settings;
  if (opening.show) return [];
  const { steps } = opening;
  const evaluations = evaluationsOf(shot, steps);
  const frame = frameSizeOf(settings);
  return growthScales(opening, frame).map((scale) => ({ ...masterSize(frame, scale), steps, evaluations }));
}

/** About how long a piece of work takes, in proportion to others: its pixels times its evaluations. */
export function weightOf({ height, width, steps, evaluations }: Work): number {
  let sum = 1 + steps; // pixel work, some percent of an evaluation
  for (const count of evaluations.values()) sum += PIXEL_SHARE * count;
  return (sum / PIXEL_SHARE) * (height * width + FIXED_PIXELS);
}

/** What an evaluation takes at any size, as pixels that would take as long (measured from 96 to 544 px, mixed4). */
const FIXED_PIXELS = 4_000;

/** An evaluation takes about this many times as long as the pixel work of its step (measured at 512 px, mixed4). */
const PIXEL_SHARE = 20;

/** How much of a render is done, as shares from 0 to 1 of its work. */
export interface WorkMeter {
  /** After so many sizes of the growth before frame 0. */
  afterGrowth(sizes: number): number;
  /** After so many frames, and the growth before them. */
  afterFrames(frames: number): number;
}

/** Frames of a long film are sampled: no more than this many are weighed. */
const MAX_WEIGHED = 5_000;

/** Weighs a render. @param frames - How many frames are made, at most the timeline's. */
export function openWorkMeter(settings: Settings, timeline: Timeline, frames: number): WorkMeter {
  const growth = sumsOf(growthWork(settings, timeline.shot(0)).map(weightOf));
  const stride = Math.ceil(frames / MAX_WEIGHED);
  const samples = Array.from({ length: Math.ceil(frames / stride) }, (_, i) => timeline.shot(i * stride));
  const film = sumsOf(samples.map((shot) => stride * weightOf(workOf(settings, shot))));
  const grown = growth.at(-1)!;
  const upTo = (count: number) => {
    const index = Math.min(samples.length - 1, Math.floor(count / stride));
    return film[index]! + (film[index + 1]! - film[index]!) * (count / stride - index);
  };
  const total = grown + upTo(frames);
  return {
    afterGrowth: (sizes) => (growth[sizes] ?? grown) / total,
    afterFrames: (count) => Math.min(1, (grown + upTo(count)) / total),
  };
}

/** The sums of the first 0, 1, 2, ... values. */
function sumsOf(values: readonly number[]): readonly number[] {
  const sums = [0];
  for (const value of values) sums.push(sums.at(-1)! + value);
  return sums;
}

/** How often each layer's session is evaluated in so many steps. */
function evaluationsOf({ active: { neurons } }: Shot, steps: number): Map<string, number> {
  const evaluations = new Map<string, number>();
  const add = (layer: string, count: number) => evaluations.set(layer, (evaluations.get(layer) ?? 0) + count);
  const [first, second] = neurons;
  if (steps > 0) {
    // The first step measures each neuron alone; later steps evaluate neurons of one layer together (see `ascend`).
    const together = second === undefined || second.neuron.layer === first!.neuron.layer;
    for (const { neuron } of neurons) add(neuron.layer, together ? 1 : steps);
    if (together) add(first!.neuron.layer, steps - 1);
  }
  return evaluations;
}

function frameSizeOf({ width, height, ascent: { margin } }: Settings): FrameSize {
  return { width, height, margin };
}
