// Counts the cost of a graph at a picture size, for estimates: floating point operations, the bytes of the constants,
// and the peak of the bytes of computed values. The speed of a machine is measured elsewhere.

import type { OpAttributes, OpName, Pair } from './attributes.js';
import { type Node, topologicalOrder } from './graph.js';
import { type Dimension, inferShapes, type PictureSize, type Shape } from './shapes.js';

/** The cost of one evaluation of a graph at one picture size. */
export interface GraphCost {
  /** Floating point operations; a multiplication and an addition count as two. */
  readonly operations: number;
  /** Bytes of all constants. */
  readonly weightBytes: number;
  /** Peak of the bytes of computed values, if each is freed after its last use. */
  readonly valueBytes: number;
}

/** Bytes of a float32. */
const FLOAT_BYTES = 4;

/**
 * Counts the cost of one evaluation of the outputs.
 *
 * @param size - Size of the picture, in pixels.
 * @throws ShapeError when the picture is too small for the graph.
 */
export function costOf(
  outputs: readonly Node[],
  size: PictureSize & { readonly height: number; readonly width: number },
): GraphCost {
  const shapes = inferShapes(outputs, size);
  const order = topologicalOrder(outputs);
  let operations = 0;
  let weightBytes = 0;
  for (const node of order) {
    const inputs = node.inputs.map((input) => shapes.get(input)!);
    operations += operationsOf(node, inputs, shapes.get(node)!);
    if (node.op === 'constant') weightBytes += FLOAT_BYTES * elements(shapes.get(node)!);
  }
  return { operations, weightBytes, valueBytes: mostAlive(order, outputs, shapes) };
}

/** `inputs` and `output` are shapes. */
type Rule<K extends OpName> = (inputs: readonly Shape[], output: Shape, attributes: OpAttributes[K]) => number;

/** Approximate cost of an exponential or a power, which runtimes compute as a polynomial. */
const CURVE_OPERATIONS = 8;

const NOTHING = () => 0;
/** This many operations per element of the result. */
const perElement = (count: number) => (_inputs: readonly Shape[], output: Shape) => count * elements(output);
const area = ([rows, columns]: Pair) => rows * columns;
/**
 * Multiplications and additions of a convolution with an output of this shape and a kernel `[out, in / groups, h, w]`.
 */
const convolution = (output: Shape, kernel: Shape) => 2 * elements(output) * elements(kernel.slice(1));

const OPERATIONS: { readonly [K in OpName]: Rule<K> } = {
  input: NOTHING,
  constant: NOTHING,
  conv: ([, kernel], output) => convolution(output, kernel!),
  affine: perElement(2),
  relu: perElement(1),
  activation: perElement(CURVE_OPERATIONS),
  prelu: perElement(2),
  softmax: perElement(4),
  maxPool: (_inputs, output, { window }) => area(window) * elements(output),
  averagePool: (_inputs, output, { window }) => area(window) * elements(output),
  convTranspose: ([x, kernel]) => convolution(x!, kernel!),
  concat: NOTHING,
  add: perElement(1),
  mul: perElement(1),
  expand: NOTHING,
  pad: NOTHING,
  flatten: NOTHING,
  unflatten: NOTHING,
  shuffleChannels: NOTHING,
  dense: ([x, matrix]) => 2 * x![0]! * elements(matrix!),
  sliceChannels: NOTHING,
  spatialMean: ([x]) => elements(x!),
  spatialMax: ([x]) => elements(x!),
  gram: ([x]) => 2 * x![1]! * elements(x!),
  spot: perElement(1),
  combineKernels: ([, kernel]) => 2 * elements(kernel!),
  dot: ([a]) => 2 * elements(a!),
  reshape: NOTHING,
  transpose: NOTHING,
  matMul: ([a, b], _output, { turnB }) => 2 * elements(a!) * b![turnB ? 1 : 2]!,
  layerNorm: perElement(5),
  convAdjoint: ([outgrad, kernel]) => convolution(outgrad!, kernel!),
  reluAdjoint: perElement(1),
  activationAdjoint: perElement(CURVE_OPERATIONS),
  preluAdjoint: perElement(2),
  softmaxAdjoint: perElement(4),
  // The maxima are found again.
  maxPoolAdjoint: ([outgrad], _output, { window }) => (area(window) + 1) * elements(outgrad!),
  averagePoolAdjoint: ([outgrad], _output, { window }) => area(window) * elements(outgrad!),
  sliceChannelsAdjoint: NOTHING,
  affineAdjoint: perElement(1),
  expandAdjoint: ([outgrad]) => elements(outgrad!),
  padAdjoint: ([outgrad]) => elements(outgrad!),
  flattenAdjoint: NOTHING,
  denseAdjoint: ([outgrad, matrix]) => 2 * outgrad![0]! * elements(matrix!),
  spatialMeanAdjoint: perElement(1),
  spatialMaxAdjoint: ([, x]) => elements(x!),
  gramAdjoint: ([, x]) => 2 * x![1]! * elements(x!),
  scale: perElement(1),
  reshapeAdjoint: NOTHING,
  layerNormAdjoint: perElement(10),
  interleave: NOTHING,
};

function operationsOf<K extends OpName>(node: Node<K>, inputs: readonly Shape[], output: Shape): number {
  return OPERATIONS[node.op](inputs, output, node.attributes);
}

/** The product of the dimensions, all of which must be known. */
function elements(shape: readonly Dimension[]): number {
  return shape.reduce<number>((product, dimension) => product * dimension!, 1);
}

function mostAlive(order: readonly Node[], outputs: readonly Node[], shapes: ReadonlyMap<Node, Shape>): number {
  const lastUse = new Map<Node, number>();
  for (const [at, node] of order.entries()) for (const input of node.inputs) lastUse.set(input, at);
  for (const output of outputs) lastUse.set(output, order.length);
  let alive = 0;
  let most = 0;
  for (const [at, node] of order.entries()) {
    if (node.op === 'constant') continue;
    alive += FLOAT_BYTES * elements(shapes.get(node)!);
    most = Math.max(most, alive);
    for (const input of new Set(node.inputs)) {
      if (input.op !== 'constant' && lastUse.get(input) === at) alive -= FLOAT_BYTES * elements(shapes.get(input)!);
    }
  }
  return most;
}
