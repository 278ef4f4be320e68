// Draws text in pictures. The font comes from a package, so text looks the same on every machine, even without fonts.
import { createRequire } from 'node:module';
const FONT = 'IBM Plex Mono';
/**
 * Licensed under the SIL Open Font License. It is TrueType, since sharp's FreeType silently replaces a WOFF by another
 * font.
 */
const FONT_FILE = '@expo-google-fonts/ibm-plex-mono/400Regular/IBMPlexMono_400Regular.ttf';
/** The longest caption, in characters. A longer one fits no cell. */
const MOST_CHARACTERS = 200;
/**
 * Invisible letters with the greatest height and depth, drawn after the text so that all text has the same baseline.
 */
const STRUT = '<span alpha="1">Åg|</span>';
/** Draws one line of text. @param pixels - Size of the font, in pixels. */
export async function letter(words, pixels) {
    const { default: sharp } = await import('sharp');
    // Pango parses markup and refuses some characters.
    const text = [...words.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '\uFFFD')].slice(0, MOST_CHARACTERS).join('');
    const escaped = text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
    const fontfile = createRequire(import.meta.url).resolve(FONT_FILE);
    const { data, info } = await sharp({
        text: { text: `${escaped}${STRUT}`, font: `${FONT} ${pixels}`, fontfile, dpi: 72 },
    })
        .raw()
        .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    const drawn = Uint8Array.from({ length: width * height }, (_, i) => data[i * channels]);
    return clipped({ width, height, coverage: drawn }, widthOf(drawn, width));
}
/** Cuts text off at a width. */
export function clipped({ width, height, coverage }, most) {
    if (width <= most)
        return { width, height, coverage };
    const cut = new Uint8Array(most * height);
    for (let y = 0; y < height; y++)
        cut.set(coverage.subarray(y * width, y * width + most), y * most);
    return { width: most, height, coverage: cut };
}
/** The width up to the last covered column. */
function widthOf(coverage, width) {
    let last = -1;
    coverage.forEach((value, i) => {
        if (value > 0)
            last = Math.max(last, i % width);
    });
    return Math.max(1, last + 1);
}
/** Draws text over a picture in one shade of grey. Parts outside the picture are cut off. */
export function layOver(picture, { width, height, coverage }, top, left, grey) {
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
            const [row, column] = [top + y, left + x];
            if (row < 0 || row >= picture.height || column < 0 || column >= picture.width)
                continue;
            const share = coverage[y * width + x] / 255;
            const at = (row * picture.width + column) * 3;
            for (let c = at; c < at + 3; c++)
                picture.data[c] = Math.round(picture.data[c] * (1 - share) + grey * share);
        }
    }
}
//# sourceMappingURL=caption.js.map