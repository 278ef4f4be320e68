import type { Tensor } from '../tensor.js';
/** The functions of kernels.as.ts. */
export interface Kernels {
    sampleRow(source: number, target: number, planes: number, planeBytes: number, width: number, count: number, x: number, y: number, dx: number, dy: number, a: number, share: number, adds: number): void;
    subtractFrom(a: number, target: number, count: number): void;
    strengthenRow(above: number, row: number, below: number, target: number, count: number, gain: number): void;
    detailRow(above: number, row: number, below: number, target: number, count: number): void;
    dot(a: number, b: number, count: number): number;
}
/** Pictures on which the kernels work. */
export interface Arena {
    readonly kernels: Kernels;
    /** All of the arena's shape. `data.byteOffset` is the address of a picture. */
    readonly pictures: readonly Tensor[];
    /** Rows with room for a picture's width. */
    readonly rows: readonly Float32Array[];
}
/** @param shape - `[n, channels, height, width]`. */
export declare function openArena(shape: readonly number[], pictureCount: number, rowCount: number): Arena;
