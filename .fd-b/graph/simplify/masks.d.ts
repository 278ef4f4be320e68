import { type Node } from '../graph.js';
/**
 * outgrad * (low < x < high). A leaky ReLU bends the line x - low just above the low bound. From the bend upwards the
 * result rises to the range at the high bound; downwards it reaches the range at the low bound and exceeds it below. So
 * it is less than the range exactly between the bounds. The last float before the high bound, and floats closer to the
 * low bound than 2^-60 of the range, count as at the bound.
 */
export declare function maskBetween(outputs: readonly Node[]): Node[];
/** outgrad * (x > 0), if nothing else reads the convolution that computes x. */
export declare function maskByConv(outputs: readonly Node[]): Node[];
