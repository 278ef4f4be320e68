// What an ONNX graph says of its nodes before any of them is looked into: their names, who makes what, which comes first, which depend on the picture.
// Every walk is a loop: files may be thousands of nodes deep.

import { UserError } from '../../errors.js';
import type { NodeProto } from '../../onnx-format/proto.js';
import type { GraphProto } from '../../onnx-format/read.js';

/** The node's own name, or its operation and number, and a number more where that is taken. */
export function uniqueNames(nodes: readonly NodeProto[]): readonly string[] {
  const taken = new Set<string>();
  const own = nodes.map(({ name }) => name).filter((name) => name !== '');
  const reserved = new Set(own);
  const counts = new Map<string, number>();
  return nodes.map(({ name, opType }) => {
    let candidate = name;
    while (candidate === '' || taken.has(candidate) || (candidate !== name && reserved.has(candidate))) {
      const stem = name === '' ? opType : name;
      const count = (counts.get(stem) ?? (name === '' ? 0 : 1)) + 1;
      counts.set(stem, count);
      candidate = `${stem}_${count}`;
    }
    taken.add(candidate);
    return candidate;
  });
}

/** By value, the number of the node that makes it. */
export function makersOf(graph: GraphProto, names: readonly string[], file: string): ReadonlyMap<string, number> {
  const makers = new Map<string, number>();
  for (const [i, node] of graph.node.entries()) {
    for (const output of node.output) {
      if (output === '') continue;
      if (makers.has(output)) {
        throw new UserError(
          'NETWORK_UNREADABLE',
          `the node '${names[i]}' of ${file} makes '${output}', which another makes too`,
        );
      }
      makers.set(output, i);
    }
  }
  return makers;
}

/** All nodes, makers before readers: files should be in that order, but not all are. */
export function order(
  graph: GraphProto,
  makers: ReadonlyMap<string, number>,
  names: readonly string[],
  file: string,
): readonly NodeProto[] {
  const waiting = graph.node.map((node) => new Set(node.input.flatMap((input) => makers.get(input) ?? [])).size);
  const readers = graph.node.map((): number[] => []);
  for (const [i, node] of graph.node.entries()) {
    for (const maker of new Set(node.input.flatMap((input) => makers.get(input) ?? []))) readers[maker]!.push(i);
  }
  const ready = waiting.flatMap((count, i) => (count === 0 ? [i] : []));
  for (const i of ready) {
    for (const reader of readers[i]!) {
      waiting[reader]! -= 1;
      if (waiting[reader] === 0) ready.push(reader);
    }
  }
  if (ready.length < graph.node.length) {
    const stuck = waiting.findIndex((count) => count > 0);
    throw new UserError(
      'NETWORK_UNREADABLE',
      `the node '${names[stuck]}' of ${file} waits for itself: the nodes form a circle`,
    );
  }
  return ready.map((i) => graph.node[i]!);
}

/** Operations whose result is known before any picture is, but for its size: nothing that a network computes of a picture is NaN. */
const SHAPE_OPERATIONS: ReadonlySet<string> = new Set(['Shape', 'Size', 'IsNaN']);

/** The nodes that compute something of the picture itself. */
export function dependents(nodes: readonly NodeProto[], input: string): ReadonlySet<NodeProto> {
  const values = new Set([input]);
  const found = new Set<NodeProto>();
  for (const node of nodes) {
    if (SHAPE_OPERATIONS.has(node.opType) || !node.input.some((name) => values.has(name))) continue;
    found.add(node);
    for (const output of node.output) if (output !== '') values.add(output);
  }
  return found;
}
