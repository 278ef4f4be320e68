// From RGB in [0, 1] to what a network was trained on. A wrong range makes bad pictures without a word, so it belongs to the network.

import type { Node } from '../graph/graph.js';
import { affine, constant } from '../graph/ops.js';

/** 'tf': x / 127.5 - 1 on 0..255 (Keras' InceptionV3, Xception, MobileNet). */
export type Preprocessing = 'tf';

/** By channel R, G, B, for x in [0, 1]: x * scale + offset. */
const RULES: {
  readonly [K in Preprocessing]: { readonly scale: readonly number[]; readonly offset: readonly number[] };
} = {
  tf: { scale: [2, 2, 2], offset: [-1, -1, -1] },
};

/** From RGB `[1, 3, height, width]` in [0, 1] to the network's own range and order of channels. */
export function preprocess(image: Node, preprocessing: Preprocessing): Node {
  const { scale, offset } = RULES[preprocessing];
  const vector = (values: readonly number[]) => constant({ shape: [3], data: Float32Array.from(values) });
  return affine(image, vector(scale), vector(offset));
}
