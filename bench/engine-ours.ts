// neurozoom's side of the engine bench, in this process or beside it. Arguments: the key of a setting, the picture
// size, and optionally 'beside' or a path for onnxruntime's profile.

import { onnxEngine } from '../src/engines/onnx-engine.js';
import { openEngine } from '../src/engines/open-engine.js';
import { scoreGraph } from '../src/optvis/objective.js';
import type { Tensor } from '../src/tensor/tensor.js';
import { serve } from './contender.js';
import { benchPicture, SETTINGS, THREADS } from './engine-setting.js';

const [word, size, place] = process.argv.slice(2);
const { open, layer, neuron } = SETTINGS[word!]!;
const engine = await (place === 'beside'
  ? openEngine({ threads: THREADS })
  : onnxEngine({ threads: THREADS, profilePrefix: place }));
const model = await open();
const { node } = model.layers.find(({ name }) => name === layer)!;
const graph = scoreGraph(model.image, [{ layer, node }]);
const session = await engine.open(graph);
// Where an ascent has them.
const [image, into] = [1, 2].map(() => engine.allocate([1, 3, Number(size), Number(size)])) as [Tensor, Tensor];
image.data.set(benchPicture(Number(size)).data);
const weights = new Float32Array(graph.weights.get(layer)!.attributes.shape[1] as number);
weights[neuron] = 1;
await serve(engine.description, () => session.evaluate({ image, into, weights: new Map([[layer, weights]]) }));
await session.close();
await engine.close();
