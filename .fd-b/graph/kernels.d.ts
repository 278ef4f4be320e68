import { type Tensor } from '../tensor/tensor.js';
/** The kernel of the adjoint: rotated by 180 degrees, with inputs and outputs swapped within each group. */
export declare function turned({ shape, data }: Tensor, groups: number): Tensor;
/** Some taps along one axis of a kernel: `count` taps from `first` on, `step` apart. */
export interface Taps {
    readonly first: number;
    readonly step: number;
    readonly count: number;
}
/** The kernel with only these rows and columns of another one; taps outside the other kernel are 0. */
export declare function tapsOf({ shape, data }: Tensor, rows: Taps, columns: Taps): Tensor;
/** A depthwise kernel that reads a single position. */
export declare function oneHot(channels: number, [rows, columns]: readonly [number, number], at: readonly [number, number]): Tensor;
