import type { Rgb8Image } from '../tensor/pixels.js';
import type { PictureMeasures } from './atlas.js';
/** All measures of a thumbnail, rounded to significant digits. */
export declare function measurePicture(picture: Rgb8Image): PictureMeasures;
/**
 * How colourful a picture looks to people: 0 not, 15 slightly, 33 moderately, 45 averagely, 59 quite, 82 highly, 109
 * extremely.
 *
 * @see Hasler and Süsstrunk 2003, "Measuring colourfulness in natural images"
 */
export declare function colourfulness({ data }: Rgb8Image): number;
/**
 * RMS contrast: the standard deviation of brightness (luma of BT.709), where black is 0 and white is 1.
 *
 * @see Peli 1990, "Contrast in complex images"
 */
export declare function contrast({ data }: Rgb8Image): number;
/** Rounds a number to this many decimals. */
export declare function rounded(value: number, decimals: number): number;
