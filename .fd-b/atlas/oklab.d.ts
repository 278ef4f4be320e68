import type { Rgb8Image } from '../tensor/pixels.js';
/** A picture in Oklab: lightness 0 to 1, and the two axes of colour, about -0.4 to 0.4. */
export interface OklabPlanes {
    /** In pixels. */
    readonly width: number;
    readonly height: number;
    readonly lightness: Float32Array;
    readonly a: Float32Array;
    readonly b: Float32Array;
}
/** Converts a picture to Oklab. @throws RangeError when it has the wrong number of bytes, or no pixels. */
export declare function toOklab({ width, height, data }: Rgb8Image): OklabPlanes;
/** Converts a colour from Oklab to `#rrggbb`. Channels outside sRGB are clipped. */
export declare function toHex(lightness: number, a: number, b: number): string;
