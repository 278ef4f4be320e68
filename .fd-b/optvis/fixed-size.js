// Sessions for networks with a fixed picture size, such as most transformers. A larger picture is evaluated in tiles of
// that size; a smaller picture is enlarged first. Tiles begin at other positions for every picture, so that neither
// their edges nor the grid of a transformer's patches stays in one position.
import { openStream } from '../tensor/random.js';
import { tensor } from '../tensor/tensor.js';
import { addScaled } from './tiles.js';
/** Largest side of a patch in published transformers, in pixels. */
const LARGEST_PATCH = 32;
/**
 * Makes a session for pictures of any size from a session with a fixed size. The positions of the tiles depend only on
 * the picture, so the same picture always has the same score and gradient.
 */
export function fixedSizeSession(session, size) {
    return {
        close: session.close,
        async evaluate(inputs) {
            const { image } = inputs;
            const [height, width] = image.shape.slice(2);
            const factor = Math.max(1, size.height / height, size.width / width);
            if (factor === 1)
                return evaluateTiles(session, inputs, size);
            const rows = enlargedAxis(height, Math.max(size.height, Math.round(height * factor)));
            const columns = enlargedAxis(width, Math.max(size.width, Math.round(width * factor)));
            const large = await evaluateTiles(session, { ...inputs, image: resampled(image, rows, columns, 'enlarge') }, size);
            return { ...large, gradient: resampled(large.gradient, rows, columns, 'gather') };
        },
    };
}
/** The number of tiles in which a picture is evaluated. */
export function tilesOf(size, height, width) {
    const factor = Math.max(1, size.height / height, size.width / width);
    return tileCount(height * factor, size.height) * tileCount(width * factor, size.width);
}
function tileCount(length, tile) {
    return Math.max(1, Math.ceil(Math.round(length) / tile));
}
async function evaluateTiles(session, inputs, size) {
    const { image } = inputs;
    const [height, width] = image.shape.slice(2);
    const random = openStream(fingerprint(image), 'fixed size');
    const startsAlong = (length, tile) => {
        const count = tileCount(length, tile);
        const reach = count > 1 ? length : size.hasPatches ? LARGEST_PATCH : 1;
        const offset = random.integer(reach);
        return Array.from({ length: count }, (_, i) => offset + Math.round((i * length) / count));
    };
    const [rows, columns] = [startsAlong(height, size.height), startsAlong(width, size.width)];
    const gradient = tensor(image.shape);
    const covered = new Uint16Array(height * width);
    const count = rows.length * columns.length;
    let score = 0;
    let row;
    for (const down of rows) {
        for (const right of columns) {
            const pixels = pixelsOf(down, right, size, height, width);
            const tile = await session.evaluate({ ...inputs, image: tileOf(image, pixels, size) });
            score += tile.score / count;
            if (tile.row !== undefined)
                row = addScaled(row, tile.row, 1 / count);
            for (let i = 0; i < pixels.length; i++) {
                covered[pixels[i]] += 1;
                for (let plane = 0; plane < 3; plane++) {
                    gradient.data[plane * covered.length + pixels[i]] += tile.gradient.data[plane * pixels.length + i] / count;
                }
            }
        }
    }
    // Average the gradients of overlapping tiles.
    for (let i = 0; i < gradient.data.length; i++)
        gradient.data[i] /= covered[i % covered.length];
    return { score, gradient, row };
}
/** The indices of a tile's pixels in a plane of the picture, which wraps around. */
function pixelsOf(down, right, size, height, width) {
    const pixels = new Uint32Array(size.height * size.width);
    for (let y = 0, i = 0; y < size.height; y++) {
        const from = ((down + y) % height) * width;
        for (let x = 0; x < size.width; x++, i++)
            pixels[i] = from + ((right + x) % width);
    }
    return pixels;
}
function tileOf({ shape, data }, pixels, size) {
    const tile = tensor([1, 3, size.height, size.width]);
    const area = shape[2] * shape[3];
    for (let plane = 0, at = 0; plane < 3; plane++) {
        for (let i = 0; i < pixels.length; i++, at++)
            tile.data[at] = data[plane * area + pixels[i]];
    }
    return tile;
}
/** An FNV-1a hash of the bits of some thousands of a picture's pixels. */
function fingerprint({ data }) {
    const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
    const step = Math.max(1, Math.floor(bits.length / 4096));
    let hash = 0x811c9dc5;
    for (let i = 0; i < bits.length; i += step)
        hash = Math.imul(hash ^ bits[i], 0x01000193);
    return hash >>> 0;
}
/** The centre of pixel i is at i + 1/2. */
function enlargedAxis(from, to) {
    const first = new Uint32Array(to);
    const share = new Float32Array(to);
    for (let i = 0; i < to; i++) {
        const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
        first[i] = Math.min(Math.max(0, from - 2), Math.floor(at));
        share[i] = from === 1 ? 0 : at - first[i];
    }
    return { from, first, share };
}
/**
 * 'enlarge' enlarges bilinearly. 'gather' is its transposed map, from the gradient with respect to the enlarged picture
 * to the gradient with respect to the picture itself.
 */
function resampled(x, rows, columns, way) {
    const small = { height: rows.from, width: columns.from };
    const large = { height: rows.first.length, width: columns.first.length };
    const out = tensor([1, 3, ...(way === 'enlarge' ? [large.height, large.width] : [small.height, small.width])]);
    for (let plane = 0, at = 0; plane < 3; plane++) {
        const base = plane * small.height * small.width;
        for (let y = 0; y < large.height; y++) {
            const [top, down] = [base + rows.first[y] * small.width, rows.share[y]];
            const below = top + (small.height > 1 ? small.width : 0);
            for (let x0 = 0; x0 < large.width; x0++, at++) {
                const [left, right] = [columns.first[x0], columns.share[x0]];
                const next = left + (small.width > 1 ? 1 : 0);
                const weights = [(1 - down) * (1 - right), (1 - down) * right, down * (1 - right), down * right];
                const pixels = [top + left, top + next, below + left, below + next];
                for (let k = 0; k < 4; k++) {
                    if (way === 'enlarge')
                        out.data[at] += weights[k] * x.data[pixels[k]];
                    else
                        out.data[pixels[k]] += weights[k] * x.data[at];
                }
            }
        }
    }
    return out;
}
//# sourceMappingURL=fixed-size.js.map