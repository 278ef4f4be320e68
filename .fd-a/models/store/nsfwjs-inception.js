// The Keras InceptionV3 of the npm package nsfwjs: ImageNet features, fine-tuned for content moderation.
import { fromKerasLayers } from '../keras/layers.js';
import { readTopology } from '../keras/topology.js';
import { fromNames } from '../keras/weights.js';
import { decodeWeights } from '../tfjs/weights.js';
import { NSFWJS_INCEPTION, readNsfwjs } from './nsfwjs.js';
/**
 * Opens the network.
 *
 * @param from - As in `readNsfwjs`.
 * @throws UserError as `readNsfwjs`.
 */
export async function openNsfwjsInception(from) {
    const { json, bundles } = await readNsfwjs(from);
    const entries = json.weightsManifest.flatMap((group) => group.weights);
    const topology = readTopology(NSFWJS_INCEPTION, json.modelTopology.model_config);
    const bytes = Buffer.concat(bundles.map((bundle) => Buffer.from(bundle, 'base64')));
    const weights = fromNames(topology, decodeWeights(entries, bytes));
    return fromKerasLayers(topology, { name: NSFWJS_INCEPTION, weights, generation: 2, preprocessing: 'tf' });
}
//# sourceMappingURL=nsfwjs-inception.js.map