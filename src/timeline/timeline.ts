// The timeline: everything that changes over a film, as a pure function of the frame's number. Frames can be asked for
// in any order, or alone; nothing here depends on the picture's contents.

import { type CadencePlan, compileCadence } from './cadence.js';
import { type CameraMove, type CameraSpec, compileCamera, STILL } from './camera.js';
import { type ActiveNeurons, type CyclePlan, compileCycle } from './cycle.js';
import { compileMirrors, type Mirrors } from './lens.js';
import { compileOctaves, type OctavesPlan, type OctaveValues } from './octaves.js';
import { compileSchedule } from './schedule.js';
import type { ScheduleSpec } from './schedule-kinds.js';

/** How the picture grows from a few pixels to its full size. */
export interface OpeningPlan {
  /** The picture's short side when growth starts, in pixels; a film that is smaller starts at full size. */
  readonly fromPixels: number;
  /** How many times the picture is enlarged, by equal ratios, on its way to full size. */
  readonly enlargements: number;
  /** Ascent steps at each size. */
  readonly steps: number;
  /** Whether the film opens with the growth; otherwise it is over before frame 0. */
  readonly show: boolean;
  /** How long the growth takes when shown, in seconds; part of the film's duration. */
  readonly seconds: number;
}

/** How the picture climbs; its values, for rate and noise, go from -1 to 1. */
export interface AscentPlan {
  /** How many frames lie from one key to the next: only keys are climbed. See `compileCadence`. */
  readonly cadence: CadencePlan;
  /** The scales at which the picture is climbed. */
  readonly octaves: OctavesPlan;
  /** Steps per key, at its coarsest octave; rounded to whole ones. */
  readonly steps: ScheduleSpec;
  /** Root mean square of one step's change, on values of -1 to 1. */
  readonly rate: ScheduleSpec;
  /** Largest roll of the picture before a step, in pixels; rounded. */
  readonly jitter: ScheduleSpec;
  /** Amplitude of the fresh, zero-mean noise of each frame, on values of -1 to 1. */
  readonly noise: ScheduleSpec;
  /** How much more noise there is in the middle of a crossfade: noise * (1 + blendNoise * crossfade). */
  readonly blendNoise: ScheduleSpec;
  /** Standard deviation of the blur on a frame's first gradient, in pixels. */
  readonly smooth: ScheduleSpec;
  /** Weight k of chroma in the gradient's colour matrix C diag(1, k, k) C': 1 is calm, 2 lively. */
  readonly color: ScheduleSpec;
  /** Weights of the gradient's bands, from fine to coarse. */
  readonly bands: readonly ScheduleSpec[];
}

/** How each frame's tones are held. */
export interface GradePlan {
  /** How far a frame moves towards the aims below: 0 not at all, 1 all the way. */
  readonly servo: ScheduleSpec;
  /** Aim for the standard deviation of each channel, on a scale of 0 to 1. */
  readonly contrast: ScheduleSpec;
  /** Aim for the mean of each channel, on a scale of 0 to 1. */
  readonly brightness: ScheduleSpec;
  /** Factor on chroma: 1 leaves it alone. */
  readonly saturation: ScheduleSpec;
}

/**
 * A film as data. All schedules, the cycle and the camera count their seconds from the end of a shown opening (from
 * frame 0 when it is not shown), and during it stand as they do at 0 s.
 */
export interface TimelinePlan {
  /** Frames per second, exactly: 30000/1001 is 29.97. */
  readonly fps: { readonly numerator: number; readonly denominator: number };
  /** Of the whole film, a shown opening included; rounded to whole frames, at least one. */
  readonly durationSeconds: number;
  /** A safe integer. */
  readonly seed: number;
  /** Short side of the film's frames, in pixels. */
  readonly shortSide: number;
  readonly opening: OpeningPlan;
  readonly cycle: CyclePlan;
  readonly camera: CameraSpec;
  readonly ascent: AscentPlan;
  readonly grade: GradePlan;
}

