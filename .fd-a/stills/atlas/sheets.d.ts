import type { Sheet } from '../../atlas/atlas.js';
import type { Rgb8Image } from '../../tensor/pixels.js';
/** A sheet with its bytes. */
export interface LaidSheet extends Sheet {
    readonly bytes: Uint8Array;
}
/**
 * Lays the thumbnails of a layer into sheets, in order.
 *
 * @param thumbnails - All of the same size, at least one.
 */
export declare function layOutSheets(layer: string, thumbnails: readonly Rgb8Image[]): Promise<readonly LaidSheet[]>;
/** Scales a picture down to a thumbnail. A picture of that size stays unchanged. */
export declare function shrunk({ width, height, data }: Rgb8Image, side: number): Promise<Rgb8Image>;
