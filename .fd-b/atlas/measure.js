// Measures thumbnails, by pure functions of their bytes.
import { describe } from './descriptor.js';
import { toOklab } from './oklab.js';
import { dominantColours } from './palette.js';
/** All measures of a thumbnail, rounded to significant digits. */
export function measurePicture(picture) {
    const planes = toOklab(picture);
    return {
        colourfulness: rounded(colourfulness(picture), 2),
        contrast: rounded(contrast(picture), 4),
        colours: dominantColours(planes).map(({ colour, share }) => ({ colour, share: rounded(share, 3) })),
        descriptor: Buffer.from(describe(planes)).toString('base64'),
    };
}
/**
 * How colourful a picture looks to people: 0 not, 15 slightly, 33 moderately, 45 averagely, 59 quite, 82 highly, 109
 * extremely.
 *
 * @see Hasler and Süsstrunk 2003, "Measuring colourfulness in natural images"
 */
export function colourfulness({ data }) {
    const redGreen = openMoments();
    const yellowBlue = openMoments();
    for (let i = 0; i < data.length; i += 3) {
        const [r, g, b] = [data[i], data[i + 1], data[i + 2]];
        redGreen.add(r - g);
        yellowBlue.add((r + g) / 2 - b);
    }
    const spread = Math.hypot(redGreen.deviation(), yellowBlue.deviation());
    return spread + 0.3 * Math.hypot(redGreen.mean(), yellowBlue.mean());
}
/**
 * RMS contrast: the standard deviation of brightness (luma of BT.709), where black is 0 and white is 1.
 *
 * @see Peli 1990, "Contrast in complex images"
 */
export function contrast({ data }) {
    const luma = openMoments();
    for (let i = 0; i < data.length; i += 3) {
        luma.add((0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2]) / 255);
    }
    return luma.deviation();
}
/** Rounds a number to this many decimals. */
export function rounded(value, decimals) {
    return Number(value.toFixed(decimals));
}
/**
 * Mean and standard deviation of numbers that arrive one by one.
 *
 * @see Welford 1962, for the method, which keeps the precision.
 */
function openMoments() {
    let [count, mean, squares] = [0, 0, 0];
    return {
        add(value) {
            count += 1;
            const distance = value - mean;
            mean += distance / count;
            squares += distance * (value - mean);
        },
        mean: () => mean,
        deviation: () => Math.sqrt(squares / count),
    };
}
//# sourceMappingURL=measure.js.map