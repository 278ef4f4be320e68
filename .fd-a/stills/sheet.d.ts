import type { Rgb8Image } from '../tensor/pixels.js';
/** A picture on a sheet. */
export interface Cell extends Rgb8Image {
    /** In order of importance. A caption that does not fit below the cell is left out. */
    readonly captions: readonly string[];
}
/** How a sheet is laid out, in pixels. */
export interface SheetLayout {
    /** Size of every cell. */
    readonly width: number;
    readonly height: number;
    readonly gap: number;
    readonly captions: boolean;
}
/** Lays out a sheet. Rows may have different lengths. */
export declare function layOut(rows: readonly (readonly Cell[])[], layout: SheetLayout): Promise<Rgb8Image>;
