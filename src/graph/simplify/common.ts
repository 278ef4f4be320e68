// What several rewrites ask.

import type { Tensor } from '../../tensor/tensor.js';
import type { Convolution } from '../attributes.js';
import { isOp, type Node, topologicalOrder } from '../graph.js';

/** Whether a convolution mixes channels and nothing else. */
export function isPointwise({ strides, groups, padding }: Convolution, kernel: Node): kernel is Node<'constant'> {
  if (!isOp(kernel, 'constant') || typeof padding !== 'string') return false;
  const [, , rows, columns] = kernel.attributes.tensor.shape;
  return rows === 1 && columns === 1 && strides[0] === 1 && strides[1] === 1 && groups === 1;
}

/** Whether there is no node, or one of numbers that never change. */
export function isConstantOrAbsent(node: Node | undefined): node is Node<'constant'> | undefined {
  return node === undefined || isOp(node, 'constant');
}

/** How often each node is read; as an output too. */
export function countUses(outputs: readonly Node[]): ReadonlyMap<Node, number> {
  const uses = new Map<Node, number>();
  const use = (node: Node) => uses.set(node, (uses.get(node) ?? 0) + 1);
  for (const node of topologicalOrder(outputs)) node.inputs.forEach(use);
  outputs.forEach(use);
  return uses;
}

/** Of a kernel: outputs, inputs in a group, rows, columns. */
export function kernelShape({ shape }: Tensor): readonly [outs: number, ins: number, rows: number, columns: number] {
  return [shape[0]!, shape[1]!, shape[2]!, shape[3]!];
}
