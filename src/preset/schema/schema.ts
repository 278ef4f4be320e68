// The schema of presets: every key with its range and its default, in the order in which `Settings` documents them.
// Checking is a pure function from a value to settings or to a list of all problems.

import { MAX_CADENCE } from '../../timeline/cadence.js';
import { type CameraSpec, type DriftSpec, ZOOM_KINDS, type ZoomSpec } from '../../timeline/camera.js';
import type { WarpSpec } from '../../timeline/lens.js';
import { MAX_OCTAVES } from '../../timeline/octaves.js';
import { boundsOf } from '../../timeline/schedule.js';
import { formatFrameRate } from '../frame-rate.js';
import { FLASH_MODES, LOOKS, OUTPUT_FORMATS, type Settings, type SoundSettings } from '../settings.js';
import { cycle } from './cycle-schema.js';
import {
  check,
  either,
  type Field,
  type FieldProblem,
  field,
  isMap,
  list,
  type Path,
  refine,
  section,
  toJsonSchema,
} from './fields.js';
import {
  choice,
  flag,
  formatTime,
  fraction,
  frameRate,
  nameInFolder,
  number,
  pixels,
  type Range,
  size,
  text,
  time,
  timeOrSound,
  whole,
  wholePixels,
} from './reader.js';
import { isScheduleMap, schedule } from './schedule.js';
import { sound } from './sound-schema.js';

/**
 * Checks a preset, as parsed from YAML or JSON.
 *
 * @returns The settings with every default filled in, or all problems.
 */
export function checkSettings(
  value: unknown,
): { readonly value: Settings } | { readonly problems: readonly FieldProblem[] } {
  return check(SETTINGS, value);
}

/** The sound that a preset names; undefined where there is none, or it has problems. */
export function soundOf(value: unknown): SoundSettings | undefined {
  const checked = check(sound, isMap(value) ? value.sound : undefined);
  return 'value' in checked ? checked.value : undefined;
}

/** How long the shown opening of a preset lasts, 0 where it is not shown; undefined where it has problems. */
export function openingSecondsOf(value: unknown): number | undefined {
  const checked = check(opening, isMap(value) ? (value.opening ?? {}) : {});
  return 'value' in checked ? (checked.value.show ? checked.value.seconds : 0) : undefined;
}

/** The JSON Schema (draft-07) of presets, as `checkSettings` accepts them. */
export function presetSchema(): object {
  return toJsonSchema(SETTINGS);
}

/** Side of a picture. Pictures below 16 px are too small for any network; some encoders stop at 4096 px. */
const SIDE: Range = { min: 16, max: 4096 };
const MAX_FRAMES = 1e6;
/** A million seconds are 11 days. */
const DURATION: Range = { min: 0.001, max: 1e6 };
const MAX_SEED = 2 ** 32 - 1;
const NAME = text({ max: 200 });
const FILE_NAME = text({ max: 1000 });
const SHARE = fraction({ min: 0, max: 1 });

/** Most zoom from one frame to the next. A larger one does not look like motion, and warps have limits too. */
const MAX_FRAME_ZOOM = 2;
/** Times to double or halve. A tenth of a second is a factor of 1.3 per frame at 25 fps. */
const ZOOM_TIME = schedule(time({ min: 0.1, max: 1e6 }));

const zoom: Field<ZoomSpec> = refine(
  section(
    {
      doubles: ZOOM_TIME.optional().describe('The time in which the picture doubles in size.'),
      halves: ZOOM_TIME.optional().describe('The time in which it halves: the camera moves outwards.'),
      perSecond: schedule(number({ min: 0.001, max: 1000 }))
        .optional()
        .describe('The ratio of sizes per second; below 1 the camera moves outwards.'),
      perFrame: schedule(number({ min: 1 / MAX_FRAME_ZOOM, max: MAX_FRAME_ZOOM }))
        .optional()
        .describe('The ratio of sizes per frame, at any frame rate.'),
    },
    { expected: 'a map such as { doubles: 2.5s }', ways: ZOOM_KINDS.map((kind) => ({ needs: [kind] })) },
  ),
  (given) => {
    const kind = ZOOM_KINDS.find((each) => given[each] !== undefined)!;
    return { [kind]: given[kind] } as unknown as ZoomSpec;
  },
);

