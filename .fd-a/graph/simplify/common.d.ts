import type { Tensor } from '../../tensor/tensor.js';
import type { Convolution } from '../attributes.js';
import { type Node } from '../graph.js';
/** Whether a convolution only mixes channels: 1x1, without stride, groups and padding. */
export declare function isPointwise({ strides, groups, padding }: Convolution, kernel: Node): kernel is Node<'constant'>;
/** Whether the node is a constant or absent. */
export declare function isConstantOrAbsent(node: Node | undefined): node is Node<'constant'> | undefined;
/** How many times each node is read, as an input or as an output of the graph. */
export declare function countUses(outputs: readonly Node[]): ReadonlyMap<Node, number>;
/** The dimensions of a kernel: outputs, inputs per group, rows, columns. */
export declare function kernelShape({ shape }: Tensor): readonly [outs: number, ins: number, rows: number, columns: number];
