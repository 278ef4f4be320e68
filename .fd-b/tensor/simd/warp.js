// Warping by the kernels, in float32: for pictures that are shown and that nothing grows out of.
import { KEYS_SHARPNESS } from '../axis.js';
import { planarSize } from '../planes.js';
import { mirroredSpan, spanOf, turnOf } from '../turn.js';
/**
 * As `warp`, to about 1e-6 of the values.
 *
 * @param source - A picture of the arena; not modified.
 * @param target - Another one.
 */
export function warpInto(arena, source, target, motion) {
    const { planes, height, width } = planarSize(source, 'source');
    const turn = turnOf(motion, { width, height }, KEYS_SHARPNESS);
    eachSpan(arena, source, target, motion, { share: 1, adds: 0 }, (row, { x, y, from, end }) => {
        mirroredSpan(source.data, planes, height, width, target.data, row, 0, from, x, y, turn);
        mirroredSpan(source.data, planes, height, width, target.data, row, end, width, x, y, turn);
    });
}
/**
 * Adds a share of a warped picture to another one; nothing where `warp` would mirror the surroundings in.
 *
 * @param source - A picture of the arena; not modified.
 * @param target - Another one.
 */
export function addWarped(arena, source, target, motion, share) {
    eachSpan(arena, source, target, motion, { share, adds: 1 });
}
/** Samples the pixels of each row whose taps are all inside. */
function eachSpan({ kernels }, source, target, motion, { share, adds }, then) {
    const { planes, height, width } = planarSize(source, 'source');
    const turn = turnOf(motion, { width, height }, KEYS_SHARPNESS);
    const [dx, dy] = [turn.cos, -turn.sin];
    const from = source.data.byteOffset;
    for (let row = 0; row < height; row++) {
        const span = spanOf(turn, { width, height }, row);
        const to = target.data.byteOffset + 4 * (row * width + span.from);
        const [x, y] = [span.x + dx * span.from, span.y + dy * span.from];
        const count = span.end - span.from;
        kernels.sampleRow(from, to, planes, 4 * height * width, width, count, x, y, dx, dy, turn.a, share, adds);
        then?.(row, span);
    }
}
//# sourceMappingURL=warp.js.map