import { describe, expect, it } from 'vitest';
import type { OpName } from '../../../src/graph/attributes.js';
import { gradient } from '../../../src/graph/gradient.js';
import { isOp, type Node, topologicalOrder } from '../../../src/graph/graph.js';
import {
  activation,
  add,
  affine,
  averagePool,
  concat,
  conv,
  convAdjoint,
  dot,
  maxPool,
  pad,
  relu,
  sliceChannels,
  spatialMean,
} from '../../../src/graph/ops.js';
import { simplifyForward, simplifyGradient } from '../../../src/graph/simplify/simplify.js';
import { expectClose } from '../../support/graph/close.js';
import { type Feeds, interpret } from '../../support/graph/interpreter.js';
import {
  inceptionBlock,
  invertedResidual,
  kernelMove,
  picture,
  randomConstant,
  randomTensor,
  reductionBlock,
  squareWindow,
  tiedTensor,
  tinyInception,
  unit,
} from '../../support/networks/nets.js';

/** Folding rounds kernels to float32 once more. */
const TOLERANCE = 1e-6;

function count(outputs: readonly Node[], op: OpName): number {
  return topologicalOrder(outputs).filter((node) => node.op === op).length;
}

function expectSameValues(before: readonly Node[], after: readonly Node[], feeds: Feeds): void {
  const [expected, actual] = [interpret(before, feeds), interpret(after, feeds)];
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expectClose(actual[i]!, value, TOLERANCE);
  });
}

/** A node over the first input channels of random kernels, all seeds different. */
const pointwise = (x: Node, ins: number, outs: number, seed: number, bias = false): Node =>
  conv(
    x,
    randomConstant([outs, ins, 1, 1], seed),
    bias ? randomConstant([outs], seed + 1) : undefined,
    kernelMove('same'),
  );

const normalise = (x: Node, channels: number, seed: number): Node =>
  affine(x, randomConstant([channels], seed), randomConstant([channels], seed + 1));

const image = randomTensor([1, 3, 9, 8], 31);

