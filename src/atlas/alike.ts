// Which neurons look alike, by the descriptors of their thumbnails. What all of them have in common tells nothing of any: each number of a descriptor counts as far as it
// is off the mean of those that are compared, in standard deviations.

import type { AtlasNeuron, MeasuredNeuron } from './atlas.js';
import { cosineSimilarity } from './descriptor.js';

/** How many that look alike are noted for each neuron. */
const NOTED = 8;

/** Notes for each neuron of a layer the others that look most like it; silent ones look like nothing, and are nobody's likeness. */
export function withAlike(neurons: readonly MeasuredNeuron[]): readonly AtlasNeuron[] {
  const looks = looksOf(neurons);
  const lit = neurons.flatMap(({ dead: silent }, i) => (silent ? [] : [i]));
  return neurons.map((neuron, i) => {
    const others = lit.filter((other) => other !== i);
    const order = mostAlike(
      looks[i]!,
      others.map((other) => looks[other]!),
    );
    return { ...neuron, alike: order.slice(0, NOTED).map((place) => neurons[others[place]!]!.neuron) };
  });
}

/** What a neuron looks like among others: numbers that point in a direction. */
export type Look = Float32Array;

/** The looks of neurons that are compared with each other, in their order. */
export function looksOf(neurons: readonly MeasuredNeuron[]): readonly Look[] {
  const descriptors = neurons.map(({ descriptor }) => Buffer.from(descriptor, 'base64'));
  const length = descriptors[0]?.length ?? 0;
  const mean = new Float64Array(length);
  const deviation = new Float64Array(length);
  for (let k = 0; k < length; k++) {
    mean[k] = descriptors.reduce((sum, bytes) => sum + bytes[k]!, 0) / descriptors.length;
    const variance = descriptors.reduce((sum, bytes) => sum + (bytes[k]! - mean[k]!) ** 2, 0) / descriptors.length;
    deviation[k] = Math.sqrt(variance) + ROUNDING;
  }
  return descriptors.map((bytes) => Float32Array.from(bytes, (value, k) => (value - mean[k]!) / deviation[k]!));
}

/** Differences as small as what rounding to bytes leaves are none. */
const ROUNDING = 2;

/** The places of looks in a list, the most alike to a given one first; of equals in the order of the list. */
export function mostAlike(given: Look, others: readonly Look[]): readonly number[] {
  const values = others.map((other) => cosineSimilarity(given, other));
  return values.map((_, i) => i).sort((one, other) => values[other]! - values[one]!);
}
