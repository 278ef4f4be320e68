import { describe, expect, it } from 'vitest';
import type { Pair } from '../../src/graph/attributes.js';
import { gradient } from '../../src/graph/gradient.js';
import type { Node } from '../../src/graph/graph.js';
import { topologicalOrder } from '../../src/graph/graph.js';
import {
  add,
  averagePool,
  concat,
  conv,
  dense,
  flatten,
  maxPool,
  relu,
  sliceChannels,
  spatialMean,
} from '../../src/graph/ops.js';
import { channelsOf, inferShapes, paddingOf, ShapeError } from '../../src/graph/shapes.js';
import { interpret } from '../support/graph/interpreter.js';
import { OP_CASES } from '../support/graph/op-cases.js';
import {
  inceptionBlock,
  kernelMove,
  picture,
  randomConstant,
  randomTensor,
  squareWindow,
  tinyInception,
} from '../support/networks/nets.js';

const shapeAt = (node: Node, [height, width]: Pair) => inferShapes([node], { height, width }).get(node);

describe('the shape of every operation', () => {
  const rows = OP_CASES.flatMap((row) => row.sizes.map(([height, width]) => ({ ...row, height, width })));

  it.each(rows)(
    '$title at $height x $width equals that of the computed value',
    ({ channels, height, width, build }) => {
      const y = build(picture(channels));
      const [value] = interpret([y], { image: randomTensor([1, channels, height, width]) });
      expect(shapeAt(y, [height, width])).toEqual(value!.shape);
    },
  );

  it.each(OP_CASES)('$title with unknown sizes agrees with every known one', ({ channels, sizes, build }) => {
    const y = build(picture(channels));
    const unknown = inferShapes([y]).get(y)!;
    for (const size of sizes) {
      shapeAt(y, size)!.forEach((dimension, axis) => {
        expect(unknown[axis] ?? dimension).toBe(dimension);
      });
    }
  });

  it('holds for every node of a network with its gradient', () => {
    const x = picture();
    const score = spatialMean(sliceChannels(tinyInception(x), 0, 1));
    const outputs = [score, gradient(score, x)];
    const nodes = topologicalOrder(outputs);
    const values = interpret(nodes, { image: randomTensor([1, 3, 12, 15]) });
    const shapes = inferShapes(outputs, { height: 12, width: 15 });
    nodes.forEach((node, i) => {
      expect([node.op, shapes.get(node)]).toEqual([node.op, values[i]!.shape]);
    });
  });
});

describe('unknown sizes', () => {
  it('leave heights and widths unknown, and channels known', () => {
    const x = picture();
    const y = inceptionBlock(x, 3);
    expect(inferShapes([y]).get(y)).toEqual([1, 11, null, null]);
    expect(channelsOf(y)).toBe(11);
  });

  it('may be one of the two sides', () => {
    const x = picture();
    expect(inferShapes([x], { height: 5, width: null }).get(x)).toEqual([1, 3, 5, null]);
  });

  it('leave the length of a flattened map unknown', () => {
    const y = flatten(picture(), 'channels-last');
    expect(inferShapes([y]).get(y)).toEqual([1, null]);
    expect(() => channelsOf(y)).toThrow(ShapeError);
    expect(channelsOf(dense(y, randomConstant([12, 5]), undefined))).toBe(5);
  });
});

describe('ShapeError', () => {
  const x = picture(2);
  const threeByThree = conv(x, randomConstant([1, 2, 3, 3]), undefined, kernelMove());
  const dilated = conv(x, randomConstant([1, 2, 3, 3]), undefined, kernelMove('valid', { dilations: [2, 2] }));

  it.each([
    ['a convolution', threeByThree, 3],
    ['a dilated convolution', dilated, 5],
    ['a max pool', maxPool(x, squareWindow(4, 2, 'valid')), 4],
    ['an average pool', averagePool(x, squareWindow(8, 8, 'valid')), 8],
    ['two layers', maxPool(threeByThree, squareWindow(3, 2, 'valid')), 5],
    ['padded pixels too', maxPool(x, squareWindow(5, 1, { top: 1, left: 1, bottom: 1, right: 1 })), 3],
    ['same padding, never', maxPool(x, squareWindow(5, 2, 'same')), 1],
  ])('says when the picture is too small for %s', (_title, node, minimum) => {
    expect(shapeAt(node, [minimum, minimum])).toBeDefined();
    if (minimum === 1) return;
    expect(() => shapeAt(node, [minimum - 1, minimum])).toThrow(ShapeError);
    expect(() => shapeAt(node, [minimum, minimum - 1])).toThrow(/columns are too few/);
  });

  it('says when shapes contradict each other', () => {
    const smaller = maxPool(x, squareWindow(2, 2, 'valid'));
    expect(() => shapeAt(concat([x, smaller]), [4, 4])).toThrow(/heights to concatenate/);
    expect(() => shapeAt(add(x, smaller), [4, 4])).toThrow(/shapes to add/);
    expect(() => inferShapes([add(x, conv(x, randomConstant([1, 2, 1, 1]), undefined, kernelMove()))])).toThrow(
      ShapeError,
    );
    expect(() => inferShapes([conv(x, randomConstant([1, 3, 1, 1]), undefined, kernelMove())])).toThrow(
      /input channels/,
    );
    expect(() =>
      inferShapes([conv(x, randomConstant([2, 2, 1, 1]), undefined, kernelMove('valid', { groups: 2 }))]),
    ).toThrow(ShapeError);
    const head = dense(flatten(relu(x), 'channels-last'), randomConstant([32, 5]), undefined);
    expect(shapeAt(head, [4, 4])).toEqual([1, 5]);
    expect(() => shapeAt(head, [4, 5])).toThrow(/inputs of a dense layer/);
  });
});

describe('paddingOf', () => {
  it("puts the odd pixel of 'same' at the end, as TensorFlow does", () => {
    expect(paddingOf('same', 8, 3, 2, 'rows')).toEqual([0, 1]);
    expect(paddingOf('same', 7, 3, 2, 'rows')).toEqual([1, 1]);
    expect(paddingOf('same', 9, 4, 1, 'columns')).toEqual([1, 2]);
    expect(paddingOf('same', 6, 1, 2, 'columns')).toEqual([0, 0]);
  });

  it('returns explicit pixels by axis', () => {
    const padding = { top: 1, left: 2, bottom: 3, right: 4 };
    expect(paddingOf(padding, 8, 3, 1, 'rows')).toEqual([1, 3]);
    expect(paddingOf(padding, 8, 3, 1, 'columns')).toEqual([2, 4]);
    expect(paddingOf('valid', 8, 3, 1, 'columns')).toEqual([0, 0]);
  });
});