/** At most half the frame, beyond which the focus would leave the picture. */
const DRIFT_AMOUNT = fraction({ min: 0, max: 0.5 });
const DRIFT_DEFAULT = { amount: 0.15, period: '12s' };
const driftPeriod = field(time({ min: 1, max: 1e6 })).prefault(DRIFT_DEFAULT.period);
const driftMap: Field<DriftSpec> = section({
  amount: schedule(DRIFT_AMOUNT).prefault(DRIFT_DEFAULT.amount).describe('The greatest distance of the drift.'),
  period: driftPeriod.describe('Duration of its slowest swing.'),
});
const driftShort: Field<DriftSpec> = refine(schedule(DRIFT_AMOUNT), (amount) => ({
  amount,
  period: driftPeriod.parse(undefined),
}));
const drift = either<DriftSpec>([driftShort, driftMap], (given) =>
  isMap(given) && !isScheduleMap(given) ? driftMap : driftShort,
).meta({ title: `${DRIFT_AMOUNT.expected}; or a schedule; or { amount, period }` });

/** In widths or heights of the frame per second. Ten are a blur. */
const panSpeed = schedule(fraction({ min: -10, max: 10 }));

/** Beyond 45 degrees both ways the horizon would come into the picture. */
const lean = schedule(number({ min: -45, max: 45 }));

const warp: Field<WarpSpec> = section({
  swirl: schedule(number({ min: -720, max: 720 }))
    .prefault(0)
    .describe('Degrees by which the centre is turned, clockwise; falls to 0 at the corners.'),
  ripple: section({
    amount: schedule(SHARE).prefault(0).describe('Strength of rings that run outward.'),
    length: field(fraction({ min: 0.3, max: 2 }))
      .prefault(0.5)
      .describe("Distance from ring to ring, as a share of half the picture's diagonal."),
    period: field(time({ min: 0.1, max: 1e6 }))
      .prefault('2s')
      .describe('The time in which a ring takes the place of the next one.'),
  })
    .prefault({})
    .describe('Rings.'),
  kaleidoscope: section({
    folds: field(whole({ min: 2, max: 24 }))
      .prefault(6)
      .describe('How often a wedge of the picture and its mirror image are repeated about the centre.'),
    amount: schedule(SHARE).prefault(0).describe('0 shows the picture as it is, 1 only the wedges.'),
    angle: schedule(number({ min: -36_000, max: 36_000 }))
      .prefault(0)
      .describe('Degrees by which the mirrors are turned, clockwise.'),
  })
    .prefault({})
    .describe('Mirrors in front of the camera; the film behind them takes its own course.'),
});

const camera: Field<CameraSpec> = section({
  zoom: zoom.prefault({ doubles: '2.5s' }).describe('The speed of the zoom, in one of four ways.'),
  // Turns slowly one way and back, so that the picture never settles on an axis. Starts at rest.
  rotate: schedule(number({ min: -3600, max: 3600 }))
    .prefault({ wave: 'sine', low: -6, high: 6, period: '24s', phase: '25%' })
    .describe('Degrees per second, clockwise.'),
  pan: section({
    x: panSpeed.prefault(0).describe('How many widths per second the camera moves to the right.'),
    y: panSpeed.prefault(0).describe('How many heights per second the camera moves down.'),
  })
    .prefault({})
    .describe('Movement across the picture.'),
  drift: drift
    .prefault(DRIFT_DEFAULT)
    .describe('How far the fixed point of the zoom wanders from the centre, as a fraction of the frame.'),
  tilt: lean.prefault(0).describe('Degrees by which the plane of the picture leans, its top away.'),
  turn: lean.prefault(0).describe('Degrees by which it leans, its right side away.'),
  warp: warp.prefault({}).describe('What bends the picture.'),
});

