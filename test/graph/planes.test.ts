import { describe, expect, it } from 'vitest';
import { gradient } from '../../src/graph/gradient.js';
import { type Node, topologicalOrder } from '../../src/graph/graph.js';
import { add, conv, convTranspose, dot, maxPool, pad, relu, spatialMean } from '../../src/graph/ops.js';
import { planesOf, type Side, sideName } from '../../src/graph/planes.js';
import { channelsOf, inferShapes, isFlat } from '../../src/graph/shapes.js';
import { simplifyGradient } from '../../src/graph/simplify/simplify.js';
import { OP_CASES } from '../support/graph/op-cases.js';
import {
  invertedResidual,
  kernelMove,
  picture,
  randomConstant,
  squareWindow,
  tinyInception,
} from '../support/networks/nets.js';

function at(side: Side, size: { readonly height: number; readonly width: number }): number {
  if (typeof side === 'number') return side;
  return side.steps.reduce((value, { plus, over }) => Math.floor((value + plus) / over), size[side.of]) + side.plus;
}

/** Expects that every formula gives the same number as the shape rules. */
function expectRight(outputs: readonly Node[], sizes: readonly (readonly [number, number])[]): void {
  const planes = planesOf(outputs);
  for (const [height, width] of sizes) {
    const shapes = inferShapes(outputs, { height, width });
    for (const [node, plane] of planes) {
      expect(plane.map((side) => at(side, { height, width }))).toEqual(shapes.get(node)!.slice(2));
    }
  }
}

function withGradient(y: Node, image: Node): Node[] {
  const score = dot(randomConstant([1, channelsOf(y)], 41), isFlat(y) ? y : spatialMean(y));
  return [score, gradient(score, image)];
}

describe('planesOf', () => {
  const rows = OP_CASES.filter(({ build, channels }) => {
    const shapes = [...inferShapes([build(picture(channels))]).values()];
    return shapes.every((shape) => shape.length === 4 || shape[1] !== null);
  });

  it.each(rows)('is right about $title', ({ build, channels, sizes }) => {
    const image = picture(channels);
    const y = build(image);
    const shape = inferShapes([y]).get(y)!;
    expectRight([y], sizes);
    if (shape.length !== 4 && shape.length !== 2) return;
    const outputs = withGradient(y, image);
    expectRight(outputs, sizes);
    expectRight(simplifyGradient(outputs), sizes);
  });

  it('is right about a whole network, at even and odd sizes', () => {
    const image = picture();
    const net = tinyInception(image);
    const sizes = Array.from({ length: 12 }, (_, i) => [11 + i, 24 - i] as const);
    expectRight(withGradient(net, image), sizes);
    const how = { channels: 3, wide: 20, kernel: 3, stride: 2, seed: 1 } as const;
    for (const padding of ['same', { top: 0, left: 0, bottom: 1, right: 1 }] as const) {
      const residual = invertedResidual(invertedResidual(image, { ...how, padding }), { ...how, padding });
      const outputs = simplifyGradient(withGradient(residual, image));
      expectRight(outputs, sizes);
      // Every map has a formula.
      const planes = planesOf(outputs);
      for (const node of topologicalOrder(outputs)) {
        if (node.op !== 'constant' && inferShapes([node]).get(node)!.length === 4) expect(planes.has(node)).toBe(true);
      }
    }
  });

  it('gives maps of the same size the same name, however they were computed', () => {
    const x = picture();
    const name = (y: Node) => planesOf([y]).get(y)!.map(sideName).join(' ');
    const kernel = randomConstant([3, 3, 3, 3]);
    const byTwo = conv(x, kernel, undefined, kernelMove('same', { strides: [2, 2] }));
    expect(name(relu(byTwo))).toBe(name(maxPool(x, squareWindow(2, 2, 'same'))));
    expect(name(conv(x, kernel, undefined, kernelMove('valid')))).toBe(name(maxPool(x, squareWindow(3, 1, 'valid'))));
    // A window of stride 2 that reads two more rows has one more output.
    const padded = pad(x, { top: 1, left: 1, bottom: 1, right: 1, fill: 0 });
    const valid = kernelMove('valid', { strides: [2, 2] });
    expect(name(conv(padded, kernel, undefined, valid))).toBe(
      name(pad(conv(x, kernel, undefined, valid), { top: 0, left: 0, bottom: 1, right: 1, fill: 0 })),
    );
    expect(name(byTwo)).not.toBe(name(conv(x, kernel, undefined, valid)));
    expect(name(x)).toBe('height width');
  });

  it('has numbers for fixed sides, and no formula for a transposed convolution', () => {
    const fixed = conv(add(picture(), picture()), randomConstant([2, 3, 1, 1]), undefined, kernelMove());
    expect(planesOf([fixed]).has(fixed)).toBe(true);
    const up = convTranspose(picture(), randomConstant([3, 2, 2, 2]), undefined, {
      ...kernelMove('same', { strides: [2, 2] }),
      outputPadding: [0, 0],
    });
    expect(planesOf([up]).has(up)).toBe(false);
  });
});
