import { type Node } from '../graph.js';
/** conv(concat of slices of x) = conv'(x), if the slices have no more channels together than x. */
export declare function reorderInConv(outputs: readonly Node[]): Node[];
