// The analysis of a track: what is measured of it 100 times a second, its tempo, its beats and bars, its sections.

import { BANDS } from './bands.js';
import { findBars } from './rhythm/bars.js';
import { findBeats } from './rhythm/beats.js';
import { beatEnvelope, percentile } from './rhythm/envelope.js';
import { beatPeriod } from './rhythm/tempo.js';
import { findSections, type Section } from './sections.js';
import { levelOf, type Spectra } from './spectra.js';

/** Raise it when any measure changes: analyses on disk are made anew then. */
export const ANALYSIS_VERSION = 2;

/** The beats of a track. */
export interface Beats {
  /** Beats per minute: the median. */
  readonly tempo: number;
  /** Times in seconds, rising. */
  readonly times: readonly number[];
  /** 3 or 4. */
  readonly beatsPerBar: number;
  /** Index of the first beat that begins a bar. */
  readonly firstBar: number;
}

/** Everything that is known of a track. */
export interface SoundAnalysis {
  readonly seconds: number;
  readonly spectra: Spectra;
  /** Null for a track without a beat. */
  readonly beats: Beats | null;
  /** At least one; they follow each other without gaps. */
  readonly sections: readonly Section[];
}

/** Analyses what was measured of a track. @param seconds - Its length. */
export function analyse(spectra: Spectra, seconds: number): SoundAnalysis {
  const beats = beatsOf(spectra);
  return { seconds, spectra, beats, sections: findSections(spectra, beats === null ? [] : barTimes(beats)) };
}

/** The times at which bars begin. */
export function barTimes({ times, beatsPerBar, firstBar }: Beats): readonly number[] {
  return times.filter((_, i) => i >= firstBar && (i - firstBar) % beatsPerBar === 0);
}

/** Fewer beats are no beat. */
const LEAST_BEATS = 4;

function beatsOf(spectra: Spectra): Beats | null {
  const envelope = beatEnvelope(spectra);
  const period = beatPeriod(envelope);
  if (period === null) return null;
  const times = findBeats(envelope, period);
  if (times.length < LEAST_BEATS) return null;
  const { beatsPerBar, first } = findBars(spectra, times);
  return { tempo: 60 / medianPeriod(times, period), times, beatsPerBar, firstBar: first };
}

/** The median over spans of eight beats: single beats are placed to a hundredth of a second only. */
function medianPeriod(times: readonly number[], period: number): number {
  const span = Math.min(8, times.length - 1);
  if (span < 1) return period;
  return percentile(
    times.slice(span).map((time, i) => (time - times[i]!) / span),
    0.5,
  );
}

/** The loudest measurement as a power, of which 1 is a sine wave at full scale. */
export function peakPower({ levels, count }: Spectra): number {
  let peak = 0;
  for (let n = 0; n < count; n++) {
    let sum = 0;
    for (let band = 0; band < BANDS.length; band++) sum += levelOf(levels[n * BANDS.length + band]!);
    peak = Math.max(peak, sum);
  }
  return peak;
}
