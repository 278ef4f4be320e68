import { describe, expect, it } from 'vitest';
import { isOp, type Node, topologicalOrder } from '../../../src/graph/graph.js';
import { affine, concat, conv, sliceChannels } from '../../../src/graph/ops.js';
import { reorderInConv } from '../../../src/graph/simplify/channels.js';
import { simplifyForward } from '../../../src/graph/simplify/simplify.js';
import { expectClose } from '../../support/graph/close.js';
import { interpret } from '../../support/graph/interpreter.js';
import { kernelMove, picture, randomConstant, randomTensor } from '../../support/networks/nets.js';

const image = randomTensor([1, 3, 6, 5]);
const pick = (x: Node, ...channels: readonly number[]) => concat(channels.map((c) => sliceChannels(x, c, c + 1)));
const slices = (outputs: readonly Node[]) =>
  topologicalOrder(outputs).filter((node) => isOp(node, 'sliceChannels')).length;

describe('reorderInConv', () => {
  it.each([
    ['reversed', [2, 1, 0]],
    ['repeated', [1, 1, 0]],
    ['fewer', [2, 0]],
  ])('reads the channels where they are: %s', (_title, channels) => {
    const x = picture();
    const y = conv(pick(x, ...channels), randomConstant([4, channels.length, 3, 3]), undefined, kernelMove('same'));
    const after = reorderInConv([y]);
    expect(slices(after)).toBe(0);
    expectClose(interpret(after, { image })[0]!, interpret([y], { image })[0]!, 1e-6);
  });

  it('folds the preprocessing of caffe into the first convolution, except for the scale if it pads', () => {
    const x = picture();
    const prepared = pick(affine(x, randomConstant([3], 2), randomConstant([3], 3)), 2, 1, 0);
    const net = (padding: 'same' | 'valid') =>
      conv(prepared, randomConstant([4, 3, 3, 3]), undefined, kernelMove(padding));
    for (const [padding, affines] of [
      ['same', 1],
      ['valid', 0],
    ] as const) {
      const after = simplifyForward([net(padding)]);
      const left = topologicalOrder(after);
      expect([padding, slices(after), left.filter(({ op }) => op === 'affine').length]).toEqual([padding, 0, affines]);
      expectClose(interpret(after, { image })[0]!, interpret([net(padding)], { image })[0]!, 1e-6);
    }
  });

  it.each([
    [
      'groups',
      (x: Node) => conv(pick(x, 2, 1, 0), randomConstant([3, 1, 1, 1]), undefined, kernelMove('same', { groups: 3 })),
    ],
    [
      'more channels than there are',
      (x: Node) => conv(pick(x, 0, 1, 2, 0), randomConstant([2, 4, 1, 1]), undefined, kernelMove()),
    ],
    [
      'other parts',
      (x: Node) => conv(concat([sliceChannels(x, 0, 1), x]), randomConstant([2, 4, 1, 1]), undefined, kernelMove()),
    ],
  ])('leaves %s as they are', (_title, net) => {
    const y = net(picture());
    expect(reorderInConv([y])).toEqual([y]);
  });
});