describe('simplifyForward', () => {
  it('folds an affine map into the convolution behind it if that does not pad', () => {
    const x = picture();
    for (const bias of [undefined, randomConstant([4], 3)]) {
      const y = conv(
        normalise(x, 3, 1),
        randomConstant([4, 3, 3, 3], 5),
        bias,
        kernelMove('valid', { strides: [2, 2] }),
      );
      const simple = simplifyForward([y]);
      expect(count(simple, 'affine')).toBe(0);
      expectSameValues([y], simple, { image });
    }
  });

  it('keeps it if the convolution pads or has groups', () => {
    const x = picture();
    const padded = conv(normalise(x, 3, 1), randomConstant([4, 3, 3, 3], 5), undefined, kernelMove('same'));
    const depthwise = conv(
      normalise(x, 3, 1),
      randomConstant([3, 1, 3, 3], 6),
      undefined,
      kernelMove('valid', { groups: 3 }),
    );
    const simple = simplifyForward([padded, depthwise]);
    expect(count(simple, 'affine')).toBe(2);
    expectSameValues([padded, depthwise], simple, { image });
  });

  it('folds an affine map into the convolution before it, for any padding, groups and bias', () => {
    const x = picture();
    const outputs = [
      normalise(conv(x, randomConstant([4, 3, 3, 3], 5), undefined, kernelMove('same')), 4, 1),
      normalise(conv(x, randomConstant([4, 3, 3, 3], 6), randomConstant([4], 7), kernelMove('same')), 4, 2),
      normalise(
        conv(x, randomConstant([6, 1, 3, 3], 8), randomConstant([6], 9), kernelMove('same', { groups: 3 })),
        6,
        3,
      ),
      normalise(normalise(conv(x, randomConstant([2, 3, 1, 1], 4), undefined, kernelMove()), 2, 10), 2, 12),
    ];
    const simple = simplifyForward(outputs);
    expect(count(simple, 'affine')).toBe(0);
    expectSameValues(outputs, simple, { image });
  });

  it('keeps a convolution that others read', () => {
    const x = picture();
    const raw = conv(x, randomConstant([4, 3, 3, 3], 5), undefined, kernelMove('same'));
    const normal = normalise(raw, 4, 1);
    const simple = simplifyForward([raw, relu(normal)]);
    expect(count(simple, 'conv')).toBe(1);
    expectSameValues([raw, relu(normal)], simple, { image });
  });

  it('moves zero padding into the convolution', () => {
    const x = picture();
    const zeros = { top: 2, left: 1, bottom: 0, right: 3, fill: 0 };
    const kernel = randomConstant([4, 3, 3, 3], 5);
    const outputs = [
      conv(pad(x, zeros), kernel, undefined, kernelMove('valid', { strides: [2, 2] })),
      conv(pad(x, zeros), kernel, undefined, kernelMove({ top: 1, left: 0, bottom: 1, right: 0 })),
    ];
    const simple = simplifyForward(outputs);
    expect(count(simple, 'pad')).toBe(0);
    expectSameValues(outputs, simple, { image });
  });

  it('keeps padding that a convolution cannot do', () => {
    const x = picture();
    const edges = { top: 1, left: 1, bottom: 1, right: 1 };
    const kernel = randomConstant([4, 3, 3, 3], 5);
    const outputs = [
      conv(pad(x, { ...edges, fill: 1 }), kernel, undefined, kernelMove()),
      conv(pad(x, { ...edges, fill: 'reflect' }), kernel, undefined, kernelMove()),
      conv(pad(x, { ...edges, top: -1, fill: 0 }), kernel, undefined, kernelMove()),
      conv(pad(x, { ...edges, fill: 0 }), kernel, undefined, kernelMove('same')),
    ];
    const simple = simplifyForward(outputs);
    expect(count(simple, 'pad')).toBe(4);
    expectSameValues(outputs, simple, { image });
  });

  it('moves zero padding behind a ReLU into the max pool, and keeps the gradient', () => {
    const x = picture();
    const zeros = { top: 1, left: 1, bottom: 1, right: 1, fill: 0 };
    const pool = squareWindow(3, 2, 'valid');
    const rectified = [relu(x), activation(x, { kind: 'clip', low: 0, high: 6 })];
    for (const before of rectified) {
      const plain = maxPool(pad(before, zeros), pool);
      const [simple] = simplifyForward([plain]);
      expect(count([simple!], 'pad')).toBe(0);
      // Half of the picture is below 0: whole windows are 0.
      const low = { shape: image.shape, data: image.data.map((value) => value - 1) };
      const slopes = [plain, simple!].map((y) => gradient(dot(randomConstant([1, 3]), spatialMean(y)), x));
      expectSameValues([plain, slopes[0]!], [simple!, slopes[1]!], { image: low });
    }
  });

  it('keeps zeros before a max pool if they can be the maximum or fill a window', () => {
    const x = picture();
    const edges = { top: 1, left: 1, bottom: 1, right: 1, fill: 0 };
    const outputs = [
      maxPool(pad(x, edges), squareWindow(3, 2, 'valid')),
      maxPool(pad(relu(x), { ...edges, top: 3 }), squareWindow(3, 2, 'valid')),
      maxPool(pad(relu(x), { ...edges, fill: 1 }), squareWindow(3, 2, 'valid')),
    ];
    const simple = simplifyForward(outputs);
    expect(count(simple, 'pad')).toBe(3);
    expectSameValues(outputs, simple, { image });
  });

  it('keeps an average pool before a biased convolution if padding counts', () => {
    const x = picture();
    const pooled = averagePool(x, { ...squareWindow(3, 1, 'same'), countsPadding: true });
    const outputs = [pointwise(pooled, 3, 2, 1, true), pointwise(pooled, 3, 2, 1, false)];
    const simple = simplifyForward(outputs);
    expect(simple.map(({ op }) => op)).toEqual(['conv', 'averagePool']);
    expectSameValues(outputs, simple, { image });
  });

  it.each([
    ['same', 'same' as const],
    ['valid', 'valid' as const],
    ['explicit', { top: 0, left: 1, bottom: 2, right: 1 }],
  ])('moves an average pool (%s) behind the pointwise convolution that narrows it', (_title, padding) => {
    const x = picture();
    const y = pointwise(averagePool(x, squareWindow(3, 1, padding)), 3, 2, 1, true);
    const simple = simplifyForward([y]);
    expect(simple[0]!.op).toBe('averagePool');
    expect(simple[0]!.inputs[0]!.op).toBe('conv');
    expectSameValues([y], simple, { image });
  });

  it.each([
    ['the convolution widens', (x: Node) => pointwise(averagePool(x, squareWindow(3, 1, 'same')), 3, 4, 1)],
    ['the pool has a stride', (x: Node) => pointwise(averagePool(x, squareWindow(3, 2, 'same')), 3, 2, 1)],
    [
      'the convolution is not pointwise',
      (x: Node) =>
        conv(averagePool(x, squareWindow(3, 1, 'same')), randomConstant([2, 3, 3, 3]), undefined, kernelMove('same')),
    ],
    [
      'the convolution pads',
      (x: Node) =>
        conv(
          averagePool(x, squareWindow(3, 1, 'same')),
          randomConstant([2, 3, 1, 1]),
          randomConstant([2]),
          kernelMove({ top: 1, left: 1, bottom: 1, right: 1 }),
        ),
    ],
  ])('keeps the average pool before it where %s', (_title, build) => {
    const y = build(picture());
    const simple = simplifyForward([y]);
    expect(simple[0]!.op).toBe('conv');
    expectSameValues([y], simple, { image });
  });

  it('moves max pools into concatenations, even nested ones and pools of pools', () => {
    const x = picture();
    const parts = [relu(x), pointwise(x, 3, 2, 1), concat([x, concat([x, pointwise(x, 3, 1, 2)])])];
    const once = maxPool(concat(parts), squareWindow(3, 2, 'same'));
    const twice = maxPool(concat([once, once]), squareWindow(2, 1, 'valid'));
    const simple = simplifyForward([once, twice]);
    for (const node of topologicalOrder(simple)) {
      if (isOp(node, 'maxPool')) expect(node.inputs[0]!.op).not.toBe('concat');
      if (isOp(node, 'concat')) expect(node.inputs.map((part) => part.op)).not.toContain('concat');
    }
    expectSameValues([once, twice], simple, { image });
  });

  it('keeps the order and the number of outputs, even of one that is given twice', () => {
    const x = picture();
    const a = normalise(pointwise(x, 3, 2, 1), 2, 3);
    const simple = simplifyForward([x, a, x, a]);
    expectSameValues([x, a, x, a], simple, { image });
    expect(simple[1]).toBe(simple[3]);
  });

  it.each([1, 2, 3])('keeps every value of a network (seed %i)', (seed) => {
    const x = picture();
    const first = inceptionBlock(unit(x, 3, 4, [3, 3], { seed, padding: 'valid' }), 4, seed);
    const reduced = reductionBlock(first, 11, seed + 500);
    const outputs = [first, reduced, inceptionBlock(reduced, 16, seed + 900), tinyInception(x)];
    const simple = simplifyForward(outputs);
    expect(count(simple, 'affine')).toBe(0);
    expectSameValues(outputs, simple, { image: randomTensor([1, 3, 13, 12], seed) });
  });
});

