import { type Grade } from '../../optvis/grade.js';
import type { Motion } from '../../tensor/motion.js';
import type { Rgb8Image } from '../../tensor/pixels.js';
import type { Tensor } from '../../tensor/tensor.js';
/** Size of the shown pictures, in pixels. */
export interface Canvas {
    readonly width: number;
    readonly height: number;
    /** Pixels of the master beyond each edge of the frame. */
    readonly margin: number;
}
/** A key, and the frames between the key before and this one. */
export interface Composition {
    /** The master of the key before; left out when it is the `next` of the composition before. Not modified. */
    readonly first?: Tensor | undefined;
    /** The same master moved to the position of the key, before any other change, when frames lie between. */
    readonly moved?: Tensor | undefined;
    /** The master of the key. Not modified. */
    readonly next: Tensor;
    /** Of each frame after the key before, up to this one, as fractions of the master. */
    readonly moves: readonly Motion[];
    /** Size of the key's picture as a fraction of the frame's; below 1 while it grows. */
    readonly scale: number;
    /** Of each frame, the key's last. */
    readonly grades: readonly Grade[];
}
/** A picture that is shown. */
export interface ComposedFrame {
    /** Valid until the next picture is requested. */
    readonly picture: Rgb8Image;
    /** Time spent on it, in milliseconds. */
    readonly times: {
        readonly warp: number;
        readonly grade: number;
    };
}
/** Makes the frames of compositions, one composition after the other. */
export declare function openComposing({ width, height, margin, }: Canvas): (work: Composition) => Generator<ComposedFrame, void>;
