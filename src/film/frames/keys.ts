// The keys of a film, the frames that are climbed: each grows out of the one before. Warp the master, add fresh noise,
// climb, correct the tone.

import type { Scores, SessionSource } from '../../optvis/ascend.js';
import { NotFiniteError, rootMeanSquare } from '../../optvis/conditioning.js';
import { holdStatistics } from '../../optvis/grade.js';
import { enlargeMaster, leastScale } from '../../optvis/grow.js';
import { openOctaveAscent } from '../../optvis/octaves.js';
import type { Tiling } from '../../optvis/tiles.js';
import { addNoise } from '../../optvis/transform.js';
import { closerZoom, move } from '../../tensor/lens/seen.js';
import { composeMotions } from '../../tensor/motion.js';
import { openStream } from '../../tensor/random.js';
import { sharedTensor, type Tensor } from '../../tensor/tensor.js';
import type { CameraMove } from '../../timeline/camera.js';
import type { Shot, Timeline } from '../../timeline/timeline.js';
import type { Composition } from './composition.js';

/** Everything that a key depends on besides the key before it. */
export interface KeyOptions {
  readonly timeline: Timeline;
  /** Size of the frames, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the master beyond each edge of the frame. */
  readonly margin: number;
  readonly look: 'natural' | 'raw';
  readonly seed: number;
  /** The smallest master that the film's layers can take, in pixels a side. */
  readonly minimumSize: number;
  readonly sessions: SessionSource;
  /** Smaller steps up to a frame where full steps led to values that are not finite. */
  readonly rateBackoff?: RateBackoff | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A smaller rate for a while. */
export interface RateBackoff {
  /** Factor on the rate, in (0, 1). */
  readonly factor: number;
  /** The last frame that it applies to. */
  readonly until: number;
}

/** A key, and the motion to it if frames lie between. */
export interface MadeKey {
  readonly shot: Shot;
  /** Valid while two more keys are made, in memory that threads can share. */
  readonly master: Tensor;
  /** Of each octave, from coarse to fine. */
  readonly scores: readonly Scores[];
  /** How it is shown, and the frames between the key before and this one. Valid until the next key is begun. */
  readonly composition: Omit<Composition, 'views'>;
  /** Time spent on the key, in milliseconds: motion and noise, the climb, the tone. */
  readonly times: { readonly warp: number; readonly climb: number; readonly grade: number };
}

/** Makes keys, each out of the one before. */
export interface KeyMaker {
  /**
   * Makes a key.
   *
   * @param from - The key before, and its master. Not modified.
   * @param key - Frame of the next key.
   * @throws NotFiniteError when the master or a gradient is no longer finite.
   */
  make(from: { readonly key: number; readonly master: Tensor }, key: number): Promise<MadeKey>;
}

/**
 * Larger pictures are climbed in tiles, since a session keeps the memory of its largest picture and a crossfade needs
 * two of them. With 704 px `reel` at 1080x1920 took 0.13 GB more and no less time. A small context suffices, since large
 * forms come from octaves that are not cut.
 */
export const FILM_TILING: Tiling = { side: 576, context: 32 };

/**
 * A master is used again after this many keys: there is that of the frames that are shown, the next one, and the one
 * that is being made. New ones for every key would wait for the garbage collection, in films of 1080 lines 26 MB each.
 */
const KEPT_MASTERS = 3;

/** The tiling of a film whose layers need masters of at least this size. A tile has at least half its largest side. */
export function filmTiling({ minimumSize, signal }: Pick<KeyOptions, 'minimumSize' | 'signal'>): Tiling {
  return { ...FILM_TILING, side: Math.max(FILM_TILING.side, 2 * minimumSize), signal };
}

/** Tensors in memory that threads share, each of which is used again after `count` calls. */
function openRing(count: number): (shape: readonly number[]) => Tensor {
  const kept: Tensor[] = [];
  let calls = 0;
  return (shape) => {
    const at = calls++ % count;
    if (kept[at]?.shape.every((size, i) => size === shape[i]) !== true) kept[at] = sharedTensor(shape);
    return kept[at]!;
  };
}

/** Opens nothing yet: sessions are opened when the first key needs them. */
export function openKeyMaker(options: KeyOptions): KeyMaker {
  const { timeline, seed, look, margin, rateBackoff, signal } = options;
  const ascent = openOctaveAscent(options.sessions, filmTiling(options));
  const nextMaster = openRing(KEPT_MASTERS);
  // One is shown while the next one is made.
  const nextUnclimbed = openRing(2);
  const scaleAt = (frame: number) => clampScale(options, timeline.shot(Math.max(0, frame)).scale);
  /** The master of the key before, moved or enlarged to the position and size of this key. */
  const bring = (
    { key, master }: { readonly key: number; readonly master: Tensor },
    moves: readonly CameraMove[],
    scale: number,
  ) => {
    const before = scaleAt(key);
    if (scale !== before) return enlargeMaster(options, master, scale, scale / before);
    const moved = nextMaster(master.shape);
    const [height, width] = master.shape.slice(2) as [number, number];
    move(master, moved, composeMotions(moves, { width, height }));
    return moved;
  };
  return {
    async make(from, key) {
      signal?.throwIfAborted();
      const began = performance.now();
      const shot = withBackoff(timeline.shot(key), key, rateBackoff);
      const moves = Array.from({ length: key - from.key }, (_, i) =>
        onMaster(options, timeline.shot(from.key + 1 + i).move),
      );
      const scale = scaleAt(key);
      const master = bring(from, moves, scale);
      const moved = moves.length > 1 ? nextUnclimbed(master.shape) : undefined;
      moved?.data.set(master.data);
      addNoise(master, shot.ascent.noise, openStream(seed, 'noise', key));
      const warped = performance.now();
      const climb = { ...shot.ascent, look };
      const scores = await ascent.climb(master, shot.active.neurons, climb, { seed, frame: key }, signal);
      const climbed = performance.now();
      holdStatistics(master, margin, shot.grade);
      if (!Number.isFinite(rootMeanSquare(master.data))) throw new NotFiniteError('master');
      return {
        ...{ shot, master, scores },
        composition: { first: from.master, moved, next: master, moves, scale },
        times: { warp: warped - began, climb: climbed - warped, grade: performance.now() - climbed },
      };
    },
  };
}

function withBackoff(shot: Shot, frame: number, backoff: RateBackoff | undefined): Shot {
  if (backoff === undefined || frame > backoff.until) return shot;
  const { rate, octaves } = shot.ascent;
  const slower = octaves.map((octave) => ({ ...octave, rate: octave.rate * backoff.factor }));
  return { ...shot, ascent: { ...shot.ascent, rate: rate * backoff.factor, octaves: slower } };
}

/** Keeps a scale between the smallest that the layers can take and the size of the film. */
export function clampScale(options: KeyOptions, scale: number): number {
  return Math.min(1, Math.max(scale, leastScale(options, options.minimumSize)));
}

/**
 * Converts a move's fractions of the frame into fractions of the master, which is larger by the margins. Where a lens
 * that changes would bring in what lies beyond the frame, the camera goes closer.
 */
function onMaster({ width, height, margin }: KeyOptions, given: CameraMove): CameraMove {
  const size = { width: width + 2 * margin, height: height + 2 * margin };
  const [x, y] = [width / size.width, height / size.height];
  const { panX, panY, focusX, focusY } = given;
  const move = { ...given, panX: panX * x, panY: panY * y, focusX: focusX * x, focusY: focusY * y };
  return move.lens === undefined ? move : { ...move, zoom: move.zoom * closerZoom(move, size, margin) };
}
