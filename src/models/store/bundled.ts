// The network that comes along: the Keras InceptionV3 inside the package nsfwjs (MIT), ImageNet features fine-tuned for content moderation. Only
// its data is used: the topology and the weights (uint8 with scale and minimum), not its code nor its TensorFlow.js.

import { UserError } from '../../errors.js';
import { fromKerasLayers } from '../keras/layers.js';
import { readTopology } from '../keras/topology.js';
import { fromNames } from '../keras/weights.js';
import type { Model } from '../model.js';
import { decodeWeights, type WeightEntry } from '../tfjs/weights.js';

/** What nsfwjs/models/inception_v3 exports; its own types lean on the TensorFlow.js that is left out. */
interface BundleModule {
  readonly InceptionV3Model: {
    readonly modelJson: () => Promise<{ readonly default: LayersModelJson }>;
    readonly weightBundles: readonly (() => Promise<{ readonly default: string }>)[];
  };
}

interface LayersModelJson {
  readonly modelTopology: { readonly model_config: unknown };
  readonly weightsManifest: readonly { readonly weights: readonly WeightEntry[] }[];
}

/** Name of the bundled network. */
export const BUNDLED = 'inception-v3';

/** @throws UserError NETWORK_UNREADABLE when the package is missing or not the one expected. */
export async function openBundled(): Promise<Model> {
  const { modelJson, weightBundles } = await importBundle();
  const { default: json } = await modelJson();
  const shards = await Promise.all(
    weightBundles.map(async (bundle) => Buffer.from((await bundle()).default, 'base64')),
  );
  const entries = json.weightsManifest.flatMap((group) => group.weights);
  const topology = readTopology(BUNDLED, json.modelTopology.model_config);
  const weights = fromNames(topology, decodeWeights(entries, Buffer.concat(shards)));
  return fromKerasLayers(topology, { name: BUNDLED, weights, generation: 2, preprocessing: 'tf' });
}

/** All that it is made of, for telling it from others. @throws UserError as `openBundled`. */
export async function bundledParts(): Promise<readonly string[]> {
  const { modelJson, weightBundles } = await importBundle();
  const bundles = await Promise.all(weightBundles.map((bundle) => bundle()));
  return [JSON.stringify((await modelJson()).default), ...bundles.map((bundle) => bundle.default)];
}

async function importBundle(): Promise<BundleModule['InceptionV3Model']> {
  try {
    const bundle: unknown = await import('nsfwjs/models/inception_v3');
    return (bundle as BundleModule).InceptionV3Model;
  } catch (cause) {
    throw new UserError('NETWORK_UNREADABLE', `the package nsfwjs, which holds ${BUNDLED}, cannot be loaded`, {
      hint: 'run npm ci again',
      cause,
    });
  }
}
