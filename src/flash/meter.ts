// Judges the flashes of a film frame by frame. General flashes: pairs of opposing changes of relative luminance by a
// tenth of white, the darker below 0.8 (WCAG 2.3.1; ITU-R BT.1702 says the same of a screen of 200 cd/m2). Red flashes:
// the same of saturated red, (R - G - B) x 320 changing by 20. At most three flashes in a second, which are six
// transitions. As in EA's IRIS, four to six transitions are a warning, and fail when that lasts for four of the last
// five seconds.

import { type Light, luminanceOf } from './light.js';
import type { Memory } from './memory.js';
import type { Block, Screen } from './screen.js';
import { framesIn, openTransitions } from './transitions.js';

/** The kinds of flashes. */
export const FLASH_KINDS = ['general', 'red'] as const;

/** A kind of flashes. */
export type FlashKind = (typeof FLASH_KINDS)[number];

/** The verdicts, from good to bad: `extended` is a warning that lasts too long. */
export const VERDICTS = ['pass', 'warning', 'extended', 'fail'] as const;

/** A verdict on a frame, with the second before it, or on a film. */
export type Verdict = (typeof VERDICTS)[number];

/** Whether a verdict says that the film is not safe. */
export function isUnsafe(verdict: Verdict): boolean {
  return verdict === 'extended' || verdict === 'fail';
}

/** More transitions in a second fail. */
export const MOST_TRANSITIONS = 6;

/** From this many transitions in a second on there is a warning. */
export const WARNING_TRANSITIONS = 4;

/** A warning that lasts for so much of the last seconds fails. */
const EXTENDED = { seconds: 4, within: 5 } as const;

const RULES = {
  general: { threshold: 0.1, darkerBelow: 0.8 },
  red: { threshold: 20 / 320, darkerBelow: Infinity },
} as const;

/** One kind of flashes at a frame. */
export interface KindReading {
  readonly verdict: Verdict;
  /** The most transitions of any block in the second that ends with the frame. */
  readonly transitions: number;
  /** Where. */
  readonly block: Block;
}

/** A frame, judged. */
export interface Reading {
  readonly general: KindReading;
  readonly red: KindReading;
  /** Mean relative luminance of the frame. */
  readonly luminance: number;
}

/** Judges frames in order. */
export interface Meter {
  take(light: Light): Reading;
}

/** The worse of two verdicts. */
export function worseOf(a: Verdict, b: Verdict): Verdict {
  return VERDICTS[Math.max(VERDICTS.indexOf(a), VERDICTS.indexOf(b))]!;
}

/** Opens a meter that has seen no frame. */
export function openMeter(screen: Screen, fps: number, memory: Memory): Meter {
  const judges = { general: openJudge('general'), red: openJudge('red') };
  const luminance = new Float32Array(screen.columns * screen.rows);
  return {
    take(light) {
      let sum = 0;
      for (let cell = 0; cell < luminance.length; cell++) {
        luminance[cell] = luminanceOf(light.red[cell]!, light.green[cell]!, light.blue[cell]!);
        sum += luminance[cell]!;
      }
      return {
        general: judges.general(luminance),
        red: judges.red(light.saturated),
        luminance: sum / luminance.length,
      };
    },
  };

  function openJudge(kind: FlashKind): (values: Float32Array) => KindReading {
    const transitions = openTransitions(screen, fps, RULES[kind], memory);
    const lasting = framesIn(EXTENDED.seconds, fps);
    const within = memory.keep(new Uint8Array(framesIn(EXTENDED.within, fps)));
    /** Frames taken so far, and how many of the last ones are between warning and failure. */
    const state = memory.keep(new Int32Array(2));
    return (values) => {
      const { transitions: count, block } = transitions.take(values);
      const slot = state[0]! % within.length;
      state[0]! += 1;
      state[1]! -= within[slot]!;
      within[slot] = count >= WARNING_TRANSITIONS && count <= MOST_TRANSITIONS ? 1 : 0;
      state[1]! += within[slot]!;
      const isLong = state[1]! >= lasting;
      const verdict =
        count > MOST_TRANSITIONS ? 'fail' : count < WARNING_TRANSITIONS ? 'pass' : isLong ? 'extended' : 'warning';
      return { verdict, transitions: count, block: screen.blocks[block]! };
    };
  }
}
