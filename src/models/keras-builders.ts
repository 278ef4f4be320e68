// One builder a kind of Keras layer: from its inputs, settings and weights to graph. Keras' defaults apply where a setting is missing.

import { UserError } from '../errors.js';
import type { Padding, Pair, Window } from '../graph/attributes.js';
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
  relu,
  softmax,
} from '../graph/ops.js';
import { channelsOf, shapeOf } from '../graph/shapes.js';
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
  readonly filters?: number;
  readonly kernel_size?: Pair;
  readonly units?: number;
  readonly data_format?: string;
  readonly axis?: number | readonly number[];
  readonly pool_size?: Pair;
  readonly epsilon?: number;
}

/** Dimensions that a weight must have; null where any will do. */
export type WeightShape = readonly (number | null)[];

/** What a builder needs besides its inputs. */
export interface BuilderContext {
  readonly config: LayerConfig;
  /** The layer's weight of this kind ('kernel', 'gamma', ...), if it has one. @throws UserError NETWORK_UNREADABLE when its shape is another. */
  weight(kind: string, shape: WeightShape): Tensor | undefined;
  /** @throws UserError NETWORK_UNREADABLE when it is missing or its shape is another. */
  requireWeight(kind: string, shape: WeightShape): Tensor;
}

/** Makes the node of a layer. @throws UserError OP_UNSUPPORTED for a setting that is not known. */
export type Builder = (inputs: readonly Node[], context: BuilderContext) => Node;

/** Keras' default for BatchNormalization's epsilon. */
const BATCH_NORM_EPSILON = 1e-3;

/** By Keras' class name. */
export const LAYER_BUILDERS: Readonly<Record<string, Builder>> = {
  Activation: ([x], { config }) => activate(x!, config.activation),
  Add: (inputs) => inputs.reduce((sum, x) => add(sum, x)),
  AveragePooling2D: ([x], { config }) => averagePool(x!, windowOf(config)),
  BatchNormalization: ([x], context) => {
    requireLastAxis(x!, context.config);
    const shape = [channelsOf(x!)];
    const variance = context.requireWeight('moving_variance', shape).data;
    const mean = context.requireWeight('moving_mean', shape).data;
    const gamma = context.weight('gamma', shape)?.data;
    const beta = context.weight('beta', shape)?.data;
    const epsilon = context.config.epsilon ?? BATCH_NORM_EPSILON;
    const scale = variance.map((value, c) => (gamma?.[c] ?? 1) / Math.sqrt(value + epsilon));
    const offset = mean.map((value, c) => (beta?.[c] ?? 0) - value * scale[c]!);
    return affine(x!, vector(scale), vector(offset));
  },
  Concatenate: (inputs, { config }) => {
    requireLastAxis(inputs[0]!, config);
    return concat(inputs);
  },
  Conv2D: ([x], context) => {
    const { config } = context;
    requireChannelsLast(config);
    const groups = config.groups ?? 1;
    const [rows, columns] = config.kernel_size ?? [null, null];
    const kernel = context.requireWeight('kernel', [rows, columns, channelsOf(x!) / groups, config.filters ?? null]);
    const y = conv(x!, constant(toOihw(kernel)), biasOf(context, kernel.shape[3]!), {
      strides: config.strides ?? [1, 1],
      padding: paddingOf(config),
      dilations: config.dilation_rate ?? [1, 1],
      groups,
    });
    return activate(y, config.activation);
  },
  Dense: ([x], context) => {
    const { config } = context;
    const [, ins] = shapeOf(x!);
    const matrix = context.requireWeight('kernel', [ins ?? null, config.units ?? null]);
    return activate(dense(x!, constant(matrix), biasOf(context, matrix.shape[1]!)), config.activation);
  },
  Dropout: ([x]) => x!,
  Flatten: ([x], { config }) => {
    requireChannelsLast(config);
    return flatten(x!, 'channels-last');
  },
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

function biasOf(context: BuilderContext, outs: number): Node<'constant'> | undefined {
  return context.config.use_bias === false ? undefined : vector(context.requireWeight('bias', [outs]).data);
}

function windowOf(config: LayerConfig): Window {
  requireChannelsLast(config);
  const window = config.pool_size ?? [2, 2];
  return { window, strides: config.strides ?? window, padding: paddingOf(config) };
}

function paddingOf({ padding = 'valid', name }: LayerConfig): Padding {
  if (padding === 'valid' || padding === 'same') return padding;
  throw new UserError('OP_UNSUPPORTED', `layer '${name}' has the padding '${padding}'`, { hint: 'known: valid, same' });
}

function requireChannelsLast({ data_format = 'channels_last', name }: LayerConfig): void {
  if (data_format === 'channels_last') return;
  throw new UserError('OP_UNSUPPORTED', `layer '${name}' has the data format '${data_format}'`, {
    hint: 'known: channels_last',
  });
}

/** Keras counts the axes of `[batch, height, width, channels]`; the channels are the last. */
function requireLastAxis(x: Node, { axis = -1, name }: LayerConfig): void {
  const last = shapeOf(x).length - 1;
  const asked = typeof axis === 'number' ? [axis] : axis;
  if (asked.length === 1 && (asked[0] === -1 || asked[0] === last)) return;
  throw new UserError('OP_UNSUPPORTED', `layer '${name}' works along the axis ${asked.join(', ')}`, {
    hint: `known: the channels, which are the axis ${last}`,
  });
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
