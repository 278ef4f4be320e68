// A network, layer by layer: what comes out at a size of picture, how much was learned, how far each neuron sees.

import { UserError } from '../errors.js';
import type { OpAttributes, OpName } from '../graph/attributes.js';
import { isOp, type Node, topologicalOrder } from '../graph/graph.js';
import { channelsOf, type PictureSize, rememberedShapes, ShapeError } from '../graph/shapes.js';
import { unfolded } from '../graph/unfolded.js';
import type { Layer, Model } from './model.js';

/** A layer, summed up. */
export interface LayerSummary {
  readonly name: string;
  readonly kind: string;
  /** Of what comes out: `[1, channels, height, width]` or `[1, channels]`; null where the picture is too small for it, or the layer cannot be used. */
  readonly shape: readonly number[] | null;
  /** Numbers learned for it, as its source counts them; null where that is not known. */
  readonly parameters: number | null;
  /** Of one place, in pixels of the picture: what it can see. Null where that is the whole picture, or the layer cannot be used. */
  readonly receptiveField: { readonly height: number; readonly width: number } | null;
  /** Channels; of a flattened layer those of what was flattened. Null where the layer cannot be used. */
  readonly neurons: number | null;
  /** Why there is no shape, in words. */
  readonly problem: string | null;
}

/** The size of picture that layers are listed for, in pixels: what most classifiers were trained on. */
const USUAL_SIZE = { height: 224, width: 224 } as const;

/**
 * Lists the layers of a network, in the order of its file: neurons, shape, parameters and receptive field of each.
 *
 * @param size - Of the picture that the shapes are for, in pixels. @default 224x224
 */
export function listLayers(
  model: Model,
  size: { readonly height: number; readonly width: number } = USUAL_SIZE,
): readonly LayerSummary[] {
  const shapeAt = rememberedShapes(size satisfies PictureSize);
  const fields = openFields();
  return model.layers.map((layer) => summaryOf(layer, shapeAt, fields));
}

function summaryOf(layer: Layer, shapeAt: (node: Node) => readonly (number | null)[], fields: Fields): LayerSummary {
  const { name, kind, parameters = null } = layer;
  const facts = { name, kind, parameters };
  const nothing = { ...facts, shape: null, receptiveField: null, neurons: null };
  try {
    const { node } = layer; // of ONNX files, layers are translated here
    // A softmax of a flattened map is climbed in before it.
    const neurons = channelsOf(unfolded(isOp(node, 'softmax') ? node.inputs[0]! : node));
    const receptiveField = fields.of(node);
    try {
      return { ...facts, neurons, receptiveField, shape: shapeAt(node).map((dimension) => dimension!), problem: null };
    } catch (error) {
      if (error instanceof ShapeError) return { ...nothing, neurons, receptiveField, problem: error.message };
      throw error;
    }
  } catch (error) {
    if (error instanceof UserError || error instanceof ShapeError) return { ...nothing, problem: error.message };
    throw error;
  }
}

/** By axis: how many pixels a place sees, and how many lie between two places. Infinite where it sees everything. */
interface Reach {
  readonly size: readonly [height: number, width: number];
  readonly step: readonly [height: number, width: number];
}

const PIXEL: Reach = { size: [1, 1], step: [1, 1] };
const EVERYTHING: Reach = { size: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], step: [1, 1] };

/** What an operation does to the reach: nothing, or it sees everything, or it slides a window. 'backwards': never in a network. */
type ReachRule<K extends OpName> = 'same' | 'everything' | 'backwards' | ((reach: Reach, node: Node<K>) => Reach);

const pool = (reach: Reach, { attributes: { window, strides } }: Node<'maxPool' | 'averagePool'>): Reach =>
  slide(reach, window, strides);

