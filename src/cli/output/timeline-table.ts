// A film's timeline, second by second: what a preset means, before anything is rendered.

import type { Timeline } from '../../timeline/timeline.js';
import { formatRate } from './format.js';

/** The film at a full second. */
export interface TimelineRow {
  readonly second: number;
  /** The first frame at or after the second. */
  readonly frame: number;
  readonly phase: 'growth' | 'film';
  /** The weights sum to 1. */
  readonly neurons: readonly { readonly layer: string; readonly neuron: number; readonly weight: number }[];
  /** Size of the picture, as a share of its full size. */
  readonly scale: number;
  /** How often the picture has doubled since the film began; negative when it zoomed out. */
  readonly doublings: number;
  /** How far it has turned clockwise since the film began. */
  readonly degrees: number;
  readonly steps: number;
  /** Amplitude, on values of -1 to 1. */
  readonly noise: number;
}

/** Goes through all frames and stops at every full second. */
export function* timelineRows(timeline: Timeline): Generator<TimelineRow, void, void> {
  let doublings = 0;
  let degrees = 0;
  let second = 0;
  for (let frame = 0; frame < timeline.frameCount; frame++) {
    const { seconds, phase, scale, active: cast, move, ascent } = timeline.shot(frame);
    doublings += Math.log2(move.zoom);
    degrees += (move.radians * 180) / Math.PI;
    if (seconds < second - 1e-9) continue;
    const neurons = cast.neurons.map(({ neuron, weight }) => ({ layer: neuron.layer, neuron: neuron.index, weight }));
    const { steps, noise } = ascent;
    yield { second, frame, phase, neurons, scale, doublings, degrees, steps, noise };
    second += 1;
  }
}

/** A table with a line a second. */
export function formatTimeline(moments: Iterable<TimelineRow>): string {
  const rows = [...moments].map((moment) => [
    String(moment.second),
    String(moment.frame),
    moment.phase === 'growth' ? `growth, ${Math.round(moment.scale * 100)} %` : 'film',
    moment.neurons.map(tellMember).join(' > '),
    moment.doublings.toFixed(2),
    moment.degrees.toFixed(1),
    String(moment.steps),
    formatRate(moment.noise),
  ]);
  const table = [HEADER, ...rows];
  const widths = HEADER.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map((row) => row.map((cell, i) => (LEFT.has(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '))
    .map((line) => `  ${line}`)
    .join('\n');
}

const HEADER: readonly string[] = ['second', 'frame', 'phase', 'on stage', 'doublings', 'turned', 'steps', 'noise'];
/** Columns of words; the others are numbers. */
const LEFT: ReadonlySet<number> = new Set([2, 3]);

function tellMember(
  { layer, neuron, weight }: TimelineRow['neurons'][number],
  _at: number,
  { length }: readonly unknown[],
) {
  return length === 1 ? `${layer}:${neuron}` : `${layer}:${neuron} ${Math.round(weight * 100)} %`;
}
