// Lays out many pictures on one sheet: rows of cells with gaps between them and a caption below each cell.
import { clipped, layOver, letter } from './caption.js';
/** Greys of the background (the article's) and of the text, which is dimmer than the pictures. */
const BACKGROUND = 24;
const TEXT = 190;
/** Font size as a share of a cell's width. Twenty letters fit below a cell. */
const FONT_SHARE = 1 / 12.5;
const FONT_RANGE = { least: 9, most: 28 };
/** Height of a caption's line, as a multiple of the font size. */
const LINE = 1.7;
/** Lays out a sheet. Rows may have different lengths. */
export async function layOut(rows, layout) {
    const { gap } = layout;
    const font = fontOf(layout);
    const line = layout.captions ? Math.round(font * LINE) : 0;
    const columns = Math.max(...rows.map((row) => row.length));
    const sheet = {
        width: columns * (layout.width + gap) + gap,
        height: rows.length * (layout.height + line + gap) + gap,
    };
    const picture = { ...sheet, data: new Uint8Array(sheet.width * sheet.height * 3).fill(BACKGROUND) };
    for (const [y, row] of rows.entries()) {
        for (const [x, cell] of row.entries()) {
            const [top, left] = [gap + y * (layout.height + line + gap), gap + x * (layout.width + gap)];
            paste(picture, cell, top, left);
            if (line > 0)
                await write(picture, cell, top + layout.height, left, { width: layout.width, line, font });
        }
    }
    return picture;
}
function fontOf({ width }) {
    return Math.round(Math.min(FONT_RANGE.most, Math.max(FONT_RANGE.least, width * FONT_SHARE)));
}
function paste(into, cell, top, left) {
    for (let y = 0; y < cell.height; y++) {
        const row = cell.data.subarray(y * cell.width * 3, (y + 1) * cell.width * 3);
        into.data.set(row, ((top + y) * into.width + left) * 3);
    }
}
/** Places the first caption on the left, and the second on the right if there is room for both. */
async function write(picture, { captions: [name = '', more] }, top, left, { width, line, font }) {
    if (name === '')
        return;
    const first = await letter(name, font);
    const down = top + Math.max(1, Math.round((line - font) / 2));
    layOver(picture, clipped(first, width), down, left, TEXT);
    if (more === undefined)
        return;
    const second = await letter(more, font);
    if (first.width + second.width + font / 2 > width)
        return;
    layOver(picture, second, down, left + width - second.width, TEXT);
}
//# sourceMappingURL=sheet.js.map