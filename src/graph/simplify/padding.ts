// Rewrites that leave every value as it is and let a window pad by itself what was padded before it: a map is copied
// less, and stays in whatever layout the engine keeps it.

import type { Edges, Padding } from '../attributes.js';
import { isOp, type Node, rewrite } from '../graph.js';
import { conv, maxPool } from '../ops.js';

/** conv(pad(x)) = conv(x) that pads by itself, where zeros are padded. */
export function padInConv(outputs: readonly Node[]): Node[] {
  return rewrite(outputs, (node) => {
    if (!isOp(node, 'conv')) return node;
    const [x, kernel, bias] = node.inputs;
    const edges = zerosAround(x!, node.attributes.padding);
    if (edges === undefined) return node;
    return conv(x!.inputs[0]!, kernel!, bias, { ...node.attributes, padding: edges });
  }).outputs;
}

/**
 * maxPool(pad(x)) = maxPool(x) that pads by itself, where zeros are padded and x is never below 0: then the zeros never
 * win over what they lie beside, and where they are equal, x is at the bound of its ReLU and takes no gradient.
 */
export function padInMaxPool(outputs: readonly Node[]): Node[] {
  return rewrite(outputs, (node) => {
    if (!isOp(node, 'maxPool')) return node;
    const [x] = node.inputs;
    const edges = zerosAround(x!, node.attributes.padding);
    if (edges === undefined || !isRectified(x!.inputs[0]!)) return node;
    const [rows, columns] = node.attributes.window;
    // No window may lie in the padding alone.
    if (Math.max(edges.top, edges.bottom) >= rows || Math.max(edges.left, edges.right) >= columns) return node;
    return maxPool(x!.inputs[0]!, { ...node.attributes, padding: edges });
  }).outputs;
}

/** The padding of a window and the zeros before it, together; undefined where they are no such thing. */
function zerosAround(x: Node, padding: Padding): Edges | undefined {
  if (!isOp(x, 'pad') || x.attributes.fill !== 0 || padding === 'same' || padding === 'same-lower') return undefined;
  const { top, left, bottom, right } = x.attributes;
  if (Math.min(top, left, bottom, right) < 0) return undefined;
  const own = padding === 'valid' ? { top: 0, left: 0, bottom: 0, right: 0 } : padding;
  return { top: own.top + top, left: own.left + left, bottom: own.bottom + bottom, right: own.right + right };
}

/** Whether the value is never below 0 and, where it is 0, hands no gradient on. */
function isRectified(x: Node): boolean {
  return isOp(x, 'relu') || (isOp(x, 'activation') && x.attributes.kind === 'clip' && x.attributes.low === 0);
}
