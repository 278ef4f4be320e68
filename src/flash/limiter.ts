// Damps what flashes, and nothing else: while the picture flashes, its colours may change only slowly. First the colour
// of the whole frame, which undoes a flash of all of it without a trace; then, if cells would still flash, the colours
// of the cells. Only what is shown changes: the film grows on as it was.

import type { Rgb8Image } from '../tensor/pixels.js';
import { darkLight, type Light, luminanceOf } from './light.js';
import type { Memory } from './memory.js';
import { openMeter } from './meter.js';
import { CHANNELS, type Colours, meanOf, openShifter } from './offsets.js';
import type { Screen } from './screen.js';

/** Limits frames in order. */
export interface Limiter {
  /**
   * Limits a frame.
   *
   * @param picture - Changed in place where it flashes.
   * @param light - Its light; afterwards that of the limited frame.
   * @param isSafe - Whether a frame of such light could be shown next.
   * @returns whether the frame was changed.
   */
  limit(picture: Rgb8Image, light: Light, isSafe: (light: Light) => boolean): boolean;
}

/**
 * When a part of the limiter begins, in transitions per second, and how fast luminance may change then, per second: by
 * the tenth that makes a transition at most three times, or twice.
 */
const WHOLE = { from: 2, slope: 0.3 } as const;
const CELLS = { from: 4, slope: 0.2 } as const;

/** A red transition is a change by 20 / 320, a general one by a tenth. */
const RED_SLOPE = 20 / 320 / 0.1;

/** After the flashing the slope doubles in this time, and after ten times as long there is no limit any more. */
const RELEASE_SECONDS = 0.2;
const RELEASES = 10;

/** Contrasts to try in turn: where values stop at black and white, offsets alone may not hold the cells. */
const CONTRASTS = [1, 0.5, 0] as const;

/** Changes of linear light that are not worth a shift. */
const LEAST_CHANGE = 1e-4;

/** Opens a limiter that has seen no frame. */
export function openLimiter(screen: Screen, fps: number, memory: Memory): Limiter {
  const cells = screen.columns * screen.rows;
  const shifter = openShifter(screen);
  const whole = openHold(screen, fps, memory, { ...WHOLE, count: 1 });
  const each = openHold(screen, fps, memory, { ...CELLS, count: cells });
  const mean = darkLight({ columns: 1, rows: 1 });
  const takeMean = (light: Light) => {
    for (const name of CHANNELS) mean[name][0] = meanOf(light[name]);
    return mean;
  };
  return {
    limit(picture, light, isSafe) {
      const held = whole.hold(light, takeMean(light));
      if (held !== null) copyLight(shifter.shiftWhole(picture, held), light);
      const aims = each.hold(light, light);
      if (aims !== null) {
        const before = picture.data.slice();
        for (const contrast of CONTRASTS) {
          picture.data.set(before);
          const shown = shifter.shiftCells(picture, aims, contrast);
          if (contrast !== 0 && !isSafe(shown)) continue;
          copyLight(shown, light);
          break;
        }
      }
      whole.keep(takeMean(light));
      each.keep(light);
      return held !== null || aims !== null;
    },
  };
}

/** Holds back colours while there are flashes. */
interface Hold {
  /**
   * @param light - The light that would be shown.
   * @param colours - Its colours, as many as are held.
   * @returns the colours to show instead; `null` if there is nothing to hold back. The next call overwrites them.
   */
  hold(light: Light, colours: Colours): Colours | null;
  /** Remembers the colours that were shown. */
  keep(colours: Colours): void;
}

function openHold(
  screen: Screen,
  fps: number,
  memory: Memory,
  { count, from, slope }: { readonly count: number; readonly from: number; readonly slope: number },
): Hold {
  const meter = openMeter(screen, fps, memory);
  const shown = darkLight({ columns: count, rows: 1 });
  for (const name of CHANNELS) memory.keep(shown[name]);
  /** Seconds since the flashing has ended; at first, as if it were long ago. */
  const calm = memory.keep(new Float64Array([Infinity]));
  const aims = darkLight({ columns: count, rows: 1 });
  return {
    hold(light, colours) {
      const { general, red } = meter.take(light);
      calm[0] = Math.max(general.transitions, red.transitions) >= from ? 0 : calm[0]! + 1 / fps;
      if (calm[0] > RELEASES * RELEASE_SECONDS) return null;
      const most = (slope / fps) * 2 ** (calm[0] / RELEASE_SECONDS);
      let change = 0;
      for (let i = 0; i < count; i++) change = Math.max(change, approach(shown, colours, i, most, aims));
      return change > LEAST_CHANGE ? aims : null;
    },
    keep(colours) {
      for (const name of CHANNELS) shown[name].set(colours[name]);
    },
  };
}

/**
 * Goes from a colour towards another one, by at most `most` of luminance.
 *
 * @returns how much is left of the way, as the largest difference of a channel.
 */
function approach(from: Colours, to: Colours, i: number, most: number, into: Colours): number {
  const [r, g, b] = CHANNELS.map((name) => to[name][i]! - from[name][i]!) as [number, number, number];
  const isRed = (colours: Colours) => Math.max(0, colours.red[i]! - colours.green[i]! - colours.blue[i]!);
  const luminance = Math.abs(luminanceOf(r, g, b)) / most;
  const saturated = Math.abs(isRed(to) - isRed(from)) / (most * RED_SLOPE);
  const share = 1 / Math.max(1, luminance, saturated);
  into.red[i] = from.red[i]! + share * r;
  into.green[i] = from.green[i]! + share * g;
  into.blue[i] = from.blue[i]! + share * b;
  return (1 - share) * Math.max(Math.abs(r), Math.abs(g), Math.abs(b));
}

function copyLight(from: Light, to: Light): void {
  for (const name of [...CHANNELS, 'saturated'] as const) to[name].set(from[name]);
}
