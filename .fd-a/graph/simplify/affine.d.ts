import { type Node } from '../graph.js';
/** conv(affine(x)) = conv'(x), if the convolution does not pad. */
export declare function foldAffineIntoConv(outputs: readonly Node[]): Node[];
/** affine(conv(x)) = conv'(x), if nothing else reads the convolution. */
export declare function foldAffineBehindConv(outputs: readonly Node[]): Node[];
/** affineAdjoint(convAdjoint(g, K)) = convAdjoint(g, K'), where K' is K with each input channel scaled. */
export declare function foldAffineAdjoint(outputs: readonly Node[]): Node[];
