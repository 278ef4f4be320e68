// Lays the thumbnails of a layer side by side in a few pictures (sheets). Each is small enough for a browser, which
// decodes a whole sheet at once.
import { fileStem } from '../../atlas/folder.js';
/** Longest side, in pixels. A sheet of this size takes 16 MB when decoded. */
const MAX_SIDE = 2048;
/** Quality of WebP. Thumbnails consist of texture, which blurs below 80. */
const QUALITY = 82;
/**
 * Lays the thumbnails of a layer into sheets, in order.
 *
 * @param thumbnails - All of the same size, at least one.
 */
export async function layOutSheets(layer, thumbnails) {
    const { width: side } = thumbnails[0];
    const columns = Math.max(1, Math.floor(MAX_SIDE / side));
    const sheets = [];
    for (let first = 0; first < thumbnails.length; first += columns ** 2) {
        const part = thumbnails.slice(first, first + columns ** 2);
        const count = part.length;
        const across = Math.min(count, columns);
        const file = `${fileStem(layer)}-${sheets.length}.webp`;
        sheets.push({ file, columns: across, count, bytes: await encode(part, across, side) });
    }
    return sheets;
}
async function encode(thumbnails, columns, side) {
    const { default: sharp } = await import('sharp');
    const [width, height] = [columns * side, Math.ceil(thumbnails.length / columns) * side];
    const pixels = new Uint8Array(width * height * 3);
    for (const [i, { data }] of thumbnails.entries()) {
        const [left, top] = [(i % columns) * side, Math.floor(i / columns) * side];
        for (let y = 0; y < side; y++) {
            pixels.set(data.subarray(y * side * 3, (y + 1) * side * 3), ((top + y) * width + left) * 3);
        }
    }
    return sharp(pixels, { raw: { width, height, channels: 3 } })
        .webp({ quality: QUALITY })
        .toBuffer();
}
/** Scales a picture down to a thumbnail. A picture of that size stays unchanged. */
export async function shrunk({ width, height, data }, side) {
    if (width === side && height === side)
        return { width, height, data };
    const { default: sharp } = await import('sharp');
    const raw = { width, height, channels: 3 };
    return { width: side, height: side, data: await sharp(data, { raw }).resize(side, side).raw().toBuffer() };
}
//# sourceMappingURL=sheets.js.map