// From RGB in [0, 1] to what a network was trained on. A wrong range makes bad pictures without a word, so it belongs to the network, and is
// never guessed.

import { UserError } from '../errors.js';
import type { Node } from '../graph/graph.js';
import { affine, concat, constant, sliceChannels } from '../graph/ops.js';

/** By channel, R, G, B: x * scale + offset for x in [0, 1]; then the channels are put in this order. */
export interface ExplicitPreprocessing {
  readonly scale: readonly [red: number, green: number, blue: number];
  readonly offset: readonly [red: number, green: number, blue: number];
  readonly order: 'rgb' | 'bgr';
}

/**
 * 'caffe': blue, green, red in 0..255 minus their means (Keras' VGG and ResNet). 'tf': from -1 to 1 (Keras' Inception, Xception, MobileNet).
 * 'torch': minus the means, over the deviations of ImageNet (torchvision, Keras' DenseNet).
 */
export type NamedPreprocessing = 'caffe' | 'tf' | 'torch';

/** What a network was trained on. */
export type Preprocessing = NamedPreprocessing | ExplicitPreprocessing;

/** keras/applications/imagenet_utils.py, `preprocess_input` with its three modes; there on 0..255. */
const NAMED: { readonly [K in NamedPreprocessing]: ExplicitPreprocessing } = {
  caffe: { scale: [255, 255, 255], offset: [-123.68, -116.779, -103.939], order: 'bgr' },
  tf: { scale: [2, 2, 2], offset: [-1, -1, -1], order: 'rgb' },
  torch: {
    scale: [1 / 0.229, 1 / 0.224, 1 / 0.225],
    offset: [-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225],
    order: 'rgb',
  },
};

/** The names, for messages and for those who read one. */
export const PREPROCESSINGS = Object.keys(NAMED) as readonly NamedPreprocessing[];

/** From RGB `[1, 3, height, width]` in [0, 1] to the network's own range and order of channels. */
export function preprocess(image: Node, preprocessing: Preprocessing): Node {
  const { scale, offset, order } = typeof preprocessing === 'string' ? NAMED[preprocessing] : preprocessing;
  const vector = (values: readonly number[]) => constant({ shape: [3], data: Float32Array.from(values) });
  const scaled = affine(image, vector(scale), vector(offset));
  return order === 'rgb' ? scaled : concat([2, 1, 0].map((channel) => sliceChannels(scaled, channel, channel + 1)));
}

/**
 * What the user said, for a file that does not say it.
 *
 * @param file - For the message.
 * @throws UserError PREPROCESSING_UNKNOWN listing the choices.
 */
export function requirePreprocessing(preprocessing: Preprocessing | undefined, file: string): Preprocessing {
  if (preprocessing !== undefined) return preprocessing;
  throw new UserError('PREPROCESSING_UNKNOWN', `${file} does not say how pictures are prepared for it`, {
    hint:
      "say what it was trained on: 'caffe' (BGR, 0..255 minus the means: VGG, ResNet), 'tf' (-1..1: Inception, MobileNet), 'torch' (minus the " +
      'means, over the deviations: torchvision, DenseNet), or SCALE/OFFSET/ORDER such as 255/0/rgb (0..255 as it is)',
  });
}
