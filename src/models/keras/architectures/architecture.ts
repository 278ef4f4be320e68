// What a known architecture is: a program that writes down its Keras topology, so that files with nothing but its weights can be opened. Layers are
// named as Keras names them, whose weights are found by these names.

import type { JsonObject } from '../../json.js';
import type { Preprocessing } from '../../preprocessing.js';

/** A network that Keras' applications hold, and that files of weights are published for. */
export interface Architecture {
  /** `vgg16` */
  readonly name: string;
  readonly preprocessing: Preprocessing;
  /** What tells it from another with the same weights, in words: a file cannot say which of them it is. */
  readonly differs?: string;
  /**
   * Its `model_config`, in the dialect of Keras 2.
   *
   * @param classes - Of the classifier at its end, or 0 for the network without one.
   */
  topology(classes: number): JsonObject;
}

/** The handle of a layer: its name. */
export type LayerName = string;

/** Rows and columns, or one number for both. */
export type Size = number | readonly [rows: number, columns: number];

/** Writes a topology, layer by layer. */
export interface Draft {
  /** Adds a layer of any kind that reads others. */
  add(kind: string, name: LayerName, config: JsonObject, ...from: readonly LayerName[]): LayerName;
  /** A convolution; with 'same' padding, stride 1 and a bias unless the config says otherwise. */
  conv(from: LayerName, name: LayerName, filters: number, size: Size, config?: JsonObject): LayerName;
  /** A batch normalisation. */
  norm(from: LayerName, name: LayerName, config?: JsonObject): LayerName;
  activation(from: LayerName, name: LayerName, activation: string): LayerName;
  /** The next name of layers that Keras numbers: `add`, `add_1`, ... from the number that the architecture's file has for the first. */
  next(kind: string): LayerName;
  /** The whole, ending with this layer. */
  finish(output: LayerName): JsonObject;
}

/** The name of the layer that is the picture. */
export const INPUT: LayerName = 'input_1';

/**
 * Begins a topology with its input.
 *
 * @param first - Number of the first layer of those that are numbered: 1 (`add_1`), or 0 (`add`, then `add_1`).
 */
export function draft(name: string, first: 0 | 1 = 1): Draft {
  const layers: JsonObject[] = [];
  const counts = new Map<string, number>();
  const self: Draft = {
    add: (kind, layer, config, ...from) => {
      layers.push({
        class_name: kind,
        name: layer,
        config: { name: layer, ...config },
        inbound_nodes: from.length === 0 ? [] : [from.map((one) => [one, 0, 0, {}])],
      });
      return layer;
    },
    conv: (from, layer, filters, size, config = {}) =>
      self.add(
        'Conv2D',
        layer,
        {
          filters,
          kernel_size: pair(size),
          strides: [1, 1],
          padding: 'same',
          use_bias: true,
          activation: 'linear',
          ...config,
        },
        from,
      ),
    norm: (from, layer, config = {}) =>
      self.add('BatchNormalization', layer, { axis: 3, epsilon: 1e-3, center: true, scale: true, ...config }, from),
    activation: (from, layer, activation) => self.add('Activation', layer, { activation }, from),
    next: (kind) => {
      const number = counts.get(kind) ?? first;
      counts.set(kind, number + 1);
      return number === 0 ? kind : `${kind}_${number}`;
    },
    finish: (output) => ({
      class_name: 'Model',
      config: { name, layers, input_layers: [[INPUT, 0, 0]], output_layers: [[output, 0, 0]] },
    }),
  };
  self.add('InputLayer', INPUT, { batch_input_shape: [null, null, null, 3], dtype: 'float32' });
  return self;
}

/** The classifier that most of them end with: the mean of each channel, and a dense layer. */
export function classify(net: Draft, from: LayerName, classes: number, pool: LayerName): LayerName {
  const mean = net.add('GlobalAveragePooling2D', pool, {}, from);
  return net.add('Dense', 'predictions', { units: classes, activation: 'softmax', use_bias: true }, mean);
}

/** Rows and columns. */
export function pair(size: Size): readonly [number, number] {
  return typeof size === 'number' ? [size, size] : size;
}
