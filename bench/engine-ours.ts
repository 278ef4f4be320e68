// neurozoom's side of the engine bench. Arguments: the key of a setting, the picture size and, optionally, a path for
// onnxruntime's profile.

import { onnxEngine } from '../src/engines/onnx-engine.js';
import { scoreGraph } from '../src/optvis/objective.js';
import { serve } from './contender.js';
import { benchPicture, SETTINGS, THREADS } from './engine-setting.js';

const [word, size, profilePrefix] = process.argv.slice(2);
const { open, layer, neuron } = SETTINGS[word!]!;
const engine = await onnxEngine({ threads: THREADS, ...(profilePrefix === undefined ? {} : { profilePrefix }) });
const model = await open();
const { node } = model.layers.find(({ name }) => name === layer)!;
const graph = scoreGraph(model.image, [{ layer, node }]);
const session = await engine.open(graph);
const image = benchPicture(Number(size));
const weights = new Float32Array(graph.weights.get(layer)!.attributes.shape[1] as number);
weights[neuron] = 1;
await serve(engine.description, () => session.evaluate({ image, weights: new Map([[layer, weights]]) }));
await session.close();
