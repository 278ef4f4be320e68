// The cycle of neurons: who is on stage when. Entries follow each other for ever, each held for a while and then
// handed over smoothly to the next. A pure function of time: even a shuffled order is found without the rounds before.

import { openStream } from '../tensor/random.js';
import { easeSmoothInOut } from './easing.js';

/** One channel of one named layer. */
export interface Neuron {
  readonly layer: string;
  /** Channel, from 0. */
  readonly index: number;
}

/** A neuron's turn on stage. */
export interface CycleEntry {
  readonly neuron: Neuron;
  /** How long it is on stage alone, in seconds, 0 or more. */
  readonly holdSeconds: number;
  /** How long the hand-over to the next entry takes, in seconds, 0 (a hard cut) or more. */
  readonly blendSeconds: number;
}

/** The orders: as listed, there and back again, or a new order in every round. */
export const ORDERS = ['forward', 'ping-pong', 'shuffle'] as const;

/** A cycle as data: whose turns, in what order. */
export interface CyclePlan {
  readonly order: (typeof ORDERS)[number];
  /** At least one. Each must last longer than 0 s, blend included. */
  readonly entries: readonly CycleEntry[];
}

/** A neuron on stage and how much it counts. */
export interface ActiveNeuron {
  readonly neuron: Neuron;
  /** Above 0; the weights of a cast sum to 1. */
  readonly weight: number;
}

/** Who is on stage at a moment. */
export interface ActiveNeurons {
  /** One during a hold, two during a hand-over: the one that leaves, then the one that comes. */
  readonly neurons: readonly ActiveNeuron[];
  /** 0 during a hold; rises smoothly to 1 in the middle of a hand-over and falls back. */
  readonly crossfade: number;
  /** Index, in the plan's entries, of the entry with the most weight (the one that comes, from the middle on). */
  readonly entryIndex: number;
}

/**
 * Compiles a cycle to a function of time (seconds, 0 or more) without memory.
 *
 * In shuffled order, no neuron follows itself, not even from round to round, as far as the list allows (a list of
 * two can only alternate). Where a neuron does follow itself, as a lone one must, it simply stays: no hand-over.
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
        `Expected \`holdSeconds\` and \`blendSeconds\` to last longer than 0 s, got \`${holdSeconds}\` and \`${blendSeconds}\`.`,
      );
    }
  }
  const orderOf = compileOrder(plan, seed);
  // Every round holds the same entries, in whatever order, so that all rounds last equally long.
  const roundSeconds = orderOf(0).reduce((sum, index) => sum + lastsSeconds(entries[index]!), 0);

  return (seconds) => {
    const round = Math.max(0, Math.floor(seconds / roundSeconds));
    const order = orderOf(round);
    let elapsed = seconds - round * roundSeconds;
    let position = 0;
    // The last entry takes what is left: rounding may leave a hair's breadth beyond the round.
    while (position < order.length - 1 && elapsed >= lastsSeconds(entries[order[position]!]!)) {
      elapsed -= lastsSeconds(entries[order[position]!]!);
      position++;
    }
    const leaving = order[position]!;
    const coming = order[position + 1] ?? orderOf(round + 1)[0]!;
    return castOf(entries, leaving, coming, elapsed);
  };
}

function lastsSeconds(entry: CycleEntry): number {
  return entry.holdSeconds + entry.blendSeconds;
}

/** Too little to be on stage for: a time such as 5.4 s - 3 s is a hair's breadth beyond 2.4 s. */
const NO_SHARE = 1e-9;

function castOf(entries: readonly CycleEntry[], leaving: number, coming: number, elapsed: number): ActiveNeurons {
  const { neuron, holdSeconds, blendSeconds } = entries[leaving]!;
  const next = entries[coming]!.neuron;
  const progress = blendSeconds > 0 ? Math.min(1, (elapsed - holdSeconds) / blendSeconds) : 0;
  const share = progress > 0 ? easeSmoothInOut(progress) : 0;
  if (share < NO_SHARE || isSame(neuron, next)) {
    return { neurons: [{ neuron, weight: 1 }], crossfade: 0, entryIndex: leaving };
  }
  if (share > 1 - NO_SHARE) return { neurons: [{ neuron: next, weight: 1 }], crossfade: 0, entryIndex: coming };
  return {
    neurons: [
      { neuron, weight: 1 - share },
      { neuron: next, weight: share },
    ],
    // 1 where both weigh 1/2, 0 with slope 0 at both ends.
    crossfade: 4 * share * (1 - share),
    entryIndex: share < 0.5 ? leaving : coming,
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
    // The ends are visited once a sweep: 0 1 2 3 2 1, 0 1 2 3 2 1.
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
    // Only the first may have to give way to the round before, and never to the last place: so the last of the round
    // before is known from that round alone, and no chain of rounds needs to be followed back to the first.
    const before = shuffled(round - 1).at(-1)!;
    return separate([before, ...own], { heed: [1, 2], use: [1, own.length] }, clashes).slice(1);
  };
}

/** Positions from the first number to the second, exclusive. */
type Span = readonly [number, number];

/**
 * Parts neighbours that clash: whoever, at the positions `heed`, clashes with the one before is exchanged with someone
 * at the positions `use`. Clashes that no such exchange cures are left.
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