/** All values of one frame. */
export interface Shot {
  /** Number of the frame, from 0. */
  readonly frame: number;
  /** Its time in the film. */
  readonly seconds: number;
  /** 'growth' while a shown opening lasts, 'film' after it. */
  readonly phase: 'growth' | 'film';
  /** Size of the picture as a fraction of its full size: below 1 only while it grows. */
  readonly scale: number;
  readonly active: ActiveNeurons;
  /** From the frame before to this one. Frame 0 and a shown opening hold still. */
  readonly move: CameraMove;
  /** The mirrors in front of the camera; missing where there are none. */
  readonly mirrors?: Mirrors;
  /** Whether the frame is climbed; others show what lies between two keys. */
  readonly isKey: boolean;
  readonly ascent: {
    /** Whole, 0 or more; 0 between keys. */
    readonly steps: number;
    readonly rate: number;
    /** From coarse to fine. With one scale: scale 1, and these steps, rate and bands. Empty between keys. */
    readonly octaves: readonly OctaveValues[];
    /** Whole pixels, 0 or more. */
    readonly jitter: number;
    /** With the additional noise of a crossfade. */
    readonly noise: number;
    readonly smooth: number;
    readonly color: number;
    /** From fine to coarse. */
    readonly bands: readonly number[];
  };
  readonly grade: {
    readonly servo: number;
    readonly contrast: number;
    readonly brightness: number;
    readonly saturation: number;
  };
}

/** A compiled film: any frame can be asked for, alone and in any order. */
export interface Timeline {
  readonly frameCount: number;
  /** `frameCount` frames, exactly. */
  readonly durationSeconds: number;
  /** The values of one frame, independent of other calls. @throws RangeError when the frame does not exist. */
  shot(frame: number): Shot;
  /**
   * The octaves of a growth before frame 0.
   *
   * @param size - Of the picture, as a fraction of its full size.
   * @param steps - At the coarsest octave.
   */
  growthOctaves(size: number, steps: number): readonly OctaveValues[];
}

/**
 * Compiles a film's plan.
 *
 * @throws RangeError when the plan is impossible: a schedule, the cycle or the camera is wrong (see there), the frame
 *   rate or the duration is not above 0, or a shown opening is not shorter than the film.
 */
export function createTimeline(plan: TimelinePlan): Timeline {
  const { fps, opening } = plan;
  const frameCount = frameCountOf(plan);
  const timeOf = (frame: number): number => (frame * fps.denominator) / fps.numerator;
  const openingSeconds = opening.show ? opening.seconds : 0;
  requireRange('fps', fps.numerator / fps.denominator, 0, Infinity);
  requireRange('durationSeconds', plan.durationSeconds, 0, Infinity);
  if (opening.show) requireRange('opening.seconds', openingSeconds, 0, plan.durationSeconds);

  const activeAt = compileCycle(plan.cycle, plan.seed);
  const moveOver = compileCamera(plan.camera, plan.seed);
  const mirrorsAt = compileMirrors(plan.camera);
  const ascentAt = compileAscent(plan.ascent, plan.shortSide);
  const gradeAt = compileGrade(plan.grade);
  // The first frame at or after the end of the opening; to a millionth of a frame, since 0.1 s is not exact.
  const growthFrames = Math.ceil((openingSeconds * fps.numerator) / fps.denominator - 1e-6);
  const growthSteps = spread(opening.enlargements * opening.steps, growthFrames);
  const startScale = Math.min(1, opening.fromPixels / plan.shortSide);
  // The first frame of full size is made from a smaller one, so it is climbed.
  const firstKeys = growthFrames + 1;
  const secondsOf = (frame: number) => Math.max(0, timeOf(frame) - openingSeconds);
  const moveAt = (frame: number) =>
    frame < firstKeys - 1 || frame === 0 ? STILL : moveOver(secondsOf(frame - 1), secondsOf(frame));
  const cadence = compileCadence(plan.ascent.cadence, {
    ...{ frameCount, firstKeys, secondsOf, moveAt },
    fps: fps.numerator / fps.denominator,
  });

  return {
    frameCount,
    durationSeconds: timeOf(frameCount),
    growthOctaves: (size, steps) => ascentAt(0, { crossfade: 0, gap: 1, size, growthSteps: steps }).octaves,
    shot(frame) {
      if (!Number.isInteger(frame) || frame < 0 || frame >= frameCount) {
        throw new RangeError(`Expected \`frame\` to be an integer from 0 to ${frameCount - 1}, got \`${frame}\`.`);
      }
      const seconds = timeOf(frame);
      const clock = secondsOf(frame);
      const grows = frame < growthFrames;
      const active = activeAt(clock);
      const isKey = cadence.isKey(frame);
      const gap = isKey && frame > 0 ? cadence.gapBefore(frame) : 1;
      const scale = grows ? startScale ** (1 - frame / growthFrames) : 1;
      const ascent = ascentAt(clock, {
        ...{ crossfade: active.crossfade, gap, size: scale },
        growthSteps: grows ? growthSteps(frame) : undefined,
      });
      return {
        frame,
        seconds,
        phase: grows ? 'growth' : 'film',
        scale,
        active,
        move: moveAt(frame),
        ...(mirrorsAt === undefined ? {} : { mirrors: mirrorsAt(clock) }),
        isKey,
        ascent: isKey ? ascent : unclimbed(ascent),
        grade: gradeAt(clock, gap),
      };
    },
  };
}

