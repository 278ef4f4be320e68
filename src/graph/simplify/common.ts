// Questions about nodes that several rewrites ask.

import type { Tensor } from '../../tensor/tensor.js';
import type { Convolution } from '../attributes.js';
import { isOp, type Node, topologicalOrder } from '../graph.js';

/** Whether a convolution only mixes channels: 1x1, without stride, groups and padding. */
export function isPointwise({ strides, groups, padding }: Convolution, kernel: Node): kernel is Node<'constant'> {
  if (!isOp(kernel, 'constant') || typeof padding !== 'string') return false;
  const [, , rows, columns] = kernel.attributes.tensor.shape;
  return rows === 1 && columns === 1 && strides[0] === 1 && strides[1] === 1 && groups === 1;
}

/** Whether the node is a constant or absent. */
export function isConstantOrAbsent(node: Node | undefined): node is Node<'constant'> | undefined {
  return node === undefined || isOp(node, 'constant');
}

/** How many times each node is read, as an input or as an output of the graph. */
export function countUses(outputs: readonly Node[]): ReadonlyMap<Node, number> {
  const uses = new Map<Node, number>();
  const use = (node: Node) => uses.set(node, (uses.get(node) ?? 0) + 1);
  for (const node of topologicalOrder(outputs)) node.inputs.forEach(use);
  outputs.forEach(use);
  return uses;
}

/** The dimensions of a kernel: outputs, inputs per group, rows, columns. */
export function kernelShape({ shape }: Tensor): readonly [outs: number, ins: number, rows: number, columns: number] {
  return [shape[0]!, shape[1]!, shape[2]!, shape[3]!];
}
