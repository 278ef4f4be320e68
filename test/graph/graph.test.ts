import { describe, expect, it } from 'vitest';
import { dependents, isOp, type Node, rewrite, topologicalOrder } from '../../src/graph/graph.js';
import { add, concat, relu, softmax } from '../../src/graph/ops.js';
import { inferShapes } from '../../src/graph/shapes.js';
import { simplifyForward, simplifyGradient } from '../../src/graph/simplify/simplify.js';
import { picture, tinyInception } from '../support/networks/nets.js';

function chain(length: number): { readonly x: Node<'input'>; readonly end: Node } {
  const x = picture(1);
  let end: Node = x;
  for (let i = 0; i < length; i++) end = relu(end);
  return { x, end };
}

describe('topologicalOrder', () => {
  it('lists every node once, inputs before users', () => {
    const order = topologicalOrder([tinyInception(picture())]);
    const place = new Map(order.map((node, i) => [node, i]));
    expect(place.size).toBe(order.length);
    for (const node of order) {
      for (const input of node.inputs) expect(place.get(input)).toBeLessThan(place.get(node)!);
    }
  });

  it('lists only what the outputs need, and a repeated output once', () => {
    const x = picture(1);
    const [a, b] = [relu(x), softmax(x)];
    expect(topologicalOrder([a, a])).toEqual([x, a]);
    expect(topologicalOrder([a])).not.toContain(b);
    expect(topologicalOrder([])).toEqual([]);
  });

  it('handles a chain of 10,000 nodes', () => {
    const { x, end } = chain(10_000);
    const order = topologicalOrder([end]);
    expect(order).toHaveLength(10_001);
    expect(order[0]).toBe(x);
    expect(order.at(-1)).toBe(end);
  });

  it('handles 60 nested diamonds, which have 2^60 paths', () => {
    let y: Node = picture(1);
    for (let i = 0; i < 60; i++) y = add(y, y);
    expect(topologicalOrder([y])).toHaveLength(61);
  });
});

describe('dependents', () => {
  it('are the nodes that depend on a source, and the source itself', () => {
    const [x, other] = [picture(1), picture(1, 'other')];
    const [a, b] = [relu(x), relu(other)];
    const both = add(a, b);
    const found = dependents(topologicalOrder([both]), x);
    expect([...found]).toEqual([x, a, both]);
  });
});

describe('rewrite', () => {
  it('keeps unchanged nodes, and gives changed ones to their users', () => {
    const x = picture(1);
    const kept = softmax(x);
    const old = relu(x);
    const { outputs, map } = rewrite([concat([kept, old])], (node) => (isOp(node, 'relu') ? node.inputs[0]! : node));
    expect(outputs[0]!.inputs).toEqual([kept, x]);
    expect(outputs[0]!.inputs[0]).toBe(kept);
    expect(map.get(old)).toBe(x);
  });

  it('passes every node to the rule once, with its original', () => {
    const x = picture(1);
    const shared = relu(x);
    const seen: Node[] = [];
    const y = add(shared, shared);
    rewrite([y, shared], (node, original) => {
      seen.push(original);
      return node;
    });
    expect(seen).toEqual([x, shared, y]);
  });

  it('does not modify the given graph', () => {
    const x = picture(1);
    const y = relu(relu(x));
    const before = JSON.stringify(y);
    rewrite([y], (node) => (isOp(node, 'relu') ? softmax(node.inputs[0]!) : node));
    expect(JSON.stringify(y)).toBe(before);
  });
});

describe('a chain of 10,000 nodes', () => {
  it('is simplified and gets its shapes without a stack overflow', () => {
    const { end } = chain(10_000);
    expect(inferShapes([end]).get(end)).toEqual([1, 1, null, null]);
    expect(simplifyGradient(simplifyForward([end]))).toEqual([end]);
  });
});