/** How many frames a film has: its duration in whole frames, at least one. */
export function frameCountOf({ durationSeconds, fps }: Pick<TimelinePlan, 'durationSeconds' | 'fps'>): number {
  return Math.max(1, Math.round((durationSeconds * fps.numerator) / fps.denominator));
}

function requireRange(name: string, value: number, above: number, below: number): void {
  if (!(value > above && value < below)) {
    throw new RangeError(`Expected \`${name}\` to be above ${above} and below ${below}, got \`${value}\`.`);
  }
}

/** Spreads `total` steps evenly over frames, at least one on each: a frame that is only enlarged would be blurred. */
function spread(total: number, frames: number): (frame: number) => number {
  const upTo = (frame: number): number => Math.floor((frame * total) / frames);
  return (frame) => Math.max(1, upTo(frame + 1) - upTo(frame));
}

/**
 * A key stands for all frames since the key before. Forms settle, so the change is less than the sum over those frames:
 * the rate grows with this power of their number.
 */
const RATE_POWER = 0.25;

/** What the ascent of a frame depends on, besides its time. */
interface AscentMoment {
  /** 0 in a hold; more in a crossfade. */
  readonly crossfade: number;
  /** Frames from the key before. */
  readonly gap: number;
  /** Size of the picture as a fraction of its full size. */
  readonly size: number;
  /** Steps of a growing picture, in place of the plan's. */
  readonly growthSteps?: number | undefined;
}

function compileAscent(plan: AscentPlan, shortSide: number): (seconds: number, at: AscentMoment) => Shot['ascent'] {
  const steps = compileSchedule(plan.steps);
  const rate = compileSchedule(plan.rate);
  const jitter = compileSchedule(plan.jitter);
  const noise = compileSchedule(plan.noise);
  const blendNoise = compileSchedule(plan.blendNoise);
  const smooth = compileSchedule(plan.smooth);
  const color = compileSchedule(plan.color);
  const bands = plan.bands.map((band) => compileSchedule(band));
  const octaves = compileOctaves(plan.octaves, shortSide);
  return (seconds, { crossfade, gap, size, growthSteps }) => {
    const faster = gap ** RATE_POWER;
    const own = {
      steps: growthSteps ?? Math.max(0, Math.round(steps(seconds))),
      rate: rate(seconds),
      bands: bands.map((band) => band(seconds)),
    };
    return {
      ...own,
      rate: own.rate * faster,
      octaves: octaves(seconds, own, size).map((octave) => ({ ...octave, rate: octave.rate * faster })),
      jitter: Math.max(0, Math.round(jitter(seconds))),
      // Noises of several frames add up by their squares.
      noise: noise(seconds) * (1 + blendNoise(seconds) * crossfade) * Math.sqrt(gap),
      smooth: smooth(seconds),
      color: color(seconds),
    };
  };
}

function unclimbed(ascent: Shot['ascent']): Shot['ascent'] {
  return { ...ascent, steps: 0, noise: 0, octaves: [] };
}

function compileGrade(plan: GradePlan): (seconds: number, gap: number) => Shot['grade'] {
  const servo = compileSchedule(plan.servo);
  const contrast = compileSchedule(plan.contrast);
  const brightness = compileSchedule(plan.brightness);
  const saturation = compileSchedule(plan.saturation);
  return (seconds, gap) => ({
    // The remaining distance shrinks by the same factor in every frame.
    servo: gap === 1 ? servo(seconds) : 1 - (1 - servo(seconds)) ** gap,
    contrast: contrast(seconds),
    brightness: brightness(seconds),
    saturation: saturation(seconds),
  });
}
