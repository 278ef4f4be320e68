// What all contenders of the engine bench compute.

import { openStream } from '../src/tensor/random.js';
import { type Tensor, tensor } from '../src/tensor/tensor.js';

/** One gradient step: score and gradient of one neuron of this layer. */
export const LAYER = 'mixed4';
/** In the 1x1 branch; all branches are computed, whichever neuron is asked for. */
export const NEURON = 40;
/** Height and width of the picture, in pixels. */
export const SIZE = 256;
/** Threads inside an operation. */
export const THREADS = 2;

/** Noise around grey, as a film begins. */
export function benchPicture(): Tensor {
  const picture = tensor([1, 3, SIZE, SIZE]);
  openStream(1, 'bench').fillUniform(picture.data, 0.4, 0.6);
  return picture;
}
