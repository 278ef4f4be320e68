// Lets the schedules of a plan follow a track: each of kind audio gets the curve that the track makes of it.

import { balanced, type Heights } from '../timeline/audio.js';
import type { ZoomSpec } from '../timeline/camera.js';
import type { CyclePlan } from '../timeline/cycle.js';
import type { Audio, ScheduleSpec } from '../timeline/schedule-kinds.js';
import type { TimelinePlan } from '../timeline/timeline.js';
import { barTimes, type SoundAnalysis } from './analysis.js';
import { CURVE_RATE, curveOf } from './curves.js';
import { pitchWeights } from './pitches.js';

/** How a cycle follows a track: as in the settings of a film. */
interface CycleDrive {
  readonly snap: 'beat' | 'bar' | null;
  readonly by: 'time' | 'chroma';
  readonly blendSeconds: number;
}

/** How a film follows its track. */
export interface Drive {
  /** Where in the track the film begins. */
  readonly sound: { readonly startSeconds: number };
  readonly cycle: CycleDrive;
}

/**
 * The plan of a film with its schedules of kind audio driven by a track. Those of the zoom keep its mean speed: the film
 * zooms as far as with the middle of `low` and `high`, whatever the track.
 *
 * @param settings - Of the film.
 */
export function drivenBy(plan: TimelinePlan, analysis: SoundAnalysis, settings: Drive): TimelinePlan {
  const { startSeconds } = settings.sound;
  const { opening, durationSeconds } = plan;
  const openingSeconds = opening.show ? opening.seconds : 0;
  const known = new Map<string, Heights>();
  const heightsOf = ({ audio, band, attack, release, curve }: Audio): Heights => {
    const key = JSON.stringify([audio, band, attack, release, curve]);
    let heights = known.get(key);
    if (heights === undefined) {
      const own = curveOf(analysis, { measure: audio, band, attack, release, curve });
      // After the track's end nothing is heard: the last height is 0.
      const values = new Float32Array(own.length + 1);
      values.set(own);
      heights = { rate: CURVE_RATE, offset: startSeconds + openingSeconds, values };
      known.set(key, heights);
    }
    return heights;
  };
  const driven = replaceAudio(plan, (spec) => ({ ...spec, heights: heightsOf(spec) }));
  const zoom = replaceAudio(plan.camera.zoom, (spec) => {
    const speed = speedOf(plan.camera.zoom, spec);
    return { ...spec, heights: balanced(heightsOf(spec), durationSeconds - openingSeconds, speed) };
  });
  const cycle = cycleDrivenBy(plan.cycle, settings.cycle, analysis, settings.sound.startSeconds + openingSeconds);
  return { ...driven, cycle, camera: { ...driven.camera, zoom } };
}

function cycleDrivenBy(
  plan: CyclePlan,
  { snap, by, blendSeconds }: CycleDrive,
  analysis: SoundAnalysis,
  offset: number,
): CyclePlan {
  if (by === 'chroma') return { ...plan, weights: { ...pitchWeights(analysis, blendSeconds), offset } };
  const { beats } = analysis;
  if (snap === null || beats === null) return plan;
  const moments = snap === 'beat' ? beats.times : barTimes(beats);
  return { ...plan, moments: moments.map((time) => time - offset).filter((time) => time >= 0) };
}

/** The speed of a zoom at a height, as the logarithm of the magnification, up to a factor. */
function speedOf(zoom: ZoomSpec, { low, high }: Audio): (height: number) => number {
  const valueAt = (height: number) => low * (high / low) ** height;
  const isTime = 'doubles' in zoom || 'halves' in zoom;
  return (height) => (isTime ? 1 / valueAt(height) : Math.log(valueAt(height)));
}

/** A copy of plain data in which each schedule of kind audio is replaced. */
function replaceAudio<T>(data: T, replace: (spec: Audio) => ScheduleSpec): T {
  if (typeof data !== 'object' || data === null || ArrayBuffer.isView(data)) return data;
  if (Array.isArray(data)) return data.map((item: unknown) => replaceAudio(item, replace)) as T;
  if ((data as Partial<Audio>).kind === 'audio') return replace(data as unknown as Audio) as T;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, replaceAudio<unknown>(value, replace)]),
  ) as T;
}
