// The row loops of `pyramid`, which take most of its time: plain numbers over typed arrays, offsets instead of views.
/** Size of an axis after `reduce`. */
export function halved(size) {
    return (size + 1) >> 1;
}
/** Rows kept of a plane: the five taps of the vertical filter. */
export const RING = 5;
/** `index` folded back into [0, size) about the outermost samples. */
export function reflected(index, size) {
    if (index >= 0 && index < size)
        return index;
    if (size === 1)
        return 0;
    const period = 2 * (size - 1);
    const within = ((index % period) + period) % period;
    return within < size ? within : period - within;
}
/** Coarse sample `index` after reflecting its position, `2 * index`, on the finer axis of `size` samples. */
export function coarseNeighbour(index, size) {
    return reflected(2 * index, size) >> 1;
}
/** 16 times the filtered row at every second position. */
export function reduceRow(source, from, width, ring, to) {
    const halfWidth = halved(width);
    let a = source[from + reflected(-2, width)];
    let b = source[from + reflected(-1, width)];
    let c = source[from];
    const inner = (width - 1) >> 1; // up to here both right-hand taps are inside
    let at = from + 1;
    for (let x = 0; x < inner; x++) {
        const d = source[at];
        const e = source[at + 1];
        ring[to + x] = a + e + 4 * (b + d) + 6 * c;
        a = c;
        b = d;
        c = e;
        at += 2;
    }
    if (inner < halfWidth) {
        const d = source[from + reflected(2 * inner + 1, width)];
        const e = source[from + reflected(2 * inner + 2, width)];
        ring[to + inner] = a + e + 4 * (b + d) + 6 * c;
    }
}
/** The vertical filter: five rows of the ring, one weight each, make a row of the coarser level. */
export function blendFive(ring, a, b, c, d, e, target, to, width) {
    for (let x = 0; x < width; x++) {
        const sum = ring[a + x] + ring[e + x] + 4 * (ring[b + x] + ring[d + x]) + 6 * ring[c + x];
        target[to + x] = sum * (1 / 256);
    }
}
/** 8 times the row, enlarged: even positions take 1, 6, 1 of their neighbours, odd ones 4, 4. */
export function expandRow(coarse, from, halfWidth, ring, to, width) {
    let left = coarse[from + coarseNeighbour(-1, width)];
    let here = coarse[from];
    let at = to;
    for (let x = 1; x < halfWidth; x++) {
        const right = coarse[from + x];
        ring[at] = left + 6 * here + right;
        ring[at + 1] = 4 * (here + right);
        left = here;
        here = right;
        at += 2;
    }
    const right = coarse[from + coarseNeighbour(halfWidth, width)];
    ring[at] = left + 6 * here + right;
    if (at + 1 < to + width)
        ring[at + 1] = 4 * (here + right);
}
/** Adds both fine rows of a coarse one, so that its three neighbours are loaded once. */
export function addRowPair(ring, above, here, below, target, gain, to, width) {
    const next = to + width;
    for (let x = 0; x < width; x++) {
        const h = ring[here + x];
        const b = ring[below + x];
        const even = ring[above + x] + 6 * h + b;
        target[to + x] = gain * target[to + x] + even * (1 / 64);
        target[next + x] = gain * target[next + x] + (h + b) * (1 / 16);
    }
}
/** Adds the even row alone, with which an odd height ends. */
export function addEvenRow(ring, above, here, below, target, gain, to, width) {
    for (let x = 0; x < width; x++) {
        const even = ring[above + x] + 6 * ring[here + x] + ring[below + x];
        target[to + x] = gain * target[to + x] + even * (1 / 64);
    }
}
/** Sum of the squares of a band on both fine rows of a coarse one. */
export function rowPairPower(ring, above, here, below, fine, from, width) {
    const next = from + width;
    let sum = 0;
    for (let x = 0; x < width; x++) {
        const h = ring[here + x];
        const b = ring[below + x];
        const even = fine[from + x] - (ring[above + x] + 6 * h + b) * (1 / 64);
        const odd = fine[next + x] - (h + b) * (1 / 16);
        sum += even * even + odd * odd;
    }
    return sum;
}
/** The same on the even row alone. */
export function evenRowPower(ring, above, here, below, fine, from, width) {
    let sum = 0;
    for (let x = 0; x < width; x++) {
        const even = fine[from + x] - (ring[above + x] + 6 * ring[here + x] + ring[below + x]) * (1 / 64);
        sum += even * even;
    }
    return sum;
}
//# sourceMappingURL=pyramid-rows.js.map