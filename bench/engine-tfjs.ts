// TensorFlow.js's side of the engine bench, for InceptionV3: the same network and objective, with its own tf.grad, on
// the WebAssembly backend with SIMD. Its threads do not start in Node.js (tensorflow/tfjs#3830). The gradients of the
// kernels, which are unused, are not computed. Argument: the picture size.

import { openTfjsInception } from '../test/support/networks/tfjs-inception.js';
import { serve } from './contender.js';
import { benchPicture, SETTINGS } from './engine-setting.js';

const network = await openTfjsInception({ averagePools: 'own' });
const { layer, neuron } = SETTINGS.inception!;
const image = benchPicture(Number(process.argv[2]));
await serve('TensorFlow.js 4.22 wasm, SIMD, 1 thread', async () => network.climb(layer, new Map([[neuron, 1]]), image));
