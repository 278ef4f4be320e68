// Rewrites that leave every value as it is and make it cheaper. Before the gradient is taken: affine maps (batch normalisation, the network's
// preprocessing) melt into the convolutions beside them, average pools move behind the 1x1 convolution that follows, pools move into
// concatenations, padding by zeros becomes the convolution's or the pool's own. After it: slices move up into the constant kernels that made what is sliced, 1x1 convolutions that are added up become one, and
// a ReLU's mask is laid on before the max pool's gradient is spread, not after.

import type { Tensor } from '../../tensor/tensor.js';
import type { Convolution } from '../attributes.js';
import { isOp, type Node, rewrite, topologicalOrder } from '../graph.js';
import {
  add,
  averagePool,
  averagePoolAdjoint,
  concat,
  constant,
  conv,
  convAdjoint,
  maxPool,
  maxPoolAdjoint,
  reluAdjoint,
  sliceChannels,
} from '../ops.js';
import { reorderInConv } from './channels.js';
import { padInConv, padInMaxPool } from './padding.js';

/** To be called before the gradient is taken. */
export function simplifyForward(outputs: readonly Node[]): Node[] {
  return [
    padInConv,
    padInMaxPool,
    reorderInConv,
    foldAffineIntoConv,
    foldAffineBehindConv,
    poolAfterPointwise,
    poolInsideConcat,
  ].reduce<Node[]>((nodes, pass) => pass(nodes), [...outputs]);
}

/** To be called on a graph with its gradient. */
export function simplifyGradient(outputs: readonly Node[]): Node[] {
  return [sliceEarly, addPointwiseOnce, maskBeforePool].reduce<Node[]>((nodes, pass) => pass(nodes), [...outputs]);
}

/** conv(affine(x)) = conv'(x) where no zeros are padded in between. */
function foldAffineIntoConv(outputs: readonly Node[]): Node[] {
  return rewrite(outputs, (node) => {
    if (!isOp(node, 'conv') || node.attributes.padding !== 'valid' || node.attributes.groups !== 1) return node;
    const [x, kernel, bias] = node.inputs;
    if (!isOp(x!, 'affine') || !isOp(kernel!, 'constant')) return node;
    const [inner, scale, offset] = x.inputs;
    if (!isOp(scale!, 'constant') || !isOp(offset!, 'constant') || !isConstantOrAbsent(bias)) return node;
    const [outs, ins, rows, columns] = dims4(kernel.attributes.tensor);
    const data = kernel.attributes.tensor.data.slice();
    const sums = Float64Array.from(bias?.attributes.tensor.data ?? new Float32Array(outs));
    for (let o = 0, at = 0; o < outs; o++) {
      for (let i = 0; i < ins; i++) {
        const by = scale.attributes.tensor.data[i]!;
        const plus = offset.attributes.tensor.data[i]!;
        for (let end = at + rows * columns; at < end; at++) {
          sums[o]! += data[at]! * plus;
          data[at]! *= by;
        }
      }
    }
    return conv(
      inner!,
      constant({ shape: [outs, ins, rows, columns], data }),
      constant({ shape: [outs], data: Float32Array.from(sums) }),
      node.attributes,
    );
  }).outputs;
}

/** affine(conv(x)) = conv'(x) where nobody else reads the convolution. */
function foldAffineBehindConv(outputs: readonly Node[]): Node[] {
  const uses = countUses(outputs);
  return rewrite(outputs, (node, original) => {
    if (!isOp(node, 'affine')) return node;
    const [x, scale, offset] = node.inputs;
    if (!isOp(x!, 'conv') || uses.get(original.inputs[0]!) !== 1) return node;
    const [inner, kernel, bias] = x.inputs;
    if (!isOp(kernel!, 'constant') || !isOp(scale!, 'constant') || !isOp(offset!, 'constant')) return node;
    if (!isConstantOrAbsent(bias)) return node;
    const by = scale.attributes.tensor.data;
    const plus = offset.attributes.tensor.data;
    const old = kernel.attributes.tensor;
    const perOutput = old.data.length / old.shape[0]!;
    return conv(
      inner!,
      constant({ shape: old.shape, data: old.data.map((value, i) => value * by[Math.floor(i / perOutput)]!) }),
      constant({
        shape: [plus.length],
        data: plus.map((value, o) => value + by[o]! * (bias?.attributes.tensor.data[o] ?? 0)),
      }),
      x.attributes,
    );
  }).outputs;
}

/**
 * A 1x1 convolution mixes channels, a stride-1 average pool mixes places: they commute, bias included, since the padding is left out of the
 * count. With fewer channels after the convolution than before, the pool has less to do.
 */
function poolAfterPointwise(outputs: readonly Node[]): Node[] {
  return rewrite(outputs, (node) => {
    if (!isOp(node, 'conv') || !isPointwise(node.attributes, node.inputs[1]!)) return node;
    const [x, kernel, bias] = node.inputs;
    if (!isOp(x!, 'averagePool') || x.attributes.strides[0] !== 1 || x.attributes.strides[1] !== 1) return node;
    if (!isOp(kernel!, 'constant') || kernel.attributes.tensor.shape[0]! > kernel.attributes.tensor.shape[1]!)
      return node;
    // Where the padding counts, a bias would be averaged with zeros.
    if (x.attributes.countsPadding === true && bias !== undefined) return node;
    return averagePool(conv(x.inputs[0]!, kernel, bias, node.attributes), x.attributes);
  }).outputs;
}

