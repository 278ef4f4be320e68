// What there is to show of a track: a few curves, thinned to so many columns.

import type { SoundAnalysis } from './analysis.js';
import { ALL, type CurveOptions, curveOf } from './curves.js';

/** A curve to show. */
export interface ShownCurve {
  readonly name: 'loudness' | 'bass' | 'onsets' | 'brightness';
  /** How a preset follows it. */
  readonly schedule: string;
  /** Heights from 0 to 1, evenly spread over the track. */
  readonly heights: readonly number[];
}

const QUICK = { attack: 0.02, release: 0.15, curve: 1 } as const;

const CURVES: readonly (Omit<ShownCurve, 'heights'> & { readonly options: CurveOptions })[] = [
  { name: 'loudness', schedule: 'audio: loudness', options: { ...QUICK, measure: 'loudness', band: ALL } },
  {
    name: 'bass',
    schedule: 'audio: onset, band: [30Hz, 120Hz]',
    options: { ...QUICK, measure: 'onset', band: [30, 120] },
  },
  { name: 'onsets', schedule: 'audio: onset', options: { ...QUICK, measure: 'onset', band: ALL } },
  { name: 'brightness', schedule: 'audio: centroid', options: { ...QUICK, measure: 'centroid', band: ALL } },
];

/** The curves of a track, each of so many columns: of onsets the greatest height of each, else the mean. */
export function shownCurves(analysis: SoundAnalysis, columns: number): readonly ShownCurve[] {
  return CURVES.map(({ options, ...curve }) => ({
    ...curve,
    heights: columnsOf(curveOf(analysis, options), columns, options.measure === 'onset'),
  }));
}

function columnsOf(values: Float32Array, columns: number, ofPeaks: boolean): readonly number[] {
  const count = Math.max(1, Math.min(columns, values.length));
  return Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * values.length) / count);
    const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / count));
    const own = values.subarray(from, to);
    const height = ofPeaks ? Math.max(...own) : own.reduce((sum, value) => sum + value, 0) / own.length;
    return Number(height.toFixed(3));
  });
}
