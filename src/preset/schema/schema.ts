// What a preset may say: every key with its range and its default, in the order in which `Settings` documents them.
// Checking is pure: a value goes in, settings or a list of all problems come out.

import { type CameraSpec, type DriftSpec, ZOOM_KINDS, type ZoomSpec } from '../../timeline/camera.js';
import { constant, valuesOf } from '../../timeline/schedule.js';
import { LOOKS, OUTPUT_FORMATS, type Settings } from '../settings.js';
import { cycle } from './cycle-schema.js';
import { check, either, type Field, field, isMap, list, type Problem, refine, section } from './fields.js';
import {
  choice,
  flag,
  fraction,
  frameRate,
  number,
  pixels,
  type Range,
  size,
  text,
  time,
  toFrameRate,
  toTime,
  whole,
  wholePixels,
} from './reader.js';
import { isScheduleMap, schedule } from './schedule.js';

/**
 * Checks what a preset says, as YAML or JSON gives it.
 *
 * @returns The settings, every default filled in; or all problems there are.
 */
export function checkSettings(
  value: unknown,
): { readonly value: Settings } | { readonly problems: readonly Problem[] } {
  return check(SETTINGS, value);
}

/** Side of a picture: below 16 px no network has anything left to see, above 4096 px no encoder is sure to follow. */
const SIDE: Range = { min: 16, max: 4096 };
const MAX_FRAMES = 1e6;
/** A million seconds are 11 days. */
const DURATION: Range = { min: 0.001, max: 1e6 };
const MAX_SEED = 2 ** 32 - 1;
const NAME = text({ max: 200 });
const FILE_NAME = text({ max: 1000 });
const SHARE = fraction({ min: 0, max: 1 });

/** More than twice as large from one frame to the next is no motion any more; warps have their limits too. */
const MAX_FRAME_ZOOM = 2;
/** Times to double or halve: a tenth of a second is 1.3 a frame at 25 fps. */
const ZOOM_TIME = schedule(time({ min: 0.1, max: 1e6 }));
const ZOOM = section(
  {
    doubles: ZOOM_TIME.optional(),
    halves: ZOOM_TIME.optional(),
    perSecond: schedule(number({ min: 0.001, max: 1000 })).optional(),
    perFrame: schedule(number({ min: 1 / MAX_FRAME_ZOOM, max: MAX_FRAME_ZOOM })).optional(),
  },
  'a map such as { doubles: 2.5s }',
);

const zoom: Field<ZoomSpec> = refine(ZOOM, (given, refuse) => {
  const { doubles, halves, perSecond, perFrame } = given;
  const kinds = ZOOM_KINDS.filter((kind) => given[kind] !== undefined);
  if (kinds.length > 1) return refuse(`only one of ${ZOOM_KINDS.join(', ')}`, kinds.join(' and '));
  if (doubles !== undefined) return { doubles };
  if (halves !== undefined) return { halves };
  if (perSecond !== undefined) return { perSecond };
  if (perFrame !== undefined) return { perFrame };
  return refuse(`one of ${ZOOM_KINDS.join(', ')}`, 'none of them');
});

/** Half the frame: farther out, the focus would leave the picture. */
const driftAmount = schedule(fraction({ min: 0, max: 0.5 }));
const DRIFT_DEFAULT: DriftSpec = { amount: constant(0.15), period: 12 };
const driftMap: Field<DriftSpec> = section({
  amount: driftAmount.default(DRIFT_DEFAULT.amount),
  period: field(time({ min: 1, max: 1e6 })).default(DRIFT_DEFAULT.period),
});
const driftShort: Field<DriftSpec> = refine(driftAmount, (amount) => ({ amount, period: DRIFT_DEFAULT.period }));
const drift = either<DriftSpec>((given) => (isMap(given) && !isScheduleMap(given) ? driftMap : driftShort));

/** In frames per second: ten frames' widths a second are a blur. */
const panSpeed = schedule(fraction({ min: -10, max: 10 }));

const camera: Field<CameraSpec> = section({
  zoom: zoom.default({ doubles: constant(2.5) }),
  // Slow, and back again, so that the picture never settles on an axis; starts at rest.
  rotate: schedule(number({ min: -3600, max: 3600 })).default({
    kind: 'wave',
    wave: 'sine',
    low: -6,
    high: 6,
    period: 24,
    phase: 0.25,
  }),
  pan: section({ x: panSpeed.default(constant(0)), y: panSpeed.default(constant(0)) }).prefault({}),
  drift: drift.default(DRIFT_DEFAULT),
});

