// The cycle of neurons: which are active when. Entries follow each other endlessly; each is held for a while, then a
// crossfade leads to the next. A pure function of time: even a shuffled order does not need the rounds before it.

import { openStream } from '../tensor/random.js';
import { easeSmoothInOut } from './easing.js';
import { snapTo } from './snap.js';

/** One channel of one named layer. */
export interface Neuron {
  readonly layer: string;
  /** Channel, from 0. */
  readonly index: number;
}

/** One neuron's turn. */
export interface CycleEntry {
  readonly neuron: Neuron;
  /** How long it is active alone, in seconds, 0 or more. */
  readonly holdSeconds: number;
  /** How long the crossfade to the next entry takes, in seconds, 0 (a cut) or more. */
  readonly blendSeconds: number;
}

/** The orders: as listed, there and back again, or a new order in every round. */
export const ORDERS = ['forward', 'ping-pong', 'shuffle'] as const;

/** To what the changes of a cycle may be moved. */
export const SNAPS = ['beat', 'bar'] as const;

/** A cycle as data: the turns and their order. */
export interface CyclePlan {
  readonly order: (typeof ORDERS)[number];
  /** At least one. Each must last longer than 0 s, blend included. */
  readonly entries: readonly CycleEntry[];
  /** Moments to which the beginnings of the crossfades are moved, in seconds, rising. @default none */
  readonly moments?: readonly number[] | undefined;
  /** Weights of the entries over time, in place of turns: the pitches of a track. @default turns */
  readonly weights?: EntryWeights | undefined;
}

/** Weights of all entries, evenly apart in time; each row holds until the next one, the last one for ever. */
export interface EntryWeights {
  /** Rows per second. */
  readonly rate: number;
  /** The cycle's time 0, as a time of the first row, in seconds. */
  readonly offset: number;
  /** A weight for each entry in turn, row after row; each row sums to 1. */
  readonly rows: Float32Array;
}

/** An active neuron and its weight. */
export interface ActiveNeuron {
  readonly neuron: Neuron;
  /** Above 0; the weights of all active neurons sum to 1. */
  readonly weight: number;
}

/** The neurons that are active at a moment. */
export interface ActiveNeurons {
  /** One during a hold; two during a crossfade, the one that fades out first; more with weights, the strongest first. */
  readonly neurons: readonly ActiveNeuron[];
  /** 0 during a hold; rises smoothly to 1 in the middle of a crossfade and falls back. */
  readonly crossfade: number;
  /** Index, in the plan's entries, of the entry with the most weight: from the middle of a crossfade on, the next. */
  readonly entryIndex: number;
}

/**
 * Compiles a cycle to a function of time (seconds, 0 or more) without memory.
 *
 * In shuffled order, no neuron follows itself, not even from round to round, as far as the list allows (a list of
 * two can only alternate). Where a neuron does follow itself, as a lone one must, it stays: there is no crossfade.
 *
 * @param seed - Chooses the shuffled orders; without effect on the others.
 * @throws RangeError when there is no entry, a duration is negative or not finite, or an entry lasts no time.
 */
export function compileCycle(plan: CyclePlan, seed: number): (seconds: number) => ActiveNeurons {
  const { entries } = plan;
  if (entries.length === 0) throw new RangeError('Expected `entries` to be a list of at least one, got `[]`.');
  for (const { holdSeconds, blendSeconds } of entries) {
    const lasts = holdSeconds + blendSeconds;
    if (!(holdSeconds >= 0 && blendSeconds >= 0 && lasts > 0 && Number.isFinite(lasts))) {
      throw new RangeError(
        'Expected `holdSeconds` and `blendSeconds` to last longer than 0 s together, ' +
          `got \`${holdSeconds}\` and \`${blendSeconds}\`.`,
      );
    }
  }
  const orderOf = compileOrder(plan, seed);
  // Every round holds the same entries, in whatever order, so that all rounds last equally long.
  const roundSeconds = orderOf(0).reduce((sum, index) => sum + lastsSeconds(entries[index]!), 0);

  if (plan.weights !== undefined) return compileWeights(entries, plan.weights);
  const entryAt = (change: number) => {
    const { length } = orderOf(0);
    return entries[orderOf(Math.floor(change / length))[change % length]!]!;
  };
  const gap = (change: number) => entryAt(change).holdSeconds + (change === 0 ? 0 : entryAt(change - 1).blendSeconds);
  const clock = plan.moments === undefined ? undefined : snapTo(plan.moments, gap);

  return (time) => {
    const seconds = clock === undefined ? time : clock(Math.max(0, time));
    const round = Math.max(0, Math.floor(seconds / roundSeconds));
    const order = orderOf(round);
    let elapsed = seconds - round * roundSeconds;
    let place = 0;
    // The last entry takes the rest, since rounding may put the time slightly beyond the round.
    while (place < order.length - 1 && elapsed >= lastsSeconds(entries[order[place]!]!)) {
      elapsed -= lastsSeconds(entries[order[place]!]!);
      place++;
    }
    const current = order[place]!;
    const next = order[place + 1] ?? orderOf(round + 1)[0]!;
    return activeAt(entries, current, next, elapsed);
  };
}

