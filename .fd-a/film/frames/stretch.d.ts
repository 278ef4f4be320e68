import { type Motion } from '../../tensor/motion.js';
import { type Arena } from '../../tensor/simd/arena.js';
import type { Tensor } from '../../tensor/tensor.js';
/** Two keys and the motion from one to the other. */
export interface Stretch {
    /** The second key, which can be the first one of the next stretch in the same memory without a copy. */
    readonly next: Tensor;
    /**
     * A picture between the keys.
     *
     * @param step - Frames after the first key, from 1 to one less than the number of moves.
     * @returns a tensor that the next call overwrites.
     */
    between(step: number): Tensor;
}
/** The memory of a stretch. The next one of the same size can use it again. */
export interface StretchMemory {
    readonly shape: readonly number[];
    readonly arena: Arena;
}
/** Allocates memory for masters of this shape, or returns the earlier one if it fits. */
export declare function stretchMemory(shape: readonly number[], before?: StretchMemory): StretchMemory;
/**
 * @param first - The master of the first key, `[1, 3, height, width]`. Copied, unless it is `next` of the stretch
 *   before in the same memory.
 * @param moved - The same, moved to the position of the next key, before any other change. Copied.
 * @param next - The master of the next key. Copied.
 * @param moves - The move of each frame after the first key, up to the next key, as fractions of the master.
 */
export declare function openStretch(first: Tensor, moved: Tensor, next: Tensor, moves: readonly Motion[], { arena }?: StretchMemory): Stretch;
