// Keras' layer topologies (the `model_config` of Keras 2, as TensorFlow.js' layers format and .h5 files hold it) as our graph. The layouts are
// turned on the way: channels last to channels first, kernels HWIO to OIHW.

import { UserError } from '../errors.js';
import type { Node } from '../graph/graph.js';
import { input } from '../graph/ops.js';
import { ShapeError, shapeOf } from '../graph/shapes.js';
import type { Tensor } from '../tensor/tensor.js';
import { LAYER_BUILDERS, type LayerConfig, type WeightShape } from './keras-builders.js';
import type { Layer, Model } from './model.js';
import { type Preprocessing, preprocess } from './preprocessing.js';

/** A layer as the topology tells it. */
interface KerasLayer {
  readonly class_name: string;
  readonly name?: string;
  readonly config: LayerConfig;
  readonly inbound_nodes?: readonly (readonly (readonly [layer: string, ...rest: unknown[]])[])[];
}

/** `model_config` of a Sequential or functional model. */
export interface KerasTopology {
  readonly class_name: string;
  readonly config: { readonly layers: readonly KerasLayer[] } | readonly KerasLayer[];
}

/**
 * Builds the graph of a Keras model with one input, the picture, and no layer that is used twice.
 *
 * @param name - What the network is called in messages.
 * @param weights - By Keras' names, `conv2d_1/kernel`, shaped as Keras has them.
 * @param preprocessing - What the network was trained on.
 * @throws UserError OP_UNSUPPORTED naming layers of unknown kinds or settings; NETWORK_UNREADABLE where weights are missing or do not fit,
 *   inputs are unknown, or layers do not fit each other.
 */
export function fromKerasLayers(
  name: string,
  topology: KerasTopology,
  weights: ReadonlyMap<string, Tensor>,
  preprocessing: Preprocessing,
): Model {
  const layers = 'layers' in topology.config ? topology.config.layers : topology.config;
  refuseUnknown(name, layers);
  const image = input('image', [1, 3, 'height', 'width']);
  const prepared = preprocess(image, preprocessing);
  const nodes = new Map<string, Node>();
  const named: Layer[] = [];
  let previous: Node = prepared;
  for (const layer of layers) {
    const layerName = nameOf(layer);
    if (layer.class_name === 'InputLayer') {
      nodes.set(layerName, prepared);
      continue;
    }
    const node = build(layer, inputsOf(layer, nodes, previous), weights);
    nodes.set(layerName, node);
    named.push({ name: layerName, kind: layer.class_name, node });
    previous = node;
  }
  return { name, image, layers: named };
}

function nameOf(layer: KerasLayer): string {
  return layer.name ?? layer.config.name;
}

function refuseUnknown(name: string, layers: readonly KerasLayer[]): void {
  const known = (layer: KerasLayer) =>
    layer.class_name === 'InputLayer' || Object.hasOwn(LAYER_BUILDERS, layer.class_name);
  const unknown = [...new Set(layers.filter((layer) => !known(layer)).map((layer) => layer.class_name))];
  if (unknown.length > 0) {
    throw new UserError('OP_UNSUPPORTED', `${name} has layers of unknown kinds: ${unknown.join(', ')}`, {
      hint: `known: ${Object.keys(LAYER_BUILDERS).join(', ')}`,
    });
  }
  const inputs = layers.filter((layer) => layer.class_name === 'InputLayer');
  if (inputs.length > 1) {
    throw new UserError('OP_UNSUPPORTED', `${name} has ${inputs.length} inputs: ${inputs.map(nameOf).join(', ')}`, {
      hint: 'a network must read one picture and nothing else',
    });
  }
}

/** A sequential model names no inputs: each layer reads the one before. */
function inputsOf(layer: KerasLayer, nodes: ReadonlyMap<string, Node>, previous: Node): readonly Node[] {
  const calls = layer.inbound_nodes ?? [];
  if (calls.length > 1) {
    throw new UserError('OP_UNSUPPORTED', `layer '${nameOf(layer)}' is used ${calls.length} times in one network`);
  }
  const inbound = calls[0];
  if (inbound === undefined) return [previous];
  return inbound.map(([from]) => {
    const node = nodes.get(from);
    if (node === undefined) {
      throw new UserError(
        'NETWORK_UNREADABLE',
        `layer '${nameOf(layer)}' reads '${from}', which does not come before it`,
      );
    }
    return node;
  });
}

function build(layer: KerasLayer, inputs: readonly Node[], weights: ReadonlyMap<string, Tensor>): Node {
  const weight = (kind: string, shape: WeightShape) => fitting(weights, `${nameOf(layer)}/${kind}`, shape);
  const requireWeight = (kind: string, shape: WeightShape) => {
    const found = weight(kind, shape);
    if (found !== undefined) return found;
    throw new UserError('NETWORK_UNREADABLE', `the weight '${nameOf(layer)}/${kind}' is missing`);
  };
  try {
    const node = LAYER_BUILDERS[layer.class_name]!(inputs, { config: layer.config, weight, requireWeight });
    shapeOf(node);
    return node;
  } catch (cause) {
    if (!(cause instanceof ShapeError)) throw cause;
    throw new UserError('NETWORK_UNREADABLE', `layer '${nameOf(layer)}' does not fit its inputs: ${cause.message}`, {
      cause,
    });
  }
}

function fitting(weights: ReadonlyMap<string, Tensor>, name: string, shape: WeightShape): Tensor | undefined {
  const found = weights.get(name);
  if (found === undefined) return undefined;
  const fits =
    found.shape.length === shape.length && shape.every((size, i) => size === null || size === found.shape[i]);
  if (fits) return found;
  const wanted = shape.map((size) => size ?? 'any').join(', ');
  throw new UserError(
    'NETWORK_UNREADABLE',
    `the weight '${name}' has the shape [${found.shape.join(', ')}], its layer needs [${wanted}]`,
  );
}
