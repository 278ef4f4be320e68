// Lists a film's timeline second by second, so that a preset can be judged before it is rendered.

import type { BeatOfFilm } from '../../film/film-sound.js';
import type { Timeline } from '../../timeline/timeline.js';
import { formatRate, formatTable } from './format.js';

/** The film at a full second. */
export interface TimelineRow {
  readonly second: number;
  /** The first frame at or after the second. */
  readonly frame: number;
  readonly phase: 'growth' | 'film';
  /** The active neurons; their weights sum to 1. */
  readonly neurons: readonly { readonly layer: string; readonly neuron: number; readonly weight: number }[];
  /** Size of the picture, as a fraction of its full size. */
  readonly scale: number;
  /** How many times the picture has doubled in size since the film began; negative after zooming out. */
  readonly doublings: number;
  /** How far it has turned clockwise since the film began. */
  readonly degrees: number;
  /** Frames from key to key: only keys are climbed. */
  readonly cadence: number;
  /** How many scales a key is climbed at. */
  readonly octaves: number;
  /** Steps of a key at its coarsest octave. */
  readonly steps: number;
  /** Amplitude of a key's noise, on values of -1 to 1. */
  readonly noise: number;
  /** The beats of the sound within the second; only for a film with a beat. */
  readonly beats?: readonly BeatOfFilm[];
}

/** A beat this much before a full second, in seconds, counts to it: beats are found to some hundredths. */
const EARLY = 0.02;

/** The rows of a timeline, one per full second. @param beats - Of the film's sound, if it has any, rising. */
export function* timelineRows(timeline: Timeline, beats?: readonly BeatOfFilm[]): Generator<TimelineRow, void, void> {
  let doublings = 0;
  let degrees = 0;
  let second = 0;
  for (let frame = 0; frame < timeline.frameCount; frame++) {
    const { seconds, phase, scale, active, move } = timeline.shot(frame);
    doublings += Math.log2(move.zoom);
    degrees += (move.radians * 180) / Math.PI;
    if (seconds < second - 1e-9) continue;
    const neurons = active.neurons.map(({ neuron, weight }) => ({ layer: neuron.layer, neuron: neuron.index, weight }));
    const now = beats?.filter(({ seconds: at }) => Math.floor(at + EARLY) === second);
    yield {
      ...{ second, frame, phase, neurons, scale, doublings, degrees, ...keyAround(timeline, frame) },
      ...(now === undefined ? {} : { beats: now }),
    };
    second += 1;
  }
}

/** The key that a frame is, or that follows it. */
function keyAround(timeline: Timeline, frame: number): Pick<TimelineRow, 'cadence' | 'octaves' | 'steps' | 'noise'> {
  let key = frame;
  while (!timeline.shot(key).isKey) key += 1;
  let before = Math.max(0, key - 1);
  while (!timeline.shot(before).isKey) before -= 1;
  const { steps, octaves, noise } = timeline.shot(key).ascent;
  return { cadence: Math.max(1, key - before), octaves: octaves.length, steps, noise };
}

/** A table with one line per second. */
export function formatTimeline(rows: Iterable<TimelineRow>): string {
  const all = [...rows];
  const hasBeats = all.some(({ beats }) => beats !== undefined);
  const cells = all.map((row) => [
    String(row.second),
    String(row.frame),
    row.phase === 'growth' ? `growth, ${Math.round(row.scale * 100)} %` : 'film',
    formatActive(row.neurons),
    row.doublings.toFixed(2),
    row.degrees.toFixed(1),
    String(row.cadence),
    String(row.octaves),
    String(row.steps),
    formatRate(row.noise),
    ...(hasBeats ? [formatBeats(row.beats ?? [])] : []),
  ]);
  return formatTable([hasBeats ? [...HEADER, 'bar.beat'] : HEADER, ...cells], NUMBERS).replaceAll(/^/gm, '  ');
}

const HEADER: readonly string[] = [
  ...['second', 'frame', 'phase', 'neurons', 'doublings', 'turned'],
  ...['key every', 'octaves', 'steps', 'noise'],
];

/** `3.1 3.2`. */
function formatBeats(beats: readonly BeatOfFilm[]): string {
  return beats.map(({ bar, beat }) => `${bar}.${beat}`).join(' ');
}

/** Indices of the columns with numbers. */
const NUMBERS = [0, 1, 4, 5, 6, 7, 8, 9];

/** `block8:40`, or in a crossfade `block8:40 70 % > block8:120 30 %`. */
function formatActive(neurons: TimelineRow['neurons']): string {
  const isAlone = neurons.length === 1;
  return neurons
    .map(({ layer, neuron, weight }) => `${layer}:${neuron}${isAlone ? '' : ` ${Math.round(weight * 100)} %`}`)
    .join(' > ');
}
