// What all contenders of the engine bench compute: score and gradient of one neuron, a gradient step.

import type { Model } from '../src/models/model.js';
import { openBundled } from '../src/models/store/bundled.js';
import { openNsfwjsInception } from '../src/models/store/nsfwjs.js';
import { openStream } from '../src/tensor/random.js';
import { type Tensor, tensor } from '../src/tensor/tensor.js';

/** A network and how far it is computed. */
export interface Setting {
  readonly title: string;
  readonly open: () => Promise<Model>;
  readonly layer: string;
  readonly neuron: number;
  /** Heights and widths of the picture to try, in pixels. */
  readonly sizes: readonly number[];
  /** PyTorch's side. */
  readonly python: string;
}

/** By the word that the contenders are started with. */
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
    // In the 1x1 branch; all branches are computed, whichever neuron is asked for.
    neuron: 40,
    sizes: [256],
    python: 'engine-pytorch-inception.py',
  },
};

/** Threads inside an operation. */
export const THREADS = 2;

/** Noise around grey, as a film begins. */
export function benchPicture(size: number): Tensor {
  const picture = tensor([1, 3, size, size]);
  openStream(1, 'bench').fillUniform(picture.data, 0.4, 0.6);
  return picture;
}
