import type { Scores, SessionSource } from '../../optvis/ascend.js';
import type { Tiling } from '../../optvis/tiles.js';
import { type Tensor } from '../../tensor/tensor.js';
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
    readonly master: Tensor;
    /** Of each octave, from coarse to fine. */
    readonly scores: readonly Scores[];
    /** How it is shown, and the frames between the key before and this one. */
    readonly composition: Omit<Composition, 'grades'>;
    /** Time spent on the key, in milliseconds: motion and noise, the climb, the tone. */
    readonly times: {
        readonly warp: number;
        readonly climb: number;
        readonly grade: number;
    };
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
    make(from: {
        readonly key: number;
        readonly master: Tensor;
    }, key: number): Promise<MadeKey>;
}
/**
 * Larger pictures are climbed in tiles: a session takes 0.3 GB at 620x550 px and 0.55 GB at 1056x620 (block8 of the
 * bundled network), and a crossfade needs two. A small context suffices, since large forms come from octaves that are
 * not cut.
 */
export declare const FILM_TILING: Tiling;
/** The tiling of a film whose layers need masters of at least this size. A tile has at least half its largest side. */
export declare function filmTiling({ minimumSize, signal }: Pick<KeyOptions, 'minimumSize' | 'signal'>): Tiling;
/** Opens nothing yet: sessions are opened when the first key needs them. */
export declare function openKeyMaker(options: KeyOptions): KeyMaker;
/** Keeps a scale between the smallest that the layers can take and the size of the film. */
export declare function clampScale(options: KeyOptions, scale: number): number;
