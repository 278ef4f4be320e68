// neurozoom's side of the VGG16 bench: opens the file of weights, then takes steps. Arguments: path, picture size. At
// the end it prints its peak memory.

import { onnxEngine } from '../src/engines/onnx-engine.js';
import { openFile } from '../src/models/load.js';
import { scoreGraph } from '../src/optvis/objective.js';
import { openStream } from '../src/tensor/random.js';
import { tensor } from '../src/tensor/tensor.js';
import { serve } from './contender.js';

const LAYER = 'block5_conv1';
const NEURON = 4;

const [path, size] = process.argv.slice(2);
const side = Number(size);
const engine = await onnxEngine({ threads: 2 });
const model = await openFile(path!);
const taps = model.layers.filter(({ name }) => name === LAYER).map(({ name, node }) => ({ layer: name, node }));
const graph = scoreGraph(model.image, taps);
const session = await engine.open(graph);
const image = tensor([1, 3, side, side]);
openStream(1, 'bench').fillUniform(image.data, 0.4, 0.6);
const weights = new Float32Array(graph.weights.get(LAYER)!.attributes.shape[1] as number);
weights[NEURON] = 1;
await serve(engine.description, () => session.evaluate({ image, weights: new Map([[LAYER, weights]]) }));
await session.close();
console.error(`  (${side} px: at most ${Math.round(process.resourceUsage().maxRSS / 1000)} MB)`);
