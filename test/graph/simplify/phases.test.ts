import { describe, expect, it } from 'vitest';
import type { OpName, Padding, Pair } from '../../../src/graph/attributes.js';
import { gradient } from '../../../src/graph/gradient.js';
import { isOp, type Node, topologicalOrder } from '../../../src/graph/graph.js';
import { activation, affine, averagePool, conv, dense, flatten, input, relu } from '../../../src/graph/ops.js';
import { hasPhases, phaseAxes, phasesOf } from '../../../src/graph/phases.js';
import { inferShapes } from '../../../src/graph/shapes.js';
import { splitStrides } from '../../../src/graph/simplify/phases.js';
import { expectClose } from '../../support/graph/close.js';
import { interpret } from '../../support/graph/interpreter.js';
import {
  invertedResidual,
  kernelMove,
  picture,
  randomConstant,
  randomTensor,
  squareWindow,
} from '../../support/networks/nets.js';

/** Sums are computed in another order, and means over windows are rounded to float32. */
const TOLERANCE = 1e-6;

const SIZES: readonly Pair[] = [
  [8, 8],
  [7, 9],
  [6, 11],
  [9, 6],
];

const PADDINGS: readonly Padding[] = [
  'same',
  'same-lower',
  'valid',
  { top: 1, left: 1, bottom: 1, right: 1 },
  { top: 0, left: 0, bottom: 1, right: 1 },
  { top: 2, left: 0, bottom: 1, right: 3 },
  { top: 0, left: 2, bottom: 0, right: 0 },
];

/** The gradient of a random mixture of all positions of y, before and after the rewrite. */
function bothWays(build: (x: Node) => Node, channels: number, [height, width]: Pair) {
  const x = picture(channels);
  const y = build(x);
  const shape = inferShapes([y], { height, width }).get(y)!;
  const count = shape.reduce<number>((all, dimension) => all * dimension!, 1);
  const score = dense(flatten(y, 'channels-first'), randomConstant([count, 1], 41), undefined);
  const before = gradient(score, x);
  const [after] = splitStrides([before]);
  return { before, after: after! };
}

function expectSame(build: (x: Node) => Node, channels: number, size: Pair): Node {
  const { before, after } = bothWays(build, channels, size);
  const image = randomTensor([1, channels, ...size], 42);
  const [expected, actual] = interpret([before, after], { image });
  expectClose(actual!, expected!, TOLERANCE);
  return after;
}

const count = (output: Node, op: OpName) => topologicalOrder([output]).filter((node) => node.op === op).length;

describe('the adjoint of a convolution of stride 2', () => {
  const kernels = [1, 2, 3, 4, 5, 7];

  it.each(PADDINGS)('is its phases interleaved, for any kernel and size: %j', (padding) => {
    for (const kernel of kernels) {
      for (const size of SIZES) {
        const move = kernelMove(padding, { strides: [2, 2] });
        const by = randomConstant([3, 2, kernel, kernel], kernel);
        // With little padding the largest kernel does not fit.
        if (typeof padding !== 'string' || padding === 'valid') if (kernel > Math.min(...size)) continue;
        const after = expectSame((x) => conv(x, by, undefined, move), 2, size);
        expect(count(after, 'convAdjoint')).toBe(0);
        expect(count(after, 'interleave')).toBe(1);
      }
    }
  });

  it.each([
    [[1, 2], 'same'],
    [[2, 1], 'same-lower'],
    [[1, 2], 'valid'],
    [[2, 1], { top: 1, left: 2, bottom: 0, right: 1 }],
  ] as const)('moves along one axis by one: %j, %j', (strides, padding) => {
    for (const size of SIZES) {
      const after = expectSame(
        (x) => conv(x, randomConstant([2, 3, 3, 4], 5), undefined, kernelMove(padding, { strides })),
        3,
        size,
      );
      expect(count(after, 'interleave')).toBe(1);
    }
  });

  it.each([
    { outs: 6, ins: 1, groups: 6 },
    { outs: 12, ins: 1, groups: 6 },
    { outs: 4, ins: 3, groups: 2 },
    { outs: 5, ins: 18, groups: 1 },
    { outs: 5, ins: 3, groups: 1 },
  ])('in groups, with many and with few channels: %j', ({ outs, ins, groups }) => {
    for (const padding of PADDINGS) {
      for (const size of SIZES) {
        const move = kernelMove(padding, { strides: [2, 2], groups });
        expectSame((x) => conv(x, randomConstant([outs, ins, 3, 3], 6), undefined, move), ins * groups, size);
      }
    }
  });

  it('stays one operation if it has no phases', () => {
    for (const move of [
      kernelMove('same', { strides: [3, 3] }),
      kernelMove('valid', { strides: [2, 2], dilations: [2, 2] }),
      // 'same' pads a window smaller than the stride only at odd sizes.
      kernelMove('same', { strides: [1, 2] }),
    ]) {
      const after = expectSame((x) => conv(x, randomConstant([2, 2, 3, 1], 7), undefined, move), 2, [9, 8]);
      expect([count(after, 'convAdjoint'), count(after, 'interleave')]).toEqual([1, 0]);
    }
  });

  it('stays one operation if the kernel is computed at run time', () => {
    const x = picture(2);
    const y = conv(x, input('kernel', [3, 2, 3, 3]), undefined, kernelMove('same', { strides: [2, 2] }));
    const [after] = splitStrides([
      gradient(dense(flatten(y, 'channels-first'), randomConstant([48, 1]), undefined), x),
    ]);
    expect(count(after!, 'convAdjoint')).toBe(1);
  });
});

