// Which neurons look alike, by the descriptors of their thumbnails.

import type { AtlasNeuron, MeasuredNeuron } from './atlas.js';
import { likeness } from './descriptor.js';

/** How many that look alike are noted for each neuron. */
const NOTED = 8;

/** Notes for each neuron of a layer the others that look most like it; silent ones look like nothing, and are nobody's likeness. */
export function withAlike(neurons: readonly MeasuredNeuron[]): readonly AtlasNeuron[] {
  const descriptors = neurons.map(descriptorOf);
  const lit = neurons.flatMap(({ silent }, i) => (silent ? [] : [i]));
  return neurons.map((neuron, i) => {
    const others = lit.filter((other) => other !== i);
    const order = mostAlike(
      descriptors[i]!,
      others.map((other) => descriptors[other]!),
    );
    return { ...neuron, alike: order.slice(0, NOTED).map((place) => neurons[others[place]!]!.neuron) };
  });
}

/** The places of descriptors in a list, the most alike to a given one first; of equals in the order of the list. */
export function mostAlike(given: Uint8Array, others: readonly Uint8Array[]): readonly number[] {
  const values = others.map((other) => likeness(given, other));
  return values.map((_, i) => i).sort((one, other) => values[other]! - values[one]!);
}

/** The bytes of a neuron's descriptor. */
export function descriptorOf({ descriptor }: MeasuredNeuron): Uint8Array {
  return Buffer.from(descriptor, 'base64');
}
