// A known architecture is a function that returns a Keras topology, so that files with weights alone can be opened.
// Layers have Keras's names, because weights are found by these names.

import type { JsonObject } from '../../json.js';
import type { Preprocessing } from '../../preprocessing.js';

/** A network of keras.applications with published files of weights. */
export interface Architecture {
  /** `vgg16` */
  readonly name: string;
  readonly preprocessing: Preprocessing;
  /**
   * How it differs from another architecture with the same weights. A file of weights does not say which one it is for.
   */
  readonly differs?: string;
  /**
   * Its `model_config`, in the format of Keras 2.
   *
   * @param classes - Number of classes of its classifier, or 0 for the network without one.
   */
  topology(classes: number): JsonObject;
}

/** A layer's name, which other layers refer to. */
export type LayerName = string;

/** Rows and columns, or one number for both. */
export type Size = number | readonly [rows: number, columns: number];

/** Builds a topology, layer by layer. */
export interface Draft {
  /** Adds a layer of any kind, with other layers as inputs. */
  add(kind: string, name: LayerName, config: JsonObject, ...from: readonly LayerName[]): LayerName;
  /** A convolution. By default with 'same' padding, stride 1 and a bias. */
  conv(from: LayerName, name: LayerName, filters: number, size: Size, config?: JsonObject): LayerName;
  /** A batch normalisation. */
  norm(from: LayerName, name: LayerName, config?: JsonObject): LayerName;
  activation(from: LayerName, name: LayerName, activation: string): LayerName;
  /** The next name of a layer that Keras numbers: `add`, `add_1`, ... The first number depends on the architecture. */
  next(kind: string): LayerName;
  /** The finished topology, with this layer as the output. */
  finish(output: LayerName): JsonObject;
}

/** The name of the picture's input layer. */
export const INPUT: LayerName = 'input_1';

/**
 * Starts a topology with its input.
 *
 * @param first - The first number of numbered layers: 1 (`add_1`), or 0 (`add`, then `add_1`).
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

/** The classifier of most architectures: a global average pool and a dense layer. */
export function classify(net: Draft, from: LayerName, classes: number, pool: LayerName): LayerName {
  const mean = net.add('GlobalAveragePooling2D', pool, {}, from);
  return net.add('Dense', 'predictions', { units: classes, activation: 'softmax', use_bias: true }, mean);
}

/** Rows and columns. */
export function pair(size: Size): readonly [number, number] {
  return typeof size === 'number' ? [size, size] : size;
}
