// The frames between two keys. Only keys are climbed. The camera's motion between them is known exactly, so the
// changes of the climb are moved back along it and fade in: frame n + j shows W_j A + s(j / k) V_j (B - W_k A), with A
// the key at n, B the next one at n + k, W_j the motion from n to n + j, and V_j the way back from n + k to n + j.
// Both terms have everything in the same position, so nothing appears twice.
//
// Resampling blurs, and noise that fades into other noise gets weaker, so the finest detail of these frames would be up
// to 14 % weaker than that of the keys, a pulse at every key. It is brought to the strength that lies between theirs.
import { composeMotions, invertMotion } from '../../tensor/motion.js';
import { openArena } from '../../tensor/simd/arena.js';
import { DETAIL_ROWS, detailRms, strengthenDetail } from '../../tensor/simd/detail.js';
import { addWarped, warpInto } from '../../tensor/simd/warp.js';
import { easeSmoothInOut } from '../../timeline/easing.js';
/** The most by which the finest detail is strengthened. */
const MAX_GAIN = 0.5;
/** Allocates memory for masters of this shape, or returns the earlier one if it fits. */
export function stretchMemory(shape, before) {
    const isFit = before?.shape.every((size, i) => size === shape[i]) === true;
    return isFit ? before : { shape, arena: openArena(shape, 4, DETAIL_ROWS) };
}
/**
 * @param first - The master of the first key, `[1, 3, height, width]`. Copied, unless it is `next` of the stretch
 *   before in the same memory.
 * @param moved - The same, moved to the position of the next key, before any other change. Copied.
 * @param next - The master of the next key. Copied.
 * @param moves - The move of each frame after the first key, up to the next key, as fractions of the master.
 */
export function openStretch(first, moved, next, moves, { arena } = stretchMemory(first.shape)) {
    const [height, width] = first.shape.slice(2);
    const size = { width, height };
    const [one, other, change, picture] = arena.pictures;
    const [a, b] = first === other ? [other, one] : [one, other];
    if (first !== a)
        a.data.set(first.data);
    b.data.set(next.data);
    change.data.set(moved.data);
    arena.kernels.subtractFrom(b.data.byteOffset, change.data.byteOffset, change.data.length);
    const ends = [detailRms(arena, a), detailRms(arena, b)];
    return {
        next: b,
        between(step) {
            warpInto(arena, a, picture, composeMotions(moves.slice(0, step), size));
            const share = easeSmoothInOut(step / moves.length);
            addWarped(arena, change, picture, invertMotion(composeMotions(moves.slice(step), size), size), share);
            strengthenDetail(arena, picture, ends[0] + share * (ends[1] - ends[0]), MAX_GAIN);
            return picture;
        },
    };
}
//# sourceMappingURL=stretch.js.map