/** @see Araujo, Norris, Sim 2019, "Computing Receptive Fields of Convolutional Neural Networks", distill.pub: sizes grow by (window - 1) * step, steps by strides. */
const RULES: { readonly [K in OpName]: ReachRule<K> } = {
  input: 'same',
  constant: 'same',
  conv: (reach, { inputs: [, kernel], attributes: { strides, dilations } }) =>
    slide(reach, extentOf(kernel!, dilations), strides),
  affine: 'same',
  relu: 'same',
  activation: 'same',
  prelu: 'same',
  softmax: 'same',
  maxPool: pool,
  averagePool: pool,
  convTranspose: (reach, { inputs: [, kernel], attributes: { strides, dilations } }) => {
    const extent = extentOf(kernel!, dilations);
    // A place comes from every stride-th place of the kernel.
    const places = ([0, 1] as const).map((axis) => Math.ceil(extent[axis] / strides[axis])) as [number, number];
    const { size, step } = slide(reach, places, [1, 1]);
    return { size, step: [step[0] / strides[0], step[1] / strides[1]] };
  },
  concat: 'same',
  add: 'same',
  mul: 'same',
  expand: 'same',
  pad: 'same',
  flatten: 'everything',
  unflatten: 'same',
  shuffleChannels: 'same',
  dense: 'same',
  sliceChannels: 'same',
  spatialMean: 'everything',
  spatialMax: 'everything',
  gram: 'everything',
  spot: 'everything',
  combineKernels: 'same',
  dot: 'same',
  // What is rearranged may mix places; where it does not, too much is said, never too little.
  reshape: 'everything',
  transpose: 'same',
  matMul: 'everything',
  layerNorm: 'same',
  convAdjoint: 'backwards',
  reluAdjoint: 'backwards',
  activationAdjoint: 'backwards',
  preluAdjoint: 'backwards',
  softmaxAdjoint: 'backwards',
  maxPoolAdjoint: 'backwards',
  averagePoolAdjoint: 'backwards',
  sliceChannelsAdjoint: 'backwards',
  affineAdjoint: 'backwards',
  expandAdjoint: 'backwards',
  padAdjoint: 'backwards',
  flattenAdjoint: 'backwards',
  denseAdjoint: 'backwards',
  spatialMeanAdjoint: 'backwards',
  spatialMaxAdjoint: 'backwards',
  gramAdjoint: 'backwards',
  scale: 'same',
  reshapeAdjoint: 'backwards',
  layerNormAdjoint: 'backwards',
  interleave: 'backwards',
};

interface Fields {
  of(node: Node): LayerSummary['receptiveField'];
}

/** Remembers: asking it of every layer costs one walk. */
function openFields(): Fields {
  const reaches = new Map<Node, Reach | null>();
  const visit = (node: Node): void => {
    if (reaches.has(node)) return;
    // Of what `expand` takes its second input only gives the shape.
    const inputs = isOp(node, 'expand') ? node.inputs.slice(0, 1) : node.inputs;
    const given = inputs.map((input) => reaches.get(input) ?? null).filter((reach) => reach !== null);
    if (isOp(node, 'input')) reaches.set(node, PIXEL);
    else reaches.set(node, given.length === 0 ? null : applied(node, widest(given)));
  };
  return {
    of(node) {
      const open = node.inputs.every((input) => reaches.has(input)) ? [node] : topologicalOrder([node]);
      for (const one of open) visit(one);
      const [height, width] = (reaches.get(node) ?? EVERYTHING).size;
      return Number.isFinite(height) && Number.isFinite(width) ? { height, width } : null;
    },
  };
}

function applied<K extends OpName>(node: Node<K>, reach: Reach): Reach {
  const rule: ReachRule<K> = RULES[node.op];
  if (rule === 'same') return reach;
  if (rule === 'everything') return EVERYTHING;
  if (rule === 'backwards') throw new RangeError(`Expected a network to hold no \`${node.op}\`.`);
  return rule(reach, node);
}

/** Where paths meet, the widest counts, in each axis. */
function widest(reaches: readonly Reach[]): Reach {
  const most = (of: (reach: Reach) => number) => Math.max(...reaches.map(of));
  return {
    size: [most(({ size }) => size[0]), most(({ size }) => size[1])],
    step: [most(({ step }) => step[0]), most(({ step }) => step[1])],
  };
}

function slide({ size, step }: Reach, window: Extent, strides: Extent): Reach {
  return {
    size: [size[0] + (window[0] - 1) * step[0], size[1] + (window[1] - 1) * step[1]],
    step: [step[0] * strides[0], step[1] * strides[1]],
  };
}

type Extent = readonly [rows: number, columns: number];

function extentOf(kernel: Node, dilations: OpAttributes['conv']['dilations']): Extent {
  if (!isOp(kernel, 'constant')) throw new RangeError(`Expected a kernel to be a constant, got \`${kernel.op}\`.`);
  const [, , rows, columns] = kernel.attributes.tensor.shape;
  return [(rows! - 1) * dilations[0] + 1, (columns! - 1) * dilations[1] + 1];
}
