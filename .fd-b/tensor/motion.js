// Motions as maps of the plane: several can be combined into one, and each can be inverted. A picture warped by the
// combined motion is resampled once and stays sharper than one warped step by step.
//
// In pixels, with complex numbers for points: the point p of the result shows the point q = a p + b of the source (see
// `warp`).
/**
 * Combines motions into one, applied in order. A single motion is returned unchanged.
 *
 * @throws RangeError when there is none.
 */
export function composeMotions(motions, size) {
    const [first, ...rest] = motions;
    if (first === undefined)
        throw new RangeError('Expected `motions` to be at least one, got `[]`.');
    if (rest.length === 0)
        return first;
    // The last picture is looked up in the one before it, that one in the one before, and so on to the source.
    const all = rest.reduce((done, motion) => after(toSimilarity(motion, size), done), toSimilarity(first, size));
    return toMotion(all, size);
}
/** The inverse of a motion: it takes the result back to the source. */
export function invertMotion(motion, size) {
    const { ax, ay, bx, by } = toSimilarity(motion, size);
    const square = ax * ax + ay * ay;
    const [cx, cy] = [ax / square, -ay / square];
    return toMotion({ ax: cx, ay: cy, bx: -(cx * bx - cy * by), by: -(cx * by + cy * bx) }, size);
}
/**
 * Sets to 0 the pixels that a motion has brought in from beyond the edges of its source, where `warp` mirrors.
 *
 * @param target - What `warp` made by this motion, `[n, channels, height, width]`.
 */
export function clearSurroundings({ shape, data }, motion) {
    const [height, width] = shape.slice(-2);
    const { ax, ay, bx, by } = toSimilarity(motion, { width, height });
    const planes = data.length / (height * width);
    for (let y = 0; y < height; y++) {
        // Pixel centres lie at half pixels.
        const [startX, startY] = [ax * 0.5 - ay * (y + 0.5) + bx, ay * 0.5 + ax * (y + 0.5) + by];
        const [fromX, toX] = insideSpan(startX, ax, width);
        const [fromY, toY] = insideSpan(startY, ay, height);
        const from = Math.min(width, Math.max(0, fromX, fromY));
        const to = Math.max(from, Math.min(width, toX, toY));
        for (let plane = 0; plane < planes; plane++) {
            const row = (plane * height + y) * width;
            data.fill(0, row, row + from);
            data.fill(0, row + to, row + width);
        }
    }
}
/** The whole numbers i, from the first to before the last, for which start + slope * i lies within [0, size]. */
function insideSpan(start, slope, size) {
    if (slope === 0)
        return start >= 0 && start <= size ? [-Infinity, Infinity] : [Infinity, -Infinity];
    const [low, high] = slope > 0 ? [-start / slope, (size - start) / slope] : [(size - start) / slope, -start / slope];
    return [Math.ceil(low), Math.floor(high) + 1];
}
/** Where `inner`, then `outer`, leads: outer(inner(p)). */
function after(inner, outer) {
    return {
        ax: outer.ax * inner.ax - outer.ay * inner.ay,
        ay: outer.ax * inner.ay + outer.ay * inner.ax,
        bx: outer.ax * inner.bx - outer.ay * inner.by + outer.bx,
        by: outer.ax * inner.by + outer.ay * inner.bx + outer.by,
    };
}
function toSimilarity({ zoom, radians, panX, panY, focusX, focusY }, { width, height }) {
    const [fx, fy] = [width * (0.5 + focusX), height * (0.5 + focusY)];
    // R(-radians) / zoom, with y pointing down.
    const [ax, ay] = [Math.cos(radians) / zoom, -Math.sin(radians) / zoom];
    const [dx, dy] = [panX * width - fx, panY * height - fy];
    return { ax, ay, bx: fx + ax * dx - ay * dy, by: fy + ax * dy + ay * dx };
}
/** About the centre of the picture: any similarity is a zoom and a turn about it, and a shift. */
function toMotion({ ax, ay, bx, by }, { width, height }) {
    const square = ax * ax + ay * ay;
    const [cx, cy] = [width / 2, height / 2];
    const [dx, dy] = [bx - cx, by - cy];
    return {
        zoom: 1 / Math.sqrt(square),
        radians: Math.atan2(-ay, ax),
        panX: ((dx * ax + dy * ay) / square + cx) / width,
        panY: ((dy * ax - dx * ay) / square + cy) / height,
        focusX: 0,
        focusY: 0,
    };
}
//# sourceMappingURL=motion.js.map