// TensorFlow.js' side of the engine bench: the same network, the same objective, its own tf.grad, on the WebAssembly backend with SIMD. Its threads do not
// start in Node (tensorflow/tfjs#3830). The gradients by the kernels, which nobody needs, are not computed.

import { openTfjsInception } from '../test/support/networks/tfjs-inception.js';
import { serve } from './contender.js';
import { benchPicture, LAYER, NEURON } from './engine-setting.js';

const network = await openTfjsInception({ averagePools: 'own' });
const image = benchPicture();
await serve('TensorFlow.js 4.22 wasm, SIMD, 1 thread', async () => network.climb(LAYER, new Map([[NEURON, 1]]), image));
