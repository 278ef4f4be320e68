import { type Node } from '../graph.js';
/** conv(pad(x)) = conv'(x), where conv' pads, if the padding is zeros. */
export declare function padInConv(outputs: readonly Node[]): Node[];
/**
 * maxPool(pad(x)) = maxPool'(x), where maxPool' pads, if the padding is zeros and x is never below 0. Then a zero is
 * never greater than a value beside it, and where it is equal, x is at the bound of its ReLU and gets no gradient.
 */
export declare function padInMaxPool(outputs: readonly Node[]): Node[];
