import { describe, expect, it } from 'vitest';
import type { OpName } from '../../src/graph/attributes.js';
import { gradient } from '../../src/graph/gradient.js';
import { type Node, topologicalOrder } from '../../src/graph/graph.js';
import { add, constant, conv, dot, flatten, input, maxPool, relu, spatialMean } from '../../src/graph/ops.js';
import { inferShapes } from '../../src/graph/shapes.js';
import { VJP_RULES } from '../../src/graph/vjp-rules.js';
import type { Tensor } from '../../src/tensor/tensor.js';
import { relativeDifference } from '../support/graph/close.js';
import { interpret } from '../support/graph/interpreter.js';
import { OP_CASES } from '../support/graph/op-cases.js';
import {
  distinctTensor,
  kernelMove,
  picture,
  randomConstant,
  randomTensor,
  squareWindow,
  tiedTensor,
  tinyInception,
} from '../support/networks/nets.js';

/**
 * The step of the central difference: its error (h^2) and its rounding (1e-16 / h) are both far below the tolerance.
 */
const STEP = 1e-6;
const TOLERANCE = 1e-7;
/** The step for a whole network: so small that none of its thousands of ReLUs and maxima switches in between. */
const TINY_STEP = 1e-8;

function inner(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** <v, y> as a scalar node: its gradient is the product of v with the Jacobian of y. */
function weigh(y: Node, count: number): Node {
  const v = randomTensor([1, count], 21);
  return dot(constant(v), flatShaped(y));
}

function flatShaped(y: Node): Node {
  return inferShapes([y]).get(y)!.length === 2 ? y : flatten(y, 'channels-first');
}

/** vT(J u) by the rules, and by central differences along u. */
function bothWays(
  score: Node,
  x: Node<'input'>,
  at: Tensor,
  step = STEP,
): readonly [byRules: number, byDifferences: number] {
  const u = randomTensor(at.shape, 22).data;
  const [slope] = interpret([gradient(score, x)], { image: at });
  const scoreAt = (distance: number): number => {
    const data = Float64Array.from(at.data, (value, i) => value + distance * u[i]!);
    return interpret([score], { image: { shape: at.shape, data } })[0]!.data[0]!;
  };
  return [inner(slope!.data, u), (scoreAt(step) - scoreAt(-step)) / (2 * step)];
}

describe('every rule against central differences', () => {
  const rows = OP_CASES.flatMap((row) => row.sizes.map(([height, width]) => ({ ...row, height, width })));

  it.each(rows)('$title at $height x $width', ({ channels, height, width, build }) => {
    const x = picture(channels);
    const y = build(x);
    // Distinct values other than 0, away from ties and kinks, where there is no derivative.
    const at = distinctTensor([1, channels, height, width], 23);
    const [value] = interpret([y], { image: at });
    const [byRules, byDifferences] = bothWays(weigh(y, value!.data.length), x, at);
    expect(Math.abs(byRules - byDifferences)).toBeLessThan(TOLERANCE * Math.max(1, Math.abs(byDifferences)));
  });

  it('covers every differentiable operation', () => {
    const covered = new Set<OpName>(OP_CASES.map((row) => row.op));
    const names = Object.keys(VJP_RULES) as OpName[];
    const open = names.filter((op) => VJP_RULES[op] !== 'not-differentiable' && !covered.has(op));
    expect(open).toEqual(['input', 'constant']); // these have no inputs
  });
});

describe('max pool at ties, where there is no derivative', () => {
  it('sends the outgrad of a window to its first maximum in reading order', () => {
    const x = picture(1);
    const y = maxPool(x, squareWindow(2, 1, 'valid'));
    const v = constant({ shape: [1, 4], data: Float32Array.of(1, 10, 100, 1000) });
    const slope = (data: readonly number[]) => {
      const image = { shape: [1, 1, 3, 3], data };
      return [...interpret([gradient(dot(v, flatten(y, 'channels-first')), x)], { image })[0]!.data];
    };
    expect(slope([5, 5, 5, 5, 5, 5, 5, 5, 5])).toEqual([1, 10, 0, 100, 1000, 0, 0, 0, 0]);
    expect(slope([0, 0, 0, 0, 7, 0, 0, 0, 0])).toEqual([0, 0, 0, 0, 1111, 0, 0, 0, 0]);
    expect(slope([0, 1, 0, 1, 0, 1, 0, 1, 0])).toEqual([0, 11, 0, 100, 0, 1000, 0, 0, 0]);
  });

  it('never takes padding as the maximum, even beside negative values', () => {
    const x = picture(1);
    const y = maxPool(x, squareWindow(3, 1, 'same'));
    const image = { shape: [1, 1, 2, 2], data: [-4, -4, -4, -4] };
    const score = dot(
      constant({ shape: [1, 4], data: Float32Array.of(1, 10, 100, 1000) }),
      flatten(y, 'channels-first'),
    );
    const [value, slope] = interpret([y, gradient(score, x)], { image });
    expect([...value!.data]).toEqual([-4, -4, -4, -4]);
    expect([...slope!.data]).toEqual([1111, 0, 0, 0]);
  });

  it.each([squareWindow(3, 2, 'valid'), squareWindow(3, 2, 'same'), squareWindow(3, 1, 'same')])(
    'passes on the whole outgrad exactly once: %j',
    (how) => {
      const x = picture(2);
      const at = tiedTensor([1, 2, 7, 8], 24);
      const y = maxPool(x, how);
      const count = interpret([y], { image: at })[0]!.data.length;
      const v = randomTensor([1, count], 25);
      const [slope] = interpret([gradient(dot(constant(v), flatten(y, 'channels-first')), x)], { image: at });
      const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
      expect(sum(slope!.data)).toBeCloseTo(sum(v.data), 10);
    },
  );

  it('lies between the one-sided slopes', () => {
    const x = picture(1);
    const score = spatialMean(maxPool(x, squareWindow(3, 2, 'same')));
    const at = tiedTensor([1, 1, 7, 7], 26, 2);
    const slope = interpret([gradient(score, x)], { image: at })[0]!.data;
    const scoreAt = (step: number, i: number) => {
      const data = Float64Array.from(at.data);
      data[i]! += step;
      return interpret([score], { image: { shape: at.shape, data } })[0]!.data[0]!;
    };
    for (const [i, value] of slope.entries()) {
      const [up, down] = [(scoreAt(STEP, i) - scoreAt(0, i)) / STEP, (scoreAt(0, i) - scoreAt(-STEP, i)) / STEP];
      expect(value).toBeGreaterThanOrEqual(Math.min(up, down) - 1e-9);
      expect(value).toBeLessThanOrEqual(Math.max(up, down) + 1e-9);
    }
  });
});

describe('average pool', () => {
  it('does not count padding', () => {
    const x = picture(1);
    const y = OP_CASES.find((row) => row.title === 'averagePool 3x3, stride 1, same')!.build(x);
    const image = { shape: [1, 1, 3, 3], data: Array(9).fill(5) };
    const [value, slope] = interpret([y, gradient(spatialMean(y), x)], { image });
    expect([...value!.data]).toEqual(Array(9).fill(5));
    // A corner is in 4 of the 9 windows (of 4, 6, 6 and 9 pixels), the centre in all (4 corners, 4 edges, 1 centre).
    expect(slope!.data[0]).toBeCloseTo((1 / 4 + 2 / 6 + 1 / 9) / 9, 12);
    expect(slope!.data[4]).toBeCloseTo((4 / 4 + 4 / 6 + 1 / 9) / 9, 12);
  });
});

describe('relu', () => {
  it('has slope 0 at 0', () => {
    const x = picture(1);
    const image = { shape: [1, 1, 1, 3], data: [-1, 0, 2] };
    const score = dot(constant({ shape: [1, 3], data: Float32Array.of(1, 1, 1) }), flatten(relu(x), 'channels-first'));
    expect([...interpret([gradient(score, x)], { image })[0]!.data]).toEqual([0, 0, 1]);
  });
});

describe('gradient', () => {
  it('differentiates a whole network: pools, branches, concatenations, strides', () => {
    const x = picture();
    const at = distinctTensor([1, 3, 17, 15], 27);
    const y = tinyInception(x);
    const count = interpret([y], { image: at })[0]!.data.length;
    const [byRules, byDifferences] = bothWays(weigh(y, count), x, at, TINY_STEP);
    expect(relativeDifference([byRules], [byDifferences])).toBeLessThan(1e-6);
  });

  it('sums over all paths to a value', () => {
    const x = picture(1);
    const twice = add(x, x);
    const score = spatialMean(add(twice, add(twice, x)));
    const image = { shape: [1, 1, 1, 2], data: [3, 4] };
    expect([...interpret([gradient(score, x)], { image })[0]!.data]).toEqual([2.5, 2.5]);
  });

  it('differentiates with respect to a value in the middle, and computes nothing before it', () => {
    const x = picture(2);
    const middle = conv(x, randomConstant([2, 2, 3, 3]), undefined, kernelMove('same'));
    const slope = gradient(dot(randomConstantRow(2), spatialMean(relu(middle))), middle);
    const [value, outgrad] = interpret([middle, slope], { image: randomTensor([1, 2, 4, 4]) });
    expect(outgrad!.shape).toEqual(value!.shape);
    expect(topologicalOrder([slope]).some((node) => node.op === 'convAdjoint')).toBe(false);
  });

  it('adds no adjoints for branches without the source', () => {
    const x = picture(1);
    const other = picture(1, 'other');
    const kernel = randomConstant([1, 1, 3, 3]);
    const beside = conv(other, kernel, undefined, kernelMove('same'));
    const slope = gradient(spatialMean(add(conv(x, kernel, undefined, kernelMove('same')), beside)), x);
    expect(topologicalOrder([slope]).filter((node) => node.op === 'convAdjoint')).toHaveLength(1);
  });

  it('is 1 for the score itself', () => {
    const score = input('score', [1, 1]);
    const [slope] = interpret([gradient(score, score)], {});
    expect([...slope!.data]).toEqual([1]);
  });

  it('refuses a source that the score does not depend on', () => {
    expect(() => gradient(spatialMean(picture(1)), picture(1, 'other'))).toThrow(RangeError);
  });

  it('refuses to differentiate twice', () => {
    const x = picture(1);
    const first = gradient(spatialMean(relu(x)), x);
    expect(() => gradient(spatialMean(first), x)).toThrow(/cannot be differentiated/);
  });

  it('does not overflow the stack on a deep chain', () => {
    const x = picture(1);
    let y: Node = x;
    for (let i = 0; i < 5_000; i++) y = relu(y);
    const slope = gradient(spatialMean(y), x);
    expect([...interpret([slope], { image: { shape: [1, 1, 1, 2], data: [1, -1] } })[0]!.data]).toEqual([0.5, 0]);
  });
});

function randomConstantRow(count: number): Node<'constant'> {
  return constant(randomTensor([1, count], 28));
}
