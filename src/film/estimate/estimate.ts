// How long a film will take, how much memory, how much room on the disk: from its timeline, the operations of its layers and this machine's speed.

import { type LayerCosts, sessionBytes } from '../../network/layer-costs.js';
import { MOST_OPEN } from '../../network/session-cache.js';
import type { Settings } from '../../preset/settings.js';
import type { Timeline } from '../../timeline/timeline.js';
import type { FormatName } from '../../video/encode/formats.js';
import type { PixelSpeed } from './speed.js';
import { growthWork, type Work, workOf } from './workload.js';

/** A film, and what is known of it and of the machine. */
export interface FilmToEstimate {
  readonly settings: Settings;
  readonly timeline: Timeline;
  readonly costs: LayerCosts;
  /** Seconds of one evaluation of a layer with so many operations (see `measureEvaluations`). */
  readonly evaluation: (layer: string, operations: number) => number;
  readonly pixels: PixelSpeed;
  /** Of the machine. */
  readonly threads: number;
  readonly format: FormatName;
}

/** Told to be right within a third. */
export interface FilmEstimate {
  /** Of the whole command. */
  readonly seconds: number;
  /** Of them in the engine. */
  readonly engineSeconds: number;
  /** The most that the process occupies, without ffmpeg. */
  readonly memoryBytes: number;
  /** Of the film on disk. */
  readonly fileBytes: number;
}

/** Estimates a film. @throws ShapeError when the pictures are too small for a layer. */
export function estimateFilm(film: FilmToEstimate): FilmEstimate {
  const { settings, timeline, format } = film;
  const { width, height } = settings;
  const secondsOf = openClock(film);
  const time = { engine: 0, pixels: 0 };
  for (const work of growthWork(settings, timeline.shot(0))) addTo(time, secondsOf(work), 1);
  const looked = sampledFrames(timeline);
  const layers = new Map<string, Work>();
  for (const frame of looked) {
    const work = workOf(settings, timeline.shot(frame));
    addTo(time, secondsOf(work), timeline.frameCount / looked.length);
    noteLargest(layers, work);
  }
  const shown = timeline.frameCount * width * height;
  const encoder = (shown * ENCODING[format].nanoseconds * 1e-9) / film.threads;
  return {
    seconds: START_SECONDS + layers.size * OPEN_SECONDS + time.engine + time.pixels + encoder,
    engineSeconds: time.engine,
    memoryBytes: memoryOf(film.costs, layers),
    fileBytes: filmBytes(settings, timeline.frameCount, format),
  };
}

/** About how large so many frames of a film will be on disk. */
export function filmBytes({ width, height, output }: Settings, frames: number, format: FormatName): number {
  const encoding = ENCODING[format];
  const better = encoding.quality === null ? 0 : encoding.quality - (output.quality ?? encoding.quality);
  return frames * width * height * encoding.bytes * 2 ** (better / HALVING);
}

/** About how much memory the process will occupy at most, without ffmpeg. */
export function memoryBytes({
  settings,
  timeline,
  costs,
}: Pick<FilmToEstimate, 'settings' | 'timeline' | 'costs'>): number {
  const layers = new Map<string, Work>();
  for (const frame of sampledFrames(timeline)) noteLargest(layers, workOf(settings, timeline.shot(frame)));
  return memoryOf(costs, layers);
}

/** Beyond these many a film's frames are sampled. */
const MOST_SHOTS = 5_000;

/** Loading the network, trying ffmpeg; poster and contact sheet at the end (measured on two cores). */
const START_SECONDS = 2;
/** A session, and the random neurons' trials (measured on two cores). */
const OPEN_SECONDS = 0.4;

/**
 * What an encoder takes for each pixel of each frame: nanoseconds of a processor, bytes in the file at a quality. Measured on 200 frames of
 * presets/first-light.yaml at 240 px with ffmpeg 5.1, on a core of 2.5 GHz.
 */
const ENCODING: {
  readonly [K in FormatName]: { readonly nanoseconds: number; readonly bytes: number; readonly quality: number | null };
} = {
  mp4: { nanoseconds: 112, bytes: 0.11, quality: 18 },
  webm: { nanoseconds: 650, bytes: 0.145, quality: 24 },
  gif: { nanoseconds: 1430, bytes: 1.03, quality: null },
  prores: { nanoseconds: 185, bytes: 0.77, quality: null },
  png: { nanoseconds: 80, bytes: 2.86, quality: null },
};

/** Steps of the constant rate factor that halve a file, as x264's guide has it. */
const HALVING = 6;

/** Of a very long film not every frame is looked at. */
function sampledFrames({ frameCount }: Timeline): readonly number[] {
  const stride = Math.ceil(frameCount / MOST_SHOTS);
  return Array.from({ length: Math.ceil(frameCount / stride) }, (_, i) => i * stride);
}

/** Notes for each layer its largest picture. */
function noteLargest(layers: Map<string, Work>, work: Work): void {
  for (const layer of work.evaluations.keys()) {
    const largest = layers.get(layer);
    if (largest === undefined || largest.height < work.height) layers.set(layer, work);
  }
}

interface Time {
  readonly engine: number;
  readonly pixels: number;
}

function openClock({ costs, evaluation, pixels }: FilmToEstimate): (work: Work) => Time {
  return ({ height, width, steps, evaluations }) => {
    let engine = 0;
    for (const [layer, count] of evaluations)
      engine += count * evaluation(layer, costs(layer, height, width).operations);
    return { engine, pixels: (pixels.frame + steps * pixels.step) * height * width };
  };
}

function addTo(sum: { engine: number; pixels: number }, time: Time, times: number): void {
  sum.engine += times * time.engine;
  sum.pixels += times * time.pixels;
}

/**
 * Memory of the process: the runtime keeps packed copies of the weights, and each session the memory of its values. The factors were fitted to the
 * largest resident sets of nine films, at 256 and 512 px, of mixed0, mixed4, mixed8, and of three and four layers in turn (three sessions were open
 * at a time then): off by 10 % on average and by 23 % at most.
 */
const MEMORY = {
  /** Node.js, onnxruntime, the network's file and weights, and what the garbage collector has not yet taken back. */
  baseBytes: 370e6,
  /** Of a session's weights, besides its own memory, while it is being opened. */
  openingWeights: 2.5,
  /** Masters, gradients, pyramids, for each pixel of the master. */
  perPixel: 150,
} as const;

function memoryOf(costs: LayerCosts, layers: ReadonlyMap<string, Work>): number {
  const sessions = [...layers].map(([layer, { height, width }]) => {
    const cost = costs(layer, height, width);
    return {
      open: sessionBytes(cost),
      opening: MEMORY.openingWeights * cost.weightBytes,
      pixels: height * width,
    };
  });
  const most = (values: readonly number[]) => Math.max(0, ...values);
  const open = sessions
    .map((session) => session.open)
    .sort((a, b) => b - a)
    .slice(0, MOST_OPEN)
    .reduce((sum, bytes) => sum + bytes, 0);
  return (
    MEMORY.baseBytes +
    open +
    most(sessions.map((session) => session.opening)) +
    MEMORY.perPixel * most(sessions.map((session) => session.pixels))
  );
}
