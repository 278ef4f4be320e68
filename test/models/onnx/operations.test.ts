import { describe, expect, it } from 'vitest';
import { gradient } from '../../../src/graph/gradient.js';
import type { Node } from '../../../src/graph/graph.js';
import { constant, dot, flatten } from '../../../src/graph/ops.js';
import { inferShapes } from '../../../src/graph/shapes.js';
import { FOLDINGS } from '../../../src/models/onnx/folding/foldings.js';
import { ONNX_OPERATIONS } from '../../../src/models/onnx/translate.js';
import { relativeDifference } from '../../support/graph/close.js';
import { interpret } from '../../support/graph/interpreter.js';
import { distinctTensor, randomTensor } from '../../support/networks/nets.js';
import { ONNX_CASES, type OnnxCase } from '../../support/onnx/cases.js';
import { onnxFile } from '../../support/onnx/file.js';
import { runOnnx, withModel } from '../../support/onnx/open.js';

/** Float32 against float64. */
const TOLERANCE = 1e-5;
const STEP = 1e-6;

const outputOf = ({ nodes }: OnnxCase): string => nodes.at(-1)!.outputs[0]!;
const bytesOf = (one: OnnxCase): Uint8Array => onnxFile({ ...one, outputs: [outputOf(one)] });

/** ONNX's order of the numbers: channels last if the case ends so. */
function inOnnxOrder(
  values: { readonly shape: readonly number[]; readonly data: ArrayLike<number> },
  dims: readonly number[],
): number[] {
  const [, channels = 1, height = 1, width = 1] = values.shape;
  const isSame = values.shape.length === dims.length && values.shape.every((size, i) => size === dims[i]);
  if (isSame || values.shape.length < 4 || dims.length < 4) return [...Array.from(values.data)];
  return Array.from(
    { length: values.data.length },
    (_, i) => values.data[(i % channels) * height * width + Math.floor(i / channels)]!,
  );
}

describe('every operation of an ONNX file', () => {
  it.each(ONNX_CASES)(
    '$title: computes what onnxruntime computes, with the gradient of central differences',
    async (one) => {
      const bytes = bytesOf(one);
      await withModel(bytes, async ({ image, layers }) => {
        const { node } = layers.at(-1)!;
        for (const [height, width] of one.sizes) {
          const x = randomTensor([1, 3, height, width], 41);
          const expected = await runOnnx(bytes, x, outputOf(one));
          const [value] = interpret([node], { image: x });
          expect(inferShapes([node], { height, width }).get(node)).toEqual(value!.shape);
          expect(relativeDifference(inOnnxOrder(value!, expected.shape), expected.data)).toBeLessThan(TOLERANCE);
          expectSlope(node, image, [height, width]);
        }
      });
    },
  );

  it('has a row', () => {
    const covered = new Set(ONNX_CASES.flatMap(({ nodes }) => nodes.map(({ op }) => op)));
    const known = [...ONNX_OPERATIONS, 'Constant', 'ConstantOfShape', 'Gather'];
    expect(known.filter((op) => !covered.has(op))).toEqual(['Size']);
    expect(Object.hasOwn(FOLDINGS, 'Size')).toBe(true);
  });
});

/** The gradient along a random direction, by the rules and by central differences. */
function expectSlope(node: Node, image: Node<'input'>, [height, width]: readonly [number, number]): void {
  const at = distinctTensor([1, 3, height, width], 42);
  const count = interpret([node], { image: at })[0]!.data.length;
  const isRow = inferShapes([node], { height, width }).get(node)!.length === 2;
  const v = constant(randomTensor([1, count], 43));
  const score = dot(v, isRow ? node : flatten(node, 'channels-first'));
  const u = randomTensor(at.shape, 44).data;
  const [slope] = interpret([gradient(score, image)], { image: at });
  const scoreAt = (step: number) => {
    const data = Float64Array.from(at.data, (value, i) => value + step * u[i]!);
    return interpret([score], { image: { shape: at.shape, data } })[0]!.data[0]!;
  };
  const byRules = slope!.data.reduce((sum, value, i) => sum + value * u[i]!, 0);
  const byDifferences = (scoreAt(STEP) - scoreAt(-STEP)) / (2 * STEP);
  expect(Math.abs(byRules - byDifferences)).toBeLessThan(1e-6 * Math.max(1, Math.abs(byDifferences)));
}
