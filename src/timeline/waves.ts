// Shapes of waves: how a value goes from its lowest to its highest and back within a period, or from one random value
// to the next. To add a shape, add its name to `WAVE_SHAPES` and its curve to `WAVES`; presets, their JSON Schema and the
// writer then know it.

import { openStream } from '../tensor/random.js';

/** The names of the shapes, as presets write them. */
export const WAVE_SHAPES = ['sine', 'triangle', 'random', 'steps'] as const;

/** The name of a shape. */
export type WaveShape = (typeof WAVE_SHAPES)[number];

/** A shape. */
export interface WaveCurve {
  /**
   * The height, 0 to 1, after so many periods. Of waves that repeat: 0 at 0, 1 at 0.5, and the same again after each
   * whole period. Random ones have another height in each period.
   */
  height(periods: number, seed: number): number;
  /** Where it jumps or bends, as fractions of a period in [0, 1), rising; it is smooth between them. */
  readonly knots: readonly number[];
}

/** The random height of a period. */
function heightOf(period: number, seed: number): number {
  return openStream(seed, 'wave', period).uniform();
}

/** Every shape by its name. */
export const WAVES: { readonly [K in WaveShape]: WaveCurve } = {
  sine: { height: (periods) => (1 - Math.cos(2 * Math.PI * periods)) / 2, knots: [] },
  triangle: { height: (periods) => 1 - Math.abs(1 - 2 * (periods - Math.floor(periods))), knots: [0, 0.5] },
  random: {
    height(periods, seed) {
      const period = Math.floor(periods);
      const t = periods - period;
      const [from, to] = [heightOf(period, seed), heightOf(period + 1, seed)];
      return from + t * t * (3 - 2 * t) * (to - from);
    },
    knots: [0],
  },
  steps: { height: (periods, seed) => heightOf(Math.floor(periods), seed), knots: [0] },
};