describe('the adjoint of an average pool of stride 2', () => {
  it.each([
    [squareWindow(2, 2, 'valid'), false, true],
    [squareWindow(3, 2, 'valid'), false, true],
    [squareWindow(3, 2, 'same'), true, true],
    [squareWindow(3, 2, { top: 1, left: 1, bottom: 1, right: 1 }), true, true],
    // Windows at the edge are smaller, so their outgrad is divided by another number.
    [squareWindow(3, 2, 'same'), false, false],
    [squareWindow(3, 1, 'valid'), false, false],
  ])('is its phases interleaved where all windows count alike: %j, padding counted: %j', (how, countsPadding, has) => {
    for (const size of SIZES) {
      const after = expectSame((x) => averagePool(x, { ...how, countsPadding }), 3, size);
      expect(count(after, 'interleave')).toBe(has ? 1 : 0);
      expect(count(after, 'averagePoolAdjoint')).toBe(has ? 0 : 1);
    }
  });
});

describe('operations behind the phases', () => {
  const strided = (x: Node, channels: number, padding: Padding = 'same') =>
    conv(
      x,
      randomConstant([channels, 1, 3, 3], 3),
      undefined,
      kernelMove(padding, { strides: [2, 2], groups: channels }),
    );
  const pointwise = (x: Node, ins: number, outs: number) =>
    conv(x, randomConstant([outs, ins, 1, 1], 8), randomConstant([outs], 9), kernelMove('same'));

  /** How many channels are interleaved. */
  const interleaved = (output: Node) =>
    topologicalOrder([output]).flatMap((node) => (isOp(node, 'interleave') ? [node.attributes.channels] : []));

  it.each([
    ['a ReLU', (x: Node) => relu(x)],
    ['a ReLU6', (x: Node) => activation(x, { kind: 'clip', low: 0, high: 6 })],
    ['a leaky ReLU', (x: Node) => activation(x, { kind: 'leakyRelu', slope: 0.2 })],
    ['a swish', (x: Node) => activation(x, { kind: 'swish' })],
    ['a sigmoid', (x: Node) => activation(x, { kind: 'sigmoid' })],
    ['an affine map', (x: Node) => affine(x, randomConstant([18], 1), randomConstant([18], 2))],
  ])('is done to them: the slope of %s, and a 1x1 convolution to fewer channels', (_title, bend) => {
    for (const padding of PADDINGS) {
      for (const size of SIZES) {
        // With 17 channels the value is read, with 4 it is computed again.
        for (const ins of [4, 17]) {
          const after = expectSame((x) => strided(bend(pointwise(x, ins, 18)), 18, padding), ins, size);
          expect(interleaved(after)).toEqual([ins]);
        }
      }
    }
  });

  it('run after interleaving for a 1x1 convolution to more channels', () => {
    const after = expectSame((x) => strided(pointwise(x, 20, 18), 18), 20, [8, 7]);
    expect(interleaved(after)).toEqual([18]);
  });

  it('share one interleaving', () => {
    const build = (x: Node) => {
      const y = strided(pointwise(x, 4, 18), 18);
      return activation(y, { kind: 'tanh' });
    };
    const x = picture(4);
    const inner = pointwise(x, 4, 18);
    expect(interleaved(expectSame(build, 4, [8, 8]))).toEqual([4]);
    // The gradient with respect to the value in the middle is an output too.
    const score = dense(flatten(strided(inner, 18), 'channels-first'), randomConstant([18 * 16, 1]), undefined);
    const both = splitStrides([gradient(score, inner), gradient(score, x)]);
    expect(both).toHaveLength(2);
  });

  it.each([3, 5])('include whole inverted residuals, kernel %i', (kernel) => {
    for (const padding of PADDINGS.filter((one) => one !== 'valid')) {
      for (const channels of [4, 17]) {
        const how = { channels, wide: 20, kernel, stride: 2, padding, seed: 50 } as const;
        const build = (x: Node) => invertedResidual(invertedResidual(x, { ...how, stride: 1, padding: 'same' }), how);
        const after = expectSame(build, channels, [9, 10]);
        expect(interleaved(after)).toEqual([channels]);
      }
    }
  });
});

describe('phases', () => {
  it('contain every row of the map once, at any size', () => {
    for (const padding of PADDINGS) {
      for (const window of [2, 3, 4, 5, 6, 7]) {
        const how = squareWindow(window, 2, padding);
        expect(hasPhases(how)).toBe(true);
        const [rows] = phaseAxes(how);
        for (let size = 7; size < 20; size++) {
          const x = picture(1);
          const y = conv(
            x,
            randomConstant([1, 1, window, window]),
            undefined,
            kernelMove(padding, { strides: [2, 2] }),
          );
          const output = inferShapes([y], { height: size, width: size }).get(y)![2]!;
          const total = Math.max(0, (Math.ceil(size / 2) - 1) * 2 + window - size);
          const before =
            padding === 'same'
              ? Math.floor(total / 2)
              : padding === 'same-lower'
                ? Math.ceil(total / 2)
                : padding === 'valid'
                  ? 0
                  : padding.top;
          const held = Array.from({ length: output + rows.extra }, (_, i) =>
            [0, 1].map((a) => 2 * i + a + rows.tap - before),
          ).flat();
          for (let row = 0; row < size; row++) expect(held).toContain(row);
          const excess = held.filter((row) => row < 0).length;
          expect(excess).toBeLessThanOrEqual(rows.excessBefore ? 1 : 0);
          // The excess row is cut off at the start or at the end.
          expect(rows.excessBefore ? held.at(-1) : held[0]).toBe(rows.excessBefore ? size - 1 : 0);
        }
      }
    }
  });

  it('are ordered rows first', () => {
    expect(phasesOf(phaseAxes(squareWindow(3, 2, 'same')))).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(phasesOf(phaseAxes({ window: [3, 3], strides: [1, 2], padding: 'same' }))).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });
});