/** maxPool(concat(a, b)) = concat(maxPool(a), maxPool(b)): so that the gradient of each part is its own. Concatenations of concatenations become one. */
function poolInsideConcat(outputs: readonly Node[]): Node[] {
  return rewrite(outputs, (node) => {
    if (!isOp(node, 'maxPool') || !isOp(node.inputs[0]!, 'concat')) return flat(node);
    return concat(node.inputs[0].inputs.map((part) => maxPool(part, node.attributes)));
  }).outputs;
}

function flattenConcat(outputs: readonly Node[]): Node[] {
  return rewrite(outputs, flat).outputs;
}

/** One level is enough where the inputs are flat already, as they are in a rewrite. */
function flat(node: Node): Node {
  if (!isOp(node, 'concat') || !node.inputs.some((part) => isOp(part, 'concat'))) return node;
  return concat(node.inputs.flatMap((part) => (isOp(part, 'concat') ? part.inputs : [part])));
}

/** The runtimes copy for a slice; a slice of a constant kernel costs nothing. */
function sliceEarly(outputs: readonly Node[]): Node[] {
  return rewrite(outputs, (node) => {
    if (!isOp(node, 'sliceChannels')) return node;
    return slice(node.inputs[0]!, node.attributes.start, node.attributes.end);
  }).outputs;
}

function slice(of: Node, start: number, end: number): Node {
  if (isOp(of, 'add')) return add(slice(of.inputs[0]!, start, end), slice(of.inputs[1]!, start, end));
  if (isOp(of, 'averagePoolAdjoint')) {
    return averagePoolAdjoint(slice(of.inputs[0]!, start, end), of.inputs[1]!, of.attributes);
  }
  const kernel = of.inputs[1];
  if (isOp(of, 'convAdjoint') && isOp(kernel!, 'constant') && of.attributes.groups === 1) {
    return convAdjoint(
      of.inputs[0]!,
      constant(sliceInputs(kernel.attributes.tensor, start, end)),
      of.inputs[2]!,
      of.attributes,
    );
  }
  return sliceChannels(of, start, end);
}

/** convAdjoint(g, K) + convAdjoint(h, L) = convAdjoint(concat(g, h), concat(K, L)) for 1x1 kernels. */
function addPointwiseOnce(outputs: readonly Node[]): Node[] {
  return flattenConcat(
    rewrite(outputs, (node) => {
      const [a, b] = node.inputs;
      if (!isOp(node, 'add') || !isOp(a!, 'convAdjoint') || !isOp(b!, 'convAdjoint')) return node;
      const [k, l] = [a.inputs[1]!, b.inputs[1]!];
      if (!isOp(k, 'constant') || !isOp(l, 'constant')) return node;
      if (!isPointwise(a.attributes, k) || !isPointwise(b.attributes, l)) return node;
      const { shape, data } = k.attributes.tensor;
      const joined = new Float32Array(data.length + l.attributes.tensor.data.length);
      joined.set(data);
      joined.set(l.attributes.tensor.data, data.length);
      const outs = shape[0]! + l.attributes.tensor.shape[0]!;
      return convAdjoint(
        concat([a.inputs[0]!, b.inputs[0]!]),
        constant({ shape: [outs, ...shape.slice(1)], data: joined }),
        a.inputs[2]!,
        a.attributes,
      );
    }).outputs,
  );
}

/**
 * Behind relu and max pool, outgrad goes to a place only if the window's maximum is there, and passes the relu only if that maximum is above 0:
 * asking the pooled map is the same as asking every place, and a quarter of the work.
 */
function maskBeforePool(outputs: readonly Node[]): Node[] {
  const pools = new Map<Node, Node<'maxPool'>[]>();
  return rewrite(outputs, (node) => {
    if (isOp(node, 'maxPool')) pools.set(node.inputs[0]!, [...(pools.get(node.inputs[0]!) ?? []), node]);
    if (!isOp(node, 'reluAdjoint')) return node;
    const [spread, y] = node.inputs;
    if (!isOp(spread!, 'maxPoolAdjoint') || spread.inputs[1] !== y) return node;
    const pool = pools.get(y!)?.find(({ attributes }) => attributes === spread.attributes);
    if (pool === undefined) return node;
    return maxPoolAdjoint(reluAdjoint(spread.inputs[0]!, pool), y!, spread.attributes);
  }).outputs;
}

function isPointwise({ strides, groups, padding }: Convolution, kernel: Node): boolean {
  if (!isOp(kernel, 'constant') || typeof padding !== 'string') return false;
  const [, , rows, columns] = dims4(kernel.attributes.tensor);
  return rows === 1 && columns === 1 && strides[0] === 1 && strides[1] === 1 && groups === 1;
}

function isConstantOrAbsent(node: Node | undefined): node is Node<'constant'> | undefined {
  return node === undefined || isOp(node, 'constant');
}

/** The part of a kernel `[out, in, rows, columns]` that reads the inputs from `start` to `end`. */
function sliceInputs(kernel: Tensor, start: number, end: number): Tensor {
  const [outs, ins, rows, columns] = dims4(kernel);
  const area = rows * columns;
  const width = (end - start) * area;
  const data = new Float32Array(outs * width);
  for (let o = 0; o < outs; o++) {
    const from = (o * ins + start) * area;
    data.set(kernel.data.subarray(from, from + width), o * width);
  }
  return { shape: [outs, end - start, rows, columns], data };
}

function dims4({ shape }: Tensor): readonly [number, number, number, number] {
  return [shape[0]!, shape[1]!, shape[2]!, shape[3]!];
}

function countUses(outputs: readonly Node[]): ReadonlyMap<Node, number> {
  const uses = new Map<Node, number>();
  const use = (node: Node) => uses.set(node, (uses.get(node) ?? 0) + 1);
  for (const node of topologicalOrder(outputs)) node.inputs.forEach(use);
  outputs.forEach(use);
  return uses;
}