/** The mixture of entries at a time. Entries that name the same neuron count as one. */
function compileWeights(
  entries: readonly CycleEntry[],
  { rate, offset, rows }: EntryWeights,
): (seconds: number) => ActiveNeurons {
  const count = rows.length / entries.length;
  return (seconds) => {
    const row = Math.max(0, Math.min(count - 1, Math.floor((seconds + offset) * rate)));
    const neurons: { neuron: Neuron; weight: number; index: number }[] = [];
    for (const [index, { neuron }] of entries.entries()) {
      const weight = rows[row * entries.length + index]!;
      const same = neurons.find((other) => isSame(other.neuron, neuron));
      if (same !== undefined) same.weight += weight;
      else if (weight > NO_SHARE) neurons.push({ neuron, weight, index });
    }
    neurons.sort((a, b) => b.weight - a.weight || a.index - b.index);
    return {
      neurons: neurons.map(({ neuron, weight }) => ({ neuron, weight })),
      crossfade: 0,
      entryIndex: neurons[0]!.index,
    };
  };
}

function lastsSeconds(entry: CycleEntry): number {
  return entry.holdSeconds + entry.blendSeconds;
}

/** Weights below this come from rounding: 5.4 s - 3 s is slightly more than 2.4 s. */
const NO_SHARE = 1e-9;

function activeAt(entries: readonly CycleEntry[], current: number, following: number, elapsed: number): ActiveNeurons {
  const { neuron, holdSeconds, blendSeconds } = entries[current]!;
  const next = entries[following]!.neuron;
  const progress = blendSeconds > 0 ? Math.min(1, (elapsed - holdSeconds) / blendSeconds) : 0;
  const share = progress > 0 ? easeSmoothInOut(progress) : 0;
  if (share < NO_SHARE || isSame(neuron, next)) {
    return { neurons: [{ neuron, weight: 1 }], crossfade: 0, entryIndex: current };
  }
  if (share > 1 - NO_SHARE) return { neurons: [{ neuron: next, weight: 1 }], crossfade: 0, entryIndex: following };
  return {
    neurons: [
      { neuron, weight: 1 - share },
      { neuron: next, weight: share },
    ],
    // 1 where both weigh 1/2, 0 with slope 0 at both ends.
    crossfade: 4 * share * (1 - share),
    entryIndex: share < 0.5 ? current : following,
  };
}

function isSame(a: Neuron, b: Neuron): boolean {
  return a.layer === b.layer && a.index === b.index;
}

/** The order of the entries' indices in a round, as a function of the round. */
function compileOrder({ order, entries }: CyclePlan, seed: number): (round: number) => readonly number[] {
  const forward = entries.map((_, index) => index);
  if (order === 'forward') return () => forward;
  if (order === 'ping-pong') {
    // The ends are visited once per sweep: 0 1 2 3 2 1, 0 1 2 3 2 1.
    const sweep = [...forward, ...forward.slice(1, -1).reverse()];
    return () => sweep;
  }
  const clashes = (a: number, b: number): boolean => isSame(entries[a]!.neuron, entries[b]!.neuron);
  const shuffled = (round: number): number[] =>
    separate(
      openStream(seed, 'cycle', round).shuffle(forward),
      { heed: [1, forward.length], use: [0, forward.length] },
      clashes,
    );
  if (forward.length < 3) {
    const alternating = shuffled(0);
    return () => alternating;
  }
  return (round) => {
    const own = shuffled(round);
    if (round === 0) return own;
    // The round before affects only the first entry, which never moves to the last position. So the last entry of the
    // round before follows from that round alone, without the chain of all earlier rounds.
    const before = shuffled(round - 1).at(-1)!;
    return separate([before, ...own], { heed: [1, 2], use: [1, own.length] }, clashes).slice(1);
  };
}

/** Positions from the first number to the second, exclusive. */
type Span = readonly [number, number];

/**
 * Separates neighbours that clash. An entry at a position in `heed` that clashes with the one before it is swapped with
 * an entry at a position in `use`. Clashes that no swap resolves remain.
 */
function separate(
  order: readonly number[],
  { heed, use }: { readonly heed: Span; readonly use: Span },
  clashes: (a: number, b: number) => boolean,
): number[] {
  const separated = [...order];
  const exchange = (i: number, j: number): void => {
    const moved = separated[i]!;
    separated[i] = separated[j]!;
    separated[j] = moved;
  };
  const clashesAt = (i: number): boolean =>
    (i > 0 && clashes(separated[i - 1]!, separated[i]!)) ||
    (i < separated.length - 1 && clashes(separated[i]!, separated[i + 1]!));
  for (let i = heed[0]; i < heed[1]; i++) {
    if (!clashes(separated[i - 1]!, separated[i]!)) continue;
    for (let j = use[0]; j < use[1]; j++) {
      exchange(i, j);
      if (!clashesAt(i) && !clashesAt(j)) break;
      exchange(i, j);
    }
  }
  return separated;
}