const opening = refine(
  section({
    from: field(wholePixels(SIDE)).prefault('64px').describe('Short side of the picture at the start.'),
    enlargements: field(whole({ min: 1, max: 200 }))
      .prefault(20)
      .describe('How many times the picture is enlarged on the way to its full size.'),
    steps: field(whole({ min: 1, max: 200 }))
      .prefault(4)
      .describe('Ascent steps at each size.'),
    show: field(flag())
      .prefault(false)
      .describe('Whether the film opens with the growth. Otherwise it is over before frame 0.'),
    duration: field(time({ min: 0.1, max: DURATION.max }))
      .prefault('3s')
      .describe("How long a shown opening lasts; less than the film's duration."),
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

const rate = schedule(number({ min: 0, max: 1 }));
const bands = list(bandWeight, { min: 1, max: 8 }, 'weights of bands, from fine to coarse');

const cadenceSchedule = schedule(number({ min: 1, max: MAX_CADENCE }));
const cadenceAuto = field(choice(['auto'] as const));
const cadence = either<Settings['ascent']['cadence']>([cadenceAuto, cadenceSchedule], (given) =>
  given === 'auto' ? cadenceAuto : cadenceSchedule,
).meta({ title: `auto; or a number from 1 to ${MAX_CADENCE}; or a schedule` });

const octaveCount = field(choice([...Array.from({ length: MAX_OCTAVES }, (_, i) => i + 1), 'auto'] as const));
const octaveList = list(
  section({
    scale: field(fraction({ min: 1 / 64, max: 1 })).describe(
      'Size of the copy that is climbed, as a share of the frame.',
    ),
    steps: schedule(number({ min: 0, max: 100 })).describe('Ascent steps per key, rounded to a whole number.'),
    rate: rate.prefault(0.04).describe('Root mean square of the change of one step.'),
    bands: bands.prefault([0.5, 0.8, 1, 0.9, 0.6]).describe("Weights of the gradient's frequency bands."),
  }),
  { min: 1, max: MAX_OCTAVES },
  'octaves { scale, steps, rate, bands }',
);
const octaves: Field<Settings['ascent']['octaves']> = refine(
  either<Settings['ascent']['octaves']>([octaveCount, octaveList], (given) =>
    Array.isArray(given) ? octaveList : octaveCount,
  ),
  (given, refuse) => {
    if (typeof given !== 'object') return given;
    const wrong = given.findIndex(({ scale }, i) => i > 0 && scale <= given[i - 1]!.scale);
    if (wrong < 0) return given;
    return refuse('octaves from coarse to fine', `${given[wrong]!.scale} after ${given[wrong - 1]!.scale}`, [
      wrong,
      'scale',
    ]);
  },
).meta({ title: `1 to ${MAX_OCTAVES} or auto; or a list of { scale, steps, rate, bands }` });

/** The defaults gave steady films when measured, and were checked by eye: see `Settings`. */
const ascentSection = section({
  cadence: cadence
    .prefault('auto')
    .describe(
      'Frames from one climbed frame (a key) to the next; between keys, the changes fade in along the motion. ' +
        'auto: about seven keys a second, more where the camera is fast.',
    ),
  octaves: octaves
    .prefault('auto')
    .describe('How many scales are climbed, each half the next. Small ones make large forms fast. auto: by `form`.'),
  form: schedule(fraction({ min: 0.01, max: 1 }))
    .nullable()
    .prefault(null)
    .describe("How large the forms are, as a share of the frame's short side. By default 30%. Only with auto octaves."),
  steps: schedule(number({ min: 0, max: 100 }))
    .prefault(5)
    .describe('Ascent steps per key, at its coarsest octave, rounded to a whole number.'),
  rate: rate.prefault(0.04).describe('Root mean square of the change of one step, where -1 is black and 1 is white.'),
  jitter: schedule(pixels({ min: 0, max: 256 }))
    .prefault(16)
    .describe('Largest random shift of the picture before each step.'),
  noise: schedule(number({ min: 0, max: 1 }))
    .prefault(0.02)
    .describe('Amplitude of the noise added to each frame, where -1 is black and 1 is white.'),
  blendNoise: schedule(number({ min: 0, max: 100 }))
    .prefault(1)
    .describe('Extra noise in the middle of a crossfade: 1 means twice as much.'),
  margin: field(wholePixels({ min: 0, max: 256 }))
    .prefault(16)
    .describe('Pixels around the frame that are climbed and cropped, because networks see artefacts at borders.'),
  bands: bands
    .prefault([0.5, 0.8, 1, 0.9, 0.6])
    .describe("Weights of the gradient's frequency bands, from fine to coarse; each may be a schedule."),
  color: schedule(number({ min: 0, max: 10 }))
    .prefault(2)
    .describe('Weight of colour in the gradient: 1 is calm, 2 lively.'),
  smooth: schedule(pixels({ min: 0, max: 16 }))
    .prefault(0)
    .describe("Standard deviation of the blur on a frame's first gradient."),
});
const ascent: Field<Settings['ascent']> = refine(ascentSection, (given, refuse) => {
  if (given.form === null || given.octaves === 'auto') return given;
  return refuse('`octaves: auto` beside `form`, which chooses them', 'octaves of its own', ['form']);
});

const grade = section({
  servo: schedule(SHARE)
    .prefault(0.25)
    .describe('How far each frame moves towards the contrast and brightness below; with 0 the picture drifts.'),
  // Half the range is the greatest possible standard deviation: only black and white.
  contrast: schedule(fraction({ min: 0, max: 0.5 }))
    .prefault(0.19)
    .describe('Standard deviation of each channel, on a scale of 0 to 1.'),
  brightness: schedule(SHARE).prefault(0.5).describe('Mean of each channel, on a scale of 0 to 1.'),
  saturation: schedule(fraction({ min: 0, max: 4 }))
    .prefault(1)
    .describe('Factor on the colours of the frames shown.'),
});

const output = section({
  file: field(nameInFolder({ max: 1000 }))
    .nullable()
    .prefault(null)
    .describe("Name of the film's file in the output folder. By default, the preset's name."),
  format: field(choice(OUTPUT_FORMATS))
    .nullable()
    .prefault(null)
    .describe("Format of the film. By default, that of the file's extension, or mp4."),
  quality: field(whole({ min: 0, max: 63 }))
    .nullable()
    .prefault(null)
    .describe(
      'Constant rate factor of MP4 (1 to 51, 18 by default) and WebM (0 to 63, 24 by default): ' +
        'less is better and larger.',
    ),
});

const SETTINGS: Field<Settings> = refine(
  section({
    title: field(NAME).nullable().prefault(null).describe("The film's title, which is stored in its file."),
    description: field(text({ max: 500 }))
      .nullable()
      .prefault(null)
      .describe('One line for the list of presets.'),
    network: field(FILE_NAME).prefault('efficientnet-lite0').describe('Name of a network, or path of a model file.'),
    look: field(choice(LOOKS))
      .prefault('natural')
      .describe('natural: gradients split into bands, in natural colours; raw: plain normalised gradients.'),
    size: field(size(SIDE))
      .prefault('512x512')
      .describe('Size of the frames, width first; most formats need even sides.'),
    fps: field(frameRate({ min: 1, max: 120 }))
      .prefault(25)
      .describe('Frames per second. 23.976, 29.97 and 59.94 mean N/1.001. The motion does not depend on it.'),
    duration: field(timeOrSound(DURATION))
      .prefault('20s')
      .describe(
        'Duration of the whole film, a shown opening included; up to 1,000,000 frames. sound: as long as the track.',
      ),
    seed: field(whole({ min: 0, max: MAX_SEED }))
      .prefault(7)
      .describe('Seed of everything random.'),
    opening: opening
      .prefault({})
      .describe(
        'How the picture grows out of noise: it starts small and is climbed and enlarged in turns, ' +
          'because noise at full size does not develop into large forms.',
      ),
    sound: sound.nullable().prefault(null).describe("The film's sound: a file, or a map. By default, none."),
    cycle: cycle.describe('Which neurons are active, when, and for how long.'),
    camera: camera.prefault({}).describe('How the picture moves.'),
    ascent: ascent.prefault({}).describe('How each frame climbs the gradient.'),
    grade: grade.prefault({}).describe('Tone and colour of the frames.'),
    flash: field(choice(FLASH_MODES))
      .prefault('warn')
      .describe('Flashes that are not safe to watch: warn of them, fail at the first, or limit them in what is shown.'),
    output: output.prefault({}).describe('The file of the film.'),
  }),
  (given, refuse) => {
    const { size: frame, duration, fps } = given;
    const maxSeconds = (MAX_FRAMES * fps.denominator) / fps.numerator;
    if (duration > maxSeconds) {
      refuse(
        `at most ${formatTime(maxSeconds)}, which is ${MAX_FRAMES} frames at ${formatFrameRate(fps)} fps`,
        formatTime(duration),
        ['duration'],
      );
    }
    if (given.opening.show && given.opening.seconds >= duration) {
      refuse(`a time below the film's ${formatTime(duration)}`, formatTime(given.opening.seconds), [
        'opening',
        'duration',
      ]);
    }
    const { snap, by } = given.cycle;
    if (given.sound === null && (snap !== null || by === 'chroma')) {
      const path = ['cycle', snap === null ? 'chroma' : 'snap'];
      refuse('a `sound` for the cycle to follow, at the top of the preset', 'none', path);
    }
    const follower = given.sound === null ? pathOfAudio(given) : undefined;
    if (follower !== undefined) {
      refuse('a `sound` for the schedule to follow, at the top of the preset', 'none', follower);
    }
    const ratio = fastestZoom(given.camera.zoom, fps.numerator / fps.denominator);
    if (ratio > MAX_FRAME_ZOOM) {
      const limit = `a zoom of at most ${MAX_FRAME_ZOOM} times a frame at ${formatFrameRate(fps)} fps, in or out`;
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
      sound: given.sound,
      cycle: given.cycle,
      camera: given.camera,
      ascent: given.ascent,
      grade: given.grade,
      flash: given.flash,
      output: given.output,
    };
  },
).meta({ title: 'neurozoom preset', description: 'A film of what a neural network sees.' });

/** The path of the first schedule that follows the sound. */
function pathOfAudio(data: unknown): Path | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  if ('kind' in data && data.kind === 'audio') return [];
  for (const [key, value] of Object.entries(data)) {
    const below = pathOfAudio(value);
    if (below !== undefined) return [Array.isArray(data) ? Number(key) : key, ...below];
  }
  return undefined;
}

/**
 * The greatest ratio of sizes, in or out, from one frame to the next: a schedule never exceeds its bounds.
 */
function fastestZoom(spec: ZoomSpec, fps: number): number {
  if ('doubles' in spec) return 2 ** (1 / (boundsOf(spec.doubles, { mix: 'ratio' })[0] * fps));
  if ('halves' in spec) return 2 ** (1 / (boundsOf(spec.halves, { mix: 'ratio' })[0] * fps));
  const [ratios, frames] = 'perSecond' in spec ? [spec.perSecond, fps] : [spec.perFrame, 1];
  return Math.max(...boundsOf(ratios, { mix: 'ratio' }).map((ratio) => Math.max(ratio, 1 / ratio) ** (1 / frames)));
}
