import { describe, expect, it } from 'vitest';
import type { Activation } from '../../../src/graph/activation.js';
import type { OpName } from '../../../src/graph/attributes.js';
import { gradient } from '../../../src/graph/gradient.js';
import { type Node, topologicalOrder } from '../../../src/graph/graph.js';
import { activation, activationAdjoint, conv, dot, reluAdjoint, spatialMean } from '../../../src/graph/ops.js';
import { maskBetween, maskByConv } from '../../../src/graph/simplify/masks.js';
import { expectClose } from '../../support/graph/close.js';
import { interpret } from '../../support/graph/interpreter.js';
import { kernelMove, picture, randomConstant, randomTensor } from '../../support/networks/nets.js';

const image = randomTensor([1, 3, 9, 8], 31);
const clip = (low: number, high: number): Activation => ({ kind: 'clip', low, high });
const count = (outputs: readonly Node[], op: OpName) =>
  topologicalOrder(outputs).filter((node) => node.op === op).length;

function expectSame(before: Node, after: Node): void {
  const feeds = { image, outgrad: randomTensor([1, 3, 9, 8], 32) };
  const [expected, actual] = interpret([before, after], feeds);
  expectClose(actual!, expected!, 0);
  expect(expected!.data).toContain(0);
}

describe('maskBetween', () => {
  const mixed = (seed: number, bias: boolean) =>
    conv(picture(), randomConstant([3, 3, 1, 1], seed), bias ? randomConstant([3], seed + 1) : undefined, kernelMove());

  it.each([clip(0, 1), clip(-0.5, 0.25), clip(-0.7, -0.2), clip(0.001, 0.9)])(
    'computes the slope of %j with one step, whatever its input',
    (how) => {
      for (const x of [picture(), mixed(1, true), mixed(3, false)]) {
        const y = activation(x, how);
        for (const [given, before] of [
          [y, activationAdjoint(picture(3, 'outgrad'), x, y, how)],
          // As in phases: the input stands for the output.
          [x, activationAdjoint(picture(3, 'outgrad'), x, x, how)],
        ] as const) {
          const [after] = maskBetween([before]);
          expect(count([after!], 'activationAdjoint')).toBe(0);
          expectSame(before, after!);
          // A convolution that nothing else reads computes the line too.
          const fused = given === x && x.op === 'conv';
          expect(count([after!], 'affine')).toBe(fused ? 1 : 2);
        }
      }
    },
  );

  it('keeps a convolution that others read', () => {
    const x = mixed(5, true);
    const how = clip(0, 1);
    const before = [activationAdjoint(picture(3, 'outgrad'), x, x, how), activation(x, { kind: 'tanh' })];
    const after = maskBetween(before);
    expect(count(after, 'conv')).toBe(1);
    expectSame(before[0]!, after[0]!);
  });

  it.each([
    clip(0, Number.POSITIVE_INFINITY),
    clip(Number.NEGATIVE_INFINITY, 1),
    clip(-3e38, 3e38),
    clip(1, 1),
    { kind: 'sigmoid' } as const,
  ])('leaves the slope of %j as it is', (how) => {
    const y = activation(picture(), how);
    const before = activationAdjoint(picture(3, 'outgrad'), picture(), y, how);
    expect(maskBetween([before])).toEqual([before]);
  });

  it('keeps the slope of a row', () => {
    const x = picture();
    const score = dot(randomConstant([1, 3]), activation(spatialMean(x), clip(0, 1)));
    const before = gradient(score, x);
    expect(maskBetween([before])).toEqual([before]);
  });
});

describe('maskByConv', () => {
  const how = kernelMove('same', { strides: [2, 2] });

  it('steepens the convolution that a ReLU reads', () => {
    for (const bias of [undefined, randomConstant([4], 8)]) {
      const x = conv(picture(), randomConstant([4, 3, 3, 3], 7), bias, how);
      const before = reluAdjoint(picture(4, 'outgrad'), x);
      const [after] = maskByConv([before]);
      expect([count([after!], 'reluAdjoint'), count([after!], 'conv')]).toEqual([0, 1]);
      const [expected, actual] = interpret([before, after!], { image, outgrad: randomTensor([1, 4, 5, 4], 33) });
      expectClose(actual!, expected!, 0);
    }
  });

  it('keeps the convolution if others read it', () => {
    const x = conv(picture(), randomConstant([4, 3, 3, 3], 7), undefined, how);
    const before = [reluAdjoint(picture(4, 'outgrad'), x), x];
    expect(maskByConv(before)).toEqual(before);
  });
});
