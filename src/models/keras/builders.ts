// What a kind of Keras layer is made of: one builder each, from its inputs, settings and weights to graph. Keras' defaults apply where a setting is
// missing. The kinds stand in three tables: convolutions, activations, and all others.

import { UserError } from '../../errors.js';
import type { Padding } from '../../graph/attributes.js';
import type { Node } from '../../graph/graph.js';
import { constant } from '../../graph/ops.js';
import { shapeOf } from '../../graph/shapes.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Generation, Settings } from './settings.js';

/** Dimensions that a weight must have; null where any will do. */
export type WeightShape = readonly (number | null)[];

/** What a builder needs besides its inputs. */
export interface BuilderContext {
  readonly settings: Settings;
  readonly generation: Generation;
  /**
   * The layer's weight of this kind ('kernel', 'gamma', ...).
   * @throws UserError NETWORK_UNREADABLE when it is missing, its shape is another, or it holds what is no number.
   */
  requireWeight(kind: string, shape: WeightShape): Tensor;
}

/** Makes the node of a layer. @throws UserError OP_UNSUPPORTED for a setting that is not known. */
export type Builder = (inputs: readonly Node[], context: BuilderContext) => Node;

/** A kind of layer. */
export interface LayerKind {
  /** Kinds of its weights, in the order in which Keras keeps them. @default none */
  readonly weights?: (settings: Settings) => readonly string[];
  /** Whether rows of numbers, from behind a flatten, are of no use to it. @default anything will do */
  readonly reads?: 'maps';
  readonly build: Builder;
  /** Of a layer that may be called with a value and a number; `isFirst` where the number stands first. @default neither may */
  readonly withNumber?: (x: Node, value: number, isFirst: boolean) => Node;
}

/** A layer's padding. @throws UserError OP_UNSUPPORTED for one that is not known. */
export function paddingOf(settings: Settings): Padding {
  const padding = settings.text('padding', 'valid');
  if (padding === 'valid' || padding === 'same') return padding;
  throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' has the padding '${padding}'`, {
    hint: 'known: valid, same',
  });
}

/** @throws UserError OP_UNSUPPORTED when the layer has its channels first. */
export function requireChannelsLast(settings: Settings): void {
  const format = settings.text('data_format', 'channels_last');
  if (format === 'channels_last') return;
  throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' has the data format '${format}'`, {
    hint: 'known: channels_last',
  });
}

/** Keras counts the axes of `[batch, height, width, channels]`; the channels are the last. @throws UserError OP_UNSUPPORTED for another axis. */
export function requireLastAxis(x: Node, settings: Settings): void {
  const last = shapeOf(x).length - 1;
  const asked = settings.raw('axis') === undefined ? [-1] : settings.numbers('axis');
  if (asked.length === 1 && (asked[0] === -1 || asked[0] === last)) return;
  throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' works along the axis ${asked.join(', ')}`, {
    hint: `known: the channels, which are the axis ${last}`,
  });
}

/** A constant of one dimension. */
export function vector(data: Float32Array): Node<'constant'> {
  return constant({ shape: [data.length], data });
}