describe('simplifyGradient', () => {
  /** Score and gradient of a weighted mean over the last layer, before and after. */
  function withGradient(build: (x: Node) => Node, channels: number) {
    const x = picture();
    const [y] = simplifyForward([build(x)]);
    const score = dot(randomConstant([1, channels], 41), spatialMean(y!));
    const before = [score, gradient(score, x)];
    return { before, after: simplifyGradient(before) };
  }

  const block = (x: Node) => inceptionBlock(inceptionBlock(x, 3, 100), 11, 200);
  const reduction = (x: Node) => reductionBlock(inceptionBlock(x, 3, 100), 11, 200);

  it.each([
    ['an Inception block behind another', block, 11],
    ['a reduction block behind an Inception block', reduction, 16],
    ['the tiny Inception', tinyInception, 11],
  ])('leaves score and gradient of %s as they are', (_title, build, channels) => {
    const { before, after } = withGradient(build, channels);
    expectSameValues(before, after, { image: randomTensor([1, 3, 11, 14], 42) });
    expectSameValues(before, after, { image: tiedTensor([1, 3, 10, 9], 43) });
  });

  it.each([
    ['an Inception block behind another', block, 11],
    ['a reduction block behind an Inception block', reduction, 16],
  ])('leaves no slice of what constant kernels made in %s', (_title, build, channels) => {
    const { before, after } = withGradient(build, channels);
    const sliced = (outputs: readonly Node[]) =>
      topologicalOrder(outputs).flatMap((node) => (isOp(node, 'sliceChannels') ? [node.inputs[0]!.op] : []));
    expect(sliced(before)).toContain('add');
    // The remaining slices split the outgrad of the last layer, which is a mean spread over a map.
    expect(sliced(after).filter((op) => op !== 'spatialMeanAdjoint')).toEqual([]);
  });

  it('slices the result of other operations', () => {
    const x = picture();
    const y = sliceChannels(add(relu(x), averagePool(relu(x), squareWindow(3, 1, 'same'))), 1, 3);
    expectSameValues([y], simplifyGradient([y]), { image });
  });

  it('slices the adjoint of a convolution in groups as a whole', () => {
    const outgrad = picture(4, 'outgrad');
    const like = picture(4, 'image');
    const how = kernelMove('same', { groups: 2 });
    const y = sliceChannels(convAdjoint(outgrad, randomConstant([4, 2, 3, 3]), like, how), 1, 3);
    const feeds = { outgrad: randomTensor([1, 4, 5, 5]), image: randomTensor([1, 4, 5, 5]) };
    expectSameValues([y], simplifyGradient([y]), feeds);
  });

  it('combines a sum of pointwise convolutions into one', () => {
    const x = picture();
    const y = concat([pointwise(x, 3, 2, 1), pointwise(x, 3, 4, 2), pointwise(x, 3, 1, 3)]);
    const score = dot(randomConstant([1, 7], 41), spatialMean(y));
    const before = [score, gradient(score, x)];
    const after = simplifyGradient(before);
    expect([count(before, 'convAdjoint'), count(before, 'add')]).toEqual([3, 2]);
    expect([count(after, 'convAdjoint'), count(after, 'add')]).toEqual([1, 0]);
    expectSameValues(before, after, { image });
  });

  it('computes the gradient of a residual once', () => {
    const residual = (y: Node, seed: number) => add(y, pointwise(relu(pointwise(y, 3, 6, seed)), 6, 3, seed + 10));
    const build = (x: Node) => pointwise([0, 20, 40, 60].reduce(residual, x), 3, 4, 200);
    const { before, after } = withGradient(build, 4);
    // Two for each residual, and the last one.
    expect([count(before, 'convAdjoint'), count(after, 'convAdjoint')]).toEqual([9, 9]);
    expect(count(after, 'concat')).toBe(0);
    expectSameValues(before, after, { image });
  });

  it.each([1, 3])("folds the preprocessing's scale into the first adjoint, in %i groups", (groups) => {
    const build = (x: Node) =>
      conv(normalise(x, 3, 1), randomConstant([6, 3 / groups, 3, 3], 5), undefined, kernelMove('same', { groups }));
    const { before, after } = withGradient(build, 6);
    expect([count(before, 'affineAdjoint'), count(after, 'affineAdjoint')]).toEqual([1, 0]);
    expectSameValues(before, after, { image });
  });

  it.each(['same', { top: 0, left: 0, bottom: 1, right: 1 }] as const)(
    'keeps score and gradient of inverted residuals, padded by %j',
    (padding) => {
      const build = (x: Node) => {
        const how = { channels: 3, wide: 18, kernel: 3, padding, seed: 60 } as const;
        const first = invertedResidual(normalise(x, 3, 1), { ...how, stride: 2 });
        return invertedResidual(invertedResidual(first, { ...how, stride: 1, padding: 'same' }), { ...how, stride: 2 });
      };
      const { before, after } = withGradient(build, 3);
      for (const [height, width] of [
        [12, 9],
        [11, 14],
      ] as const) {
        expectSameValues(before, after, { image: randomTensor([1, 3, height, width], 46) });
      }
    },
  );

  it("applies a ReLU's mask before the adjoint of the max pool", () => {
    const { before, after } = withGradient((x) => pointwise(maxPool(relu(x), squareWindow(3, 2, 'same')), 3, 2, 1), 2);
    const masked = (outputs: readonly Node[]) =>
      topologicalOrder(outputs).flatMap((node) => (isOp(node, 'reluAdjoint') ? [node.inputs[0]!.op] : []));
    expect(masked(before)).toEqual(['maxPoolAdjoint']);
    expect(masked(after)).not.toContain('maxPoolAdjoint');
    // Half of the values are 0 behind the ReLU, so some windows hold only zeros: these ties are tested.
    expectSameValues(before, after, { image: tiedTensor([1, 3, 9, 8], 44) });
  });

  it('keeps each mask with its own pool if two pools read the same map', () => {
    const build = (x: Node) => {
      const y = relu(x);
      return concat([
        pointwise(maxPool(y, squareWindow(3, 2, 'same')), 3, 2, 1),
        pointwise(maxPool(y, squareWindow(2, 2, 'same')), 3, 2, 3),
      ]);
    };
    const { before, after } = withGradient(build, 4);
    expectSameValues(before, after, { image: tiedTensor([1, 3, 9, 8], 45) });
  });

  it('handles hundreds of contributions to one value', () => {
    const x = picture();
    const y = concat([x, relu(x)]);
    let sum: Node = pointwise(y, 6, 2, 1000);
    for (let i = 0; i < 500; i++)
      sum = add(sum, conv(y, randomConstant([2, 6, 1, 2], i), undefined, kernelMove('same')));
    const score = dot(randomConstant([1, 2], 41), spatialMean(sum));
    const before = [score, gradient(score, x)];
    expectSameValues(before, simplifyGradient(before), { image: randomTensor([1, 3, 3, 3]) });
  });
});
