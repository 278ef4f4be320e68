// Watches the frames of a film for flashes, and limits them if that is asked for.

import type { Rgb8Image } from '../tensor/pixels.js';
import { darkLight, type Light, measureLight } from './light.js';
import { openLimiter } from './limiter.js';
import { openMemory } from './memory.js';
import { isUnsafe, openMeter, type Reading } from './meter.js';
import { type FlashReport, reportOf } from './report.js';
import { screenOf } from './screen.js';
import { openSeries } from './series.js';

/** The film to watch. */
export interface GuardOptions {
  /** Size of the frames, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames per second. */
  readonly fps: number;
  /** How many frames there will be. */
  readonly frames: number;
  /** Whether flashes are damped. */
  readonly limits: boolean;
  /** What `save` returned after the frame before. @default the beginning of a film */
  readonly from?: Uint8Array | undefined;
}

/** Watches frames in order. */
export interface FlashGuard {
  /** Judges a frame; changes it in place where flashes are limited. */
  take(picture: Rgb8Image): Reading;
  /** Everything that the judgement of the next frames depends on. */
  save(): Uint8Array;
  /** What was found so far. */
  report(): FlashReport;
}

/**
 * Opens a guard.
 *
 * @throws RangeError when `from` belongs to a film of another size, rate or length.
 */
export function openFlashGuard({ width, height, fps, frames, limits, from }: GuardOptions): FlashGuard {
  const screen = screenOf({ width, height });
  const [memory, trial] = [openMemory(), openMemory()];
  const meter = openMeter(screen, fps, trial);
  const series = openSeries(screen, frames, memory);
  const limiter = openLimiter(screen, fps, memory);
  const light = darkLight(screen);
  if (from !== undefined) {
    const length = trial.save().length;
    trial.load(from.subarray(0, length));
    memory.load(from.subarray(length));
  }
  const isSafe = (next: Light): boolean => {
    const before = trial.save();
    const { general, red } = meter.take(next);
    trial.load(before);
    return !isUnsafe(general.verdict) && !isUnsafe(red.verdict);
  };
  return {
    take(picture) {
      measureLight(picture, screen, light);
      const isLimited = limits && limiter.limit(picture, light, isSafe);
      const reading = meter.take(light);
      series.take(reading, isLimited);
      return reading;
    },
    save: () => Buffer.concat([trial.save(), memory.save()]),
    report: () => reportOf(series.course(), screen, fps),
  };
}