const opening = refine(
  section({
    from: field(wholePixels(SIDE)).default(64),
    enlargements: field(whole({ min: 1, max: 200 })).default(20),
    steps: field(whole({ min: 1, max: 200 })).default(4),
    show: field(flag()).default(false),
    duration: field(time({ min: 0.1, max: DURATION.max })).default(3),
  }),
  ({ from, enlargements, steps, show, duration }) => ({
    fromPixels: from,
    enlargements,
    steps,
    show,
    seconds: duration,
  }),
);

const bandWeight = schedule(number({ min: 0, max: 10 }));

/** The defaults are the settings measured to be steady and looked at: see `Settings`. */
const ascent = section({
  steps: schedule(number({ min: 0, max: 100 })).default(constant(5)),
  rate: schedule(number({ min: 0, max: 1 })).default(constant(0.04)),
  jitter: schedule(pixels({ min: 0, max: 256 })).default(constant(16)),
  noise: schedule(number({ min: 0, max: 1 })).default(constant(0.02)),
  blendNoise: schedule(number({ min: 0, max: 100 })).default(constant(1)),
  margin: field(wholePixels({ min: 0, max: 256 })).default(16),
  bands: list(bandWeight, { min: 1, max: 8 }, 'weights of bands, from fine to coarse').default(
    [0.5, 0.8, 1, 0.9, 0.6].map(constant),
  ),
  color: schedule(number({ min: 0, max: 10 })).default(constant(2)),
  smooth: schedule(pixels({ min: 0, max: 16 })).default(constant(0)),
});

const grade = section({
  servo: schedule(SHARE).default(constant(0.25)),
  // Half the range is the greatest standard deviation there is: black and white only.
  contrast: schedule(fraction({ min: 0, max: 0.5 })).default(constant(0.19)),
  brightness: schedule(SHARE).default(constant(0.5)),
  saturation: schedule(fraction({ min: 0, max: 4 })).default(constant(1)),
});

const output = section({
  file: field(FILE_NAME).nullable().default(null),
  format: field(choice(OUTPUT_FORMATS)).nullable().default(null),
  quality: field(whole({ min: 0, max: 63 }))
    .nullable()
    .default(null),
});

const SETTINGS: Field<Settings> = refine(
  section({
    title: field(NAME).nullable().default(null),
    description: field(text({ max: 500 }))
      .nullable()
      .default(null),
    network: field(FILE_NAME).default('inception-v3'),
    look: field(choice(LOOKS)).default('natural'),
    size: field(size(SIDE)).default({ width: 512, height: 512 }),
    fps: field(frameRate({ min: 1, max: 120 })).default({ numerator: 25, denominator: 1 }),
    duration: field(time(DURATION)).default(20),
    seed: field(whole({ min: 0, max: MAX_SEED })).default(7),
    opening: opening.prefault({}),
    cycle,
    camera: camera.prefault({}),
    ascent: ascent.prefault({}),
    grade: grade.prefault({}),
    output: output.prefault({}),
  }),
  (given, refuse) => {
    const { size: frame, duration, fps } = given;
    const maxSeconds = (MAX_FRAMES * fps.denominator) / fps.numerator;
    if (duration > maxSeconds) {
      refuse(
        `at most ${toTime(maxSeconds)}, which is ${MAX_FRAMES} frames at ${toFrameRate(fps)} fps`,
        toTime(duration),
        ['duration'],
      );
    }
    if (given.opening.show && given.opening.seconds >= duration) {
      refuse(`a time below the film's ${toTime(duration)}`, toTime(given.opening.seconds), ['opening', 'duration']);
    }
    const ratio = fastestZoom(given.camera.zoom, fps.numerator / fps.denominator);
    if (ratio > MAX_FRAME_ZOOM) {
      const limit = `a zoom of at most ${MAX_FRAME_ZOOM} times a frame at ${toFrameRate(fps)} fps, in or out`;
      refuse(limit, `${ratio.toPrecision(3)} times`, ['camera', 'zoom']);
    }
    return {
      title: given.title,
      description: given.description,
      network: given.network,
      look: given.look,
      ...frame,
      fps,
      durationSeconds: duration,
      seed: given.seed,
      opening: given.opening,
      cycle: given.cycle,
      camera: given.camera,
      ascent: given.ascent,
      grade: given.grade,
      output: given.output,
    };
  },
);

/** The greatest ratio of sizes, in or out, from one frame to the next: a schedule is never beyond the values it names. */
function fastestZoom(spec: ZoomSpec, fps: number): number {
  if ('doubles' in spec) return 2 ** (1 / (Math.min(...valuesOf(spec.doubles)) * fps));
  if ('halves' in spec) return 2 ** (1 / (Math.min(...valuesOf(spec.halves)) * fps));
  const [ratios, frames] = 'perSecond' in spec ? [spec.perSecond, fps] : [spec.perFrame, 1];
  return Math.max(...valuesOf(ratios).map((ratio) => Math.max(ratio, 1 / ratio) ** (1 / frames)));
}
