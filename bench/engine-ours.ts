// neurozoom's side of the engine bench. With a path as argument, onnxruntime writes its profile there.

import { onnxEngine } from '../src/engines/onnx-engine.js';
import { openNsfwjsInception } from '../src/models/store/nsfwjs.js';
import { scoreGraph } from '../src/optvis/objective.js';
import { serve } from './contender.js';
import { benchPicture, LAYER, NEURON, THREADS } from './engine-setting.js';

const [profilePrefix] = process.argv.slice(2);
const engine = await onnxEngine({ threads: THREADS, ...(profilePrefix === undefined ? {} : { profilePrefix }) });
const model = await openNsfwjsInception();
const graph = scoreGraph(
  model.image,
  model.layers.filter(({ name }) => name === LAYER).map(({ name, node }) => ({ layer: name, node })),
);
const session = await engine.open(graph);
const image = benchPicture();
const weights = new Float32Array(graph.weights.get(LAYER)!.attributes.shape[1] as number);
weights[NEURON] = 1;
await serve(engine.description, () => session.evaluate({ image, weights: new Map([[LAYER, weights]]) }));
await session.close();
