// What all contenders of the engine bench compute: the score of one neuron and its gradient.

import type { Model } from '../src/models/model.js';
import { openBundled } from '../src/models/store/bundled.js';
import { openNsfwjsInception } from '../src/models/store/nsfwjs-inception.js';
import { openStream } from '../src/tensor/random.js';
import { type Tensor, tensor } from '../src/tensor/tensor.js';

/** A network and the layer up to which it is computed. */
export interface Setting {
  readonly title: string;
  readonly open: () => Promise<Model>;
  readonly layer: string;
  readonly neuron: number;
  /** Heights and widths of the picture, in pixels. */
  readonly sizes: readonly number[];
  /** The script of PyTorch's side. */
  readonly python: string;
}

/** By the key that the contenders get as an argument. */
export const SETTINGS: Readonly<Record<string, Setting>> = {
  lite0: {
    title: 'EfficientNet-Lite0 to block8',
    open: openBundled,
    layer: 'block8',
    neuron: 20,
    sizes: [512, 256],
    python: 'engine-pytorch-lite0.py',
  },
  inception: {
    title: 'InceptionV3 to mixed4',
    open: openNsfwjsInception,
    layer: 'mixed4',
    // In the 1x1 branch. All branches are computed for every neuron.
    neuron: 40,
    sizes: [256],
    python: 'engine-pytorch-inception.py',
  },
};

/** Threads within an operation. */
export const THREADS = 2;

/** Noise around grey, like the start of a film. */
export function benchPicture(size: number): Tensor {
  const picture = tensor([1, 3, size, size]);
  openStream(1, 'bench').fillUniform(picture.data, 0.4, 0.6);
  return picture;
}
