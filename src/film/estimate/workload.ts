// How much work a film is, told before any of it is done: from its settings alone, without a network. For estimates of time and for progress.

import { type FrameSize, growthScales, masterSize } from '../../optvis/growth.js';
import { toTimelinePlan } from '../../preset/plan.js';
import type { CycleItem, Settings } from '../../preset/settings.js';
import type { CycleEntry } from '../../timeline/cycle.js';
import { createTimeline, type Shot, type Timeline } from '../../timeline/timeline.js';

/** What one frame, or one size of an unseen growth, asks of the engine and of the pixel work. */
export interface Work {
  /** Of the master, margins included, in pixels. */
  readonly height: number;
  readonly width: number;
  readonly steps: number;
  /** How often each layer's session is evaluated. */
  readonly evaluations: ReadonlyMap<string, number>;
}

/**
 * The timeline of settings whose random neurons are not drawn yet: each is stood in for by a neuron of its layer. Layers, times, camera and steps are
 * those of the film.
 */
export function outlineTimeline(settings: Settings): Timeline {
  let standIn = 0;
  const entries = settings.cycle.items.flatMap((item): CycleEntry[] => {
    const { holdSeconds, blendSeconds } = item;
    const layer = layerOf(item);
    const count = item.kind === 'neuron' || item.kind === 'class' ? 1 : item.count;
    return Array.from({ length: count }, () => {
      standIn -= 1; // below every real neuron, and none twice: a neuron that follows itself has no hand-over
      return { neuron: { layer, index: item.kind === 'neuron' ? item.neuron : standIn }, holdSeconds, blendSeconds };
    });
  });
  return createTimeline(toTimelinePlan(settings, entries));
}

/** The layer of an item, or where only its atlas knows that, the first that may be meant. */
export function layerOf(item: CycleItem): string {
  return item.kind === 'ranked' ? (item.among[0] ?? '') : item.layer;
}

/** The work of a film's frame. */
export function workOf(settings: Settings, shot: Shot): Work {
  return workAt(settings, shot, shot.scale, shot.ascent.steps);
}

/** The work of each size of the growth before frame 0; none when it is shown, since it is made of frames then. */
export function growthWork(settings: Settings, shot: Shot): readonly Work[] {
  const { opening } = settings;
  if (opening.show) return [];
  return growthScales(opening, frameSizeOf(settings)).map((scale) => workAt(settings, shot, scale, opening.steps));
}

/** How much longer one piece of work takes than another, about: its pixels (and what takes time on the smallest picture too) times its evaluations. */
export function weightOf({ height, width, steps, evaluations }: Work): number {
  let sum = 1 + steps; // pixel work, which is some percent of an evaluation
  for (const count of evaluations.values()) sum += PIXEL_SHARE * count;
  return (sum / PIXEL_SHARE) * (height * width + FIXED_PIXELS);
}

/** What an evaluation takes at any size, in pixels that would take as long (measured from 96 to 544 px, mixed4). */
const FIXED_PIXELS = 4_000;

/** Evaluations cost about so many times the pixel work of their step (measured at 512 px, mixed4). */
const PIXEL_SHARE = 20;

function workAt(settings: Settings, { active: cast }: Shot, scale: number, steps: number): Work {
  const evaluations = new Map<string, number>();
  const add = (layer: string, count: number) => evaluations.set(layer, (evaluations.get(layer) ?? 0) + count);
  const [first, second] = cast.neurons;
  if (steps > 0) {
    // The first step measures each neuron alone; those of one layer share an evaluation from then on (see `ascend`).
    const together = second === undefined || second.neuron.layer === first!.neuron.layer;
    for (const { neuron } of cast.neurons) add(neuron.layer, together ? 1 : steps);
    if (together) add(first!.neuron.layer, steps - 1);
  }
  return { ...masterSize(frameSizeOf(settings), scale), steps, evaluations };
}

function frameSizeOf({ width, height, ascent: { margin } }: Settings): FrameSize {
  return { width, height, margin };
}
