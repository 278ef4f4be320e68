// The course of a film's flashes in bounded memory: at most 600 pieces of equal length, and the worst moments.

import type { Memory } from './memory.js';
import { FLASH_KINDS, type FlashKind, type Reading, VERDICTS, type Verdict } from './meter.js';
import type { Block, Screen } from './screen.js';

/** Most pieces of a series. */
const MOST_PIECES = 600;

/** A piece of a film. */
export interface Piece {
  /** The most transitions in a second that ends in the piece, by kind. */
  readonly general: number;
  readonly red: number;
  /** Mean relative luminance of its last frame. */
  readonly luminance: number;
  /** Whether a frame of it was limited. */
  readonly isLimited: boolean;
}

/** What was found of one kind of flashes. */
export interface KindCourse {
  /** The worst of all frames. */
  readonly verdict: Verdict;
  /** The most transitions in any second. */
  readonly transitions: number;
  /** The frame with which the first such second ends, counted from the first frame taken. */
  readonly frame: number;
  readonly block: Block;
  /** Frames by their verdict. */
  readonly frames: Readonly<Record<Verdict, number>>;
}

/** What was found in a film. */
export interface Course {
  readonly frames: number;
  readonly limitedFrames: number;
  readonly kinds: Readonly<Record<FlashKind, KindCourse>>;
  readonly framesPerPiece: number;
  readonly pieces: readonly Piece[];
}

/** Follows readings in order. */
export interface Series {
  take(reading: Reading, isLimited: boolean): void;
  course(): Course;
}

/** @param frames - How many frames the film has. */
export function openSeries(screen: Screen, frames: number, memory: Memory): Series {
  const framesPerPiece = Math.max(1, Math.ceil(frames / MOST_PIECES));
  const count = Math.ceil(frames / framesPerPiece);
  const luminances = memory.keep(new Float32Array(count));
  const limited = memory.keep(new Uint8Array(count));
  const most = { general: memory.keep(new Uint8Array(count)), red: memory.keep(new Uint8Array(count)) };
  /** Frames taken, and limited. */
  const totals = memory.keep(new Int32Array(2));
  /** Of each kind: most transitions, their frame and block, then frames by their verdict. */
  const records = {
    general: memory.keep(new Int32Array(3 + VERDICTS.length)),
    red: memory.keep(new Int32Array(3 + VERDICTS.length)),
  };
  const courseOf = (record: Int32Array): KindCourse => {
    const [transitions, frame, block] = record as unknown as [number, number, number];
    const counts = VERDICTS.map((verdict, i) => [verdict, record[3 + i]!] as const);
    return {
      verdict: counts.findLast(([, n]) => n > 0)?.[0] ?? 'pass',
      ...{ transitions, frame, block: screen.blocks[block]! },
      frames: Object.fromEntries(counts) as Record<Verdict, number>,
    };
  };
  return {
    take(reading, isLimited) {
      const frame = totals[0]!;
      const piece = Math.min(count - 1, Math.floor(frame / framesPerPiece));
      totals[0] = frame + 1;
      if (isLimited) totals[1]! += 1;
      luminances[piece] = reading.luminance;
      limited[piece]! |= Number(isLimited);
      for (const kind of FLASH_KINDS) {
        const { transitions, verdict, block } = reading[kind];
        most[kind][piece] = Math.max(most[kind][piece]!, transitions);
        const record = records[kind];
        record[3 + VERDICTS.indexOf(verdict)]! += 1;
        if (transitions > record[0]!) record.set([transitions, frame, screen.blocks.indexOf(block)]);
      }
    },
    course() {
      const [taken = 0, limitedFrames = 0] = totals;
      const pieces = Array.from({ length: Math.ceil(taken / framesPerPiece) }, (_, i) => ({
        general: most.general[i]!,
        red: most.red[i]!,
        luminance: luminances[i]!,
        isLimited: limited[i] === 1,
      }));
      const kinds = { general: courseOf(records.general), red: courseOf(records.red) };
      return { frames: taken, limitedFrames, kinds, framesPerPiece, pieces };
    },
  };
}
