// Writes settings as a preset: the YAML beside a film, which loads to the same settings.

import type { CameraSpec, ZoomSpec } from '../timeline/camera.js';
import type { WarpSpec } from '../timeline/lens.js';
import { formatFrameRate } from './frame-rate.js';
import { formatTime } from './schema/reader.js';
import { scheduleAsWritten as asWritten } from './schema/schedule.js';
import type { CycleItem, CycleSettings, Settings, SoundSettings } from './settings.js';
import { writeDocument } from './yaml/document.js';

/** Writes settings as a preset, without keys that are null. Loading it gives equal settings. */
export function toYaml(settings: Settings): string {
  const { opening, ascent, grade, output } = settings;
  return writeDocument({
    ...withoutNull({ title: settings.title, description: settings.description }),
    network: settings.network,
    look: settings.look,
    size: `${settings.width}x${settings.height}`,
    fps: formatFrameRate(settings.fps),
    duration: formatTime(settings.durationSeconds),
    seed: settings.seed,
    opening: {
      from: `${opening.fromPixels}px`,
      enlargements: opening.enlargements,
      steps: opening.steps,
      show: opening.show,
      duration: formatTime(opening.seconds),
    },
    ...(settings.sound === null ? {} : { sound: soundAsWritten(settings.sound) }),
    cycle: cycleAsWritten(settings.cycle),
    camera: cameraAsWritten(settings.camera),
    ascent: {
      cadence: ascent.cadence === 'auto' ? 'auto' : asWritten(ascent.cadence),
      octaves:
        typeof ascent.octaves === 'object'
          ? ascent.octaves.map(({ scale, steps, rate, bands }) => ({
              scale,
              steps: asWritten(steps),
              rate: asWritten(rate),
              bands: bands.map((band) => asWritten(band)),
            }))
          : ascent.octaves,
      ...(ascent.form === null ? {} : { form: asWritten(ascent.form) }),
      steps: asWritten(ascent.steps),
      rate: asWritten(ascent.rate),
      jitter: asWritten(ascent.jitter),
      noise: asWritten(ascent.noise),
      blendNoise: asWritten(ascent.blendNoise),
      margin: ascent.margin,
      bands: ascent.bands.map((band) => asWritten(band)),
      color: asWritten(ascent.color),
      smooth: asWritten(ascent.smooth),
    },
    grade: {
      servo: asWritten(grade.servo),
      contrast: asWritten(grade.contrast),
      brightness: asWritten(grade.brightness),
      saturation: asWritten(grade.saturation),
    },
    flash: settings.flash,
    output: withoutNull(output),
  });
}

function withoutNull(map: object): object {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null));
}

function soundAsWritten({
  file,
  sha256,
  startSeconds,
  fadeInSeconds,
  fadeOutSeconds,
  gain,
  loudness,
}: SoundSettings): object {
  return {
    file,
    ...(sha256 === null ? {} : { sha256 }),
    start: formatTime(startSeconds),
    fade: { in: formatTime(fadeInSeconds), out: formatTime(fadeOutSeconds) },
    ...(gain === 0 ? {} : { gain }),
    loudness: loudness ?? 'off',
  };
}

function cycleAsWritten({ order, holdSeconds, blendSeconds, snap, by, items }: CycleSettings): object {
  if (by === 'chroma') return { chroma: items.map(whoIn), blend: formatTime(blendSeconds) };
  return {
    order,
    ...(snap === null ? {} : { snap }),
    hold: formatTime(holdSeconds),
    blend: formatTime(blendSeconds),
    neurons: items.map((item) => itemAsWritten(item, holdSeconds, blendSeconds)),
  };
}

/** An item. It has its own times only if they differ from the cycle's, so that overrides of the cycle's still apply. */
function itemAsWritten(item: CycleItem, holdSeconds: number, blendSeconds: number): object {
  return {
    ...whoIn(item),
    ...(item.holdSeconds === holdSeconds ? {} : { hold: formatTime(item.holdSeconds) }),
    ...(item.blendSeconds === blendSeconds ? {} : { blend: formatTime(item.blendSeconds) }),
  };
}

function whoIn(item: CycleItem): object {
  const { kind } = item;
  if (kind === 'class') return { layer: item.layer, class: item.className };
  if (kind === 'random') return { layer: item.layer, random: item.count };
  if (kind === 'neuron') return { layer: item.layer, neuron: item.neuron };
  const layers = item.among.length === 0 ? {} : { layers: item.among };
  const from = item.atlas ?? 'atlas';
  if (kind === 'like') {
    return { like: { layer: item.layer, neuron: item.neuron }, count: item.count, from, ...layers };
  }
  return { from, sort: item.measure, [item.end]: item.count, ...layers };
}

function cameraAsWritten({ zoom, rotate, pan, drift, tilt, turn, warp }: CameraSpec): object {
  return {
    zoom: zoomAsWritten(zoom),
    rotate: asWritten(rotate),
    pan: { x: asWritten(pan.x), y: asWritten(pan.y) },
    drift: { amount: asWritten(drift.amount), period: formatTime(drift.period) },
    ...(tilt === undefined ? {} : { tilt: asWritten(tilt) }),
    ...(turn === undefined ? {} : { turn: asWritten(turn) }),
    ...(warp === undefined ? {} : { warp: warpAsWritten(warp) }),
  };
}

function warpAsWritten({ swirl, ripple, kaleidoscope }: WarpSpec): object {
  return {
    swirl: asWritten(swirl),
    ripple: { amount: asWritten(ripple.amount), length: ripple.length, period: formatTime(ripple.period) },
    kaleidoscope: {
      folds: kaleidoscope.folds,
      amount: asWritten(kaleidoscope.amount),
      angle: asWritten(kaleidoscope.angle),
    },
  };
}

function zoomAsWritten(zoom: ZoomSpec): object {
  if ('doubles' in zoom) return { doubles: asWritten(zoom.doubles, formatTime) };
  if ('halves' in zoom) return { halves: asWritten(zoom.halves, formatTime) };
  return 'perSecond' in zoom ? { perSecond: asWritten(zoom.perSecond) } : { perFrame: asWritten(zoom.perFrame) };
}
