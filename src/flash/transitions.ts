// Counts transitions: changes of a signal by a threshold, each opposite to the one before. Two make a flash. Each cell
// follows its own extremes, and a block counts a transition when enough of its cells have completed one at about the
// same time. Cells never cancel each other: of two halves that flash in opposite phase, both count.

import type { Memory } from './memory.js';
import type { Screen } from './screen.js';

/** What counts as a transition of a cell. */
export interface TransitionRule {
  /** The least change. */
  readonly threshold: number;
  /** Only if the darker of the two values is below this. */
  readonly darkerBelow: number;
}

/** The most transitions of any block. */
export interface TransitionCount {
  /** In the last second. */
  readonly transitions: number;
  /** Index of a block that has so many. */
  readonly block: number;
}

/** Counts the transitions of a signal, frame by frame. */
export interface Transitions {
  /** @param values - The signal of each cell at the next frame. */
  take(values: Float32Array): TransitionCount;
}

/**
 * Cells that change within this time of each other change together, in seconds. Forms that move through the cells of a
 * picture change some of them all the time, but few in so short a time.
 */
const TOGETHER_SECONDS = 0.08;

/** Opens a count that has seen no frame. */
export function openTransitions(screen: Screen, fps: number, rule: TransitionRule, memory: Memory): Transitions {
  const { columns, rows, blocks, leastCells } = screen;
  const cells = columns * rows;
  const second = framesIn(1, fps);
  const together = framesIn(TOGETHER_SECONDS, fps);
  const { threshold, darkerBelow } = rule;
  /** Frames taken so far. */
  const clock = memory.keep(new Int32Array(1));
  // Extremes since the last transition, and its direction.
  const lows = memory.keep(new Float32Array(cells).fill(Infinity));
  const highs = memory.keep(new Float32Array(cells).fill(-Infinity));
  const directions = memory.keep(new Int8Array(cells));
  // Frame of the last transition up and down, and of the last transition that a block counted.
  const ups = memory.keep(new Int32Array(cells).fill(-1));
  const downs = memory.keep(new Int32Array(cells).fill(-1));
  const blockFrames = memory.keep(new Int32Array(blocks.length).fill(-1));
  const blockDirections = memory.keep(new Int8Array(blocks.length));
  /** Whether a block counted a transition, by the frame modulo a second, and how many in the last second. */
  const counted = memory.keep(new Uint8Array(second * blocks.length));
  const counts = memory.keep(new Int32Array(blocks.length));

  /** @returns whether any cell completed a transition. */
  const followCells = (values: Float32Array, frame: number): boolean => {
    let any = false;
    for (let cell = 0; cell < cells; cell++) {
      const value = values[cell]!;
      const direction = directions[cell]!;
      const low = Math.min(lows[cell]!, value);
      const high = Math.max(highs[cell]!, value);
      lows[cell] = low;
      highs[cell] = high;
      if (direction !== 1 && value - low >= threshold && low < darkerBelow) {
        directions[cell] = 1;
        ups[cell] = frame;
      } else if (direction !== -1 && high - value >= threshold && value < darkerBelow) {
        directions[cell] = -1;
        downs[cell] = frame;
      } else continue;
      lows[cell] = value;
      highs[cell] = value;
      any = true;
    }
    return any;
  };
  /** How many cells of a block completed a transition after a frame. */
  const completed = (frames: Int32Array, block: number, after: number): number => {
    const { column, row, columns: across, rows: down } = blocks[block]!;
    let sum = 0;
    for (let y = row; y < row + down; y++) {
      const from = y * columns + column;
      for (let cell = from; cell < from + across; cell++) if (frames[cell]! > after) sum += 1;
    }
    return sum;
  };
  const countBlocks = (frame: number, slot: number): void => {
    for (let block = 0; block < blocks.length; block++) {
      const after = Math.max(blockFrames[block]!, frame - together);
      const direction = blockDirections[block]!;
      const isUp = direction !== 1 && completed(ups, block, after) >= leastCells;
      const isDown = !isUp && direction !== -1 && completed(downs, block, after) >= leastCells;
      if (!isUp && !isDown) continue;
      blockDirections[block] = isUp ? 1 : -1;
      blockFrames[block] = frame;
      counted[slot * blocks.length + block] = 1;
      counts[block]! += 1;
    }
  };
  return {
    take(values) {
      const frame = clock[0]!;
      clock[0] = frame + 1;
      const slot = frame % second;
      for (let block = 0; block < blocks.length; block++) {
        const at = slot * blocks.length + block;
        counts[block]! -= counted[at]!;
        counted[at] = 0;
      }
      if (followCells(values, frame)) countBlocks(frame, slot);
      let most = 0;
      for (let block = 1; block < blocks.length; block++) if (counts[block]! > counts[most]!) most = block;
      return { transitions: counts[most]!, block: most };
    },
  };
}

/** A time in whole frames, at least one. */
export function framesIn(seconds: number, fps: number): number {
  return Math.max(1, Math.round(seconds * fps));
}
