// One builder a kind of Keras layer: from its inputs, settings and weights to graph. Keras' defaults apply where a setting is missing.

import { UserError } from '../errors.js';
import type { Node } from '../graph/graph.js';
import {
  add,
  affine,
  averagePool,
  concat,
  constant,
  conv,
  dense,
  flatten,
  maxPool,
  type Padding,
  type Pair,
  relu,
  softmax,
  type Window,
} from '../graph/ops.js';
import type { Tensor } from '../tensor/tensor.js';

/** A layer's `config`; only what is read here. */
export interface LayerConfig {
  readonly name: string;
  readonly activation?: string;
  readonly use_bias?: boolean;
  readonly padding?: string;
  readonly strides?: Pair | null;
  readonly dilation_rate?: Pair;
  readonly groups?: number;
  readonly pool_size?: Pair;
  readonly epsilon?: number;
}

export interface BuilderContext {
  readonly config: LayerConfig;
  /** The layer's weight of this kind ('kernel', 'gamma', ...), if it has one. */
  weight(kind: string): Tensor | undefined;
  requireWeight(kind: string): Tensor;
}

type Builder = (inputs: readonly Node[], context: BuilderContext) => Node;

/** Keras' default for BatchNormalization's epsilon. */
const BATCH_NORM_EPSILON = 1e-3;

export const LAYER_BUILDERS: Readonly<Record<string, Builder>> = {
  Activation: ([x], { config }) => activate(x!, config.activation),
  Add: (inputs) => inputs.reduce((sum, x) => add(sum, x)),
  AveragePooling2D: ([x], { config }) => averagePool(x!, windowOf(config)),
  BatchNormalization: ([x], context) => {
    const variance = context.requireWeight('moving_variance').data;
    const mean = context.requireWeight('moving_mean').data;
    const gamma = context.weight('gamma')?.data;
    const beta = context.weight('beta')?.data;
    const epsilon = context.config.epsilon ?? BATCH_NORM_EPSILON;
    const scale = variance.map((value, c) => (gamma?.[c] ?? 1) / Math.sqrt(value + epsilon));
    const offset = mean.map((value, c) => (beta?.[c] ?? 0) - value * scale[c]!);
    return affine(x!, vector(scale), vector(offset));
  },
  Concatenate: (inputs) => concat(inputs),
  Conv2D: ([x], context) => {
    const { config } = context;
    const kernel = constant(toOihw(context.requireWeight('kernel')));
    const bias = config.use_bias === false ? undefined : vector(context.requireWeight('bias').data);
    const y = conv(x!, kernel, bias, {
      strides: config.strides ?? [1, 1],
      padding: paddingOf(config),
      dilations: config.dilation_rate ?? [1, 1],
      groups: config.groups ?? 1,
    });
    return activate(y, config.activation);
  },
  Dense: ([x], context) => {
    const bias = context.config.use_bias === false ? undefined : vector(context.requireWeight('bias').data);
    return activate(dense(x!, constant(context.requireWeight('kernel')), bias), context.config.activation);
  },
  Dropout: ([x]) => x!,
  Flatten: ([x]) => flatten(x!, 'channels-last'),
  MaxPooling2D: ([x], { config }) => maxPool(x!, windowOf(config)),
};

function activate(x: Node, activation: string | undefined): Node {
  switch (activation ?? 'linear') {
    case 'linear':
      return x;
    case 'relu':
      return relu(x);
    case 'softmax':
      return softmax(x);
    default:
      throw new UserError('OP_UNSUPPORTED', `the activation '${activation}' is not known`, {
        hint: 'known: linear, relu, softmax',
      });
  }
}

function windowOf(config: LayerConfig): Window {
  const window = config.pool_size ?? [2, 2];
  return { window, strides: config.strides ?? window, padding: paddingOf(config) };
}

function paddingOf({ padding = 'valid', name }: LayerConfig): Padding {
  if (padding === 'valid' || padding === 'same') return padding;
  throw new UserError('OP_UNSUPPORTED', `layer '${name}' has the padding '${padding}'`, { hint: 'known: valid, same' });
}

function vector(data: Float32Array): Node<'constant'> {
  return constant({ shape: [data.length], data });
}

/** `[rows, columns, in, out]` to `[out, in, rows, columns]`. */
function toOihw({ shape, data }: Tensor): Tensor {
  const [rows, columns, ins, outs] = [shape[0]!, shape[1]!, shape[2]!, shape[3]!];
  const area = rows * columns;
  const turned = new Float32Array(data.length);
  for (let a = 0, from = 0; a < area; a++) {
    for (let i = 0; i < ins; i++) {
      for (let o = 0; o < outs; o++) turned[(o * ins + i) * area + a] = data[from++]!;
    }
  }
  return { shape: [outs, ins, rows, columns], data: turned };
}
