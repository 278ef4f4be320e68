// Rows of numbers that were maps: a row keeps the neurons of the map that it was made of, whatever the size of the picture. What is done to every number of a
// flattened map may as well be done before the flattening, so that there too it is known which neurons there are.

import type { FlatOrder } from './attributes.js';
import { isOp, type Node, topologicalOrder } from './graph.js';
import { activation, add, mul, relu } from './ops.js';
import { isFlat, shapeOf } from './shapes.js';

/**
 * What a flattened value, or a map of one place, was made of: the same neurons in another shape. Rows of a length that is known at any size of the picture are
 * taken as they are, unless a flattening made them.
 */
export function unfolded(node: Node): Node {
  let found = node;
  for (;;) {
    if (isOp(found, 'flatten') || isPlace(found)) found = found.inputs[0]!;
    else if (isOpenRow(found)) return folded(found)?.map ?? found;
    else return found;
  }
}

/** Whether a row became a map of one place. */
export function isPlace(node: Node): node is Node<'unflatten'> {
  return isOp(node, 'unflatten') && node.attributes.height === 1 && node.attributes.width === 1;
}

/** Of a length that depends on the size of the picture. */
function isOpenRow(node: Node): boolean {
  return isFlat(node) && shapeOf(node)[1] === null;
}

/** A row as the flattening of a map. */
interface Folded {
  readonly map: Node;
  readonly order: FlatOrder;
}

/** Remembered, as shapes are: asking it of every node of a network costs one walk. */
const known = new WeakMap<Node, Folded | 'no map'>();

function folded(row: Node): Folded | undefined {
  const open = row.inputs.every((input) => known.has(input)) ? [row] : topologicalOrder([row]);
  for (const one of open) if (!known.has(one)) known.set(one, isFlat(one) ? foldedOnce(one) : 'no map');
  const found = known.get(row)!;
  return found === 'no map' ? undefined : found;
}

function foldedOnce(node: Node): Folded | 'no map' {
  if (isOp(node, 'flatten')) return { map: node.inputs[0]!, order: node.attributes.order };
  const [a, b] = node.inputs.map((input) => known.get(input)!);
  if (a === undefined || a === 'no map') return 'no map';
  if (isOp(node, 'relu')) return { ...a, map: relu(a.map) };
  if (isOp(node, 'activation')) return { ...a, map: activation(a.map, node.attributes) };
  if (!isOp(node, 'add') && !isOp(node, 'mul')) return 'no map';
  // Number by number only where both were flattened alike.
  if (b === undefined || b === 'no map' || a.order !== b.order || !areAlike(a.map, b.map)) return 'no map';
  return { ...a, map: isOp(node, 'add') ? add(a.map, b.map) : mul(a.map, b.map) };
}

/** As far as it is known at any size of the picture. */
function areAlike(a: Node, b: Node): boolean {
  const [of, and] = [shapeOf(a), shapeOf(b)];
  return of.every((dimension, i) => dimension === and[i]);
}
