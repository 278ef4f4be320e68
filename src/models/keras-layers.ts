// Keras' layer topologies (the `model_config` of Keras 2, as TensorFlow.js' layers format and .h5 files hold it) as our graph. The layouts are
// turned on the way: channels last to channels first, kernels HWIO to OIHW.

import { UserError } from '../errors.js';
import type { Node } from '../graph/graph.js';
import { input } from '../graph/ops.js';
import type { Tensor } from '../tensor/tensor.js';
import { LAYER_BUILDERS, type LayerConfig } from './keras-builders.js';
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
 * Builds the graph of a Keras model.
 *
 * @param name - What the network is called in messages.
 * @param weights - By Keras' names, `conv2d_1/kernel`.
 * @throws UserError OP_UNSUPPORTED naming layers of unknown kinds; NETWORK_UNREADABLE where weights are missing or inputs unknown.
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
    const layerName = layer.name ?? layer.config.name;
    const node =
      layer.class_name === 'InputLayer'
        ? prepared
        : LAYER_BUILDERS[layer.class_name]!(inputsOf(layer, nodes, previous), {
            config: layer.config,
            weight: (kind) => weights.get(`${layerName}/${kind}`),
            requireWeight: (kind) => requireWeight(weights, `${layerName}/${kind}`),
          });
    nodes.set(layerName, node);
    if (layer.class_name !== 'InputLayer') named.push({ name: layerName, kind: layer.class_name, node });
    previous = node;
  }
  return { name, image, layers: named };
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
}

/** A sequential model names no inputs: each layer reads the one before. */
function inputsOf(layer: KerasLayer, nodes: ReadonlyMap<string, Node>, previous: Node): readonly Node[] {
  const inbound = layer.inbound_nodes?.[0];
  if (inbound === undefined) return [previous];
  return inbound.map(([from]) => {
    const node = nodes.get(from);
    if (node === undefined) {
      throw new UserError('NETWORK_UNREADABLE', `layer '${layer.name}' reads '${from}', which does not come before it`);
    }
    return node;
  });
}

function requireWeight(weights: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const found = weights.get(name);
  if (found === undefined) throw new UserError('NETWORK_UNREADABLE', `the weight '${name}' is missing`);
  return found;
}
