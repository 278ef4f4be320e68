// Finds neurons that look similar, by the cosine similarity of the descriptors of their thumbnails. Features that all
// compared neurons share do not distinguish them, so each number of a descriptor is standardised first: its distance
// from the mean, in standard deviations.
import { cosineSimilarity } from './descriptor.js';
/** How many similar neurons are stored for each neuron. */
const MAX_SIMILAR = 8;
/** Adds to each neuron of a layer the most similar others. Dead neurons are left out. */
export function withSimilar(neurons) {
    const descriptors = standardised(neurons);
    const active = neurons.flatMap(({ dead }, i) => (dead ? [] : [i]));
    return neurons.map((neuron, i) => {
        const others = active.filter((other) => other !== i);
        const order = bySimilarity(descriptors[i], others.map((other) => descriptors[other]));
        return { ...neuron, similar: order.slice(0, MAX_SIMILAR).map((k) => neurons[others[k]].neuron) };
    });
}
/** The standardised descriptors of neurons to be compared, in the same order. */
export function standardised(neurons) {
    const descriptors = neurons.map(({ descriptor }) => Buffer.from(descriptor, 'base64'));
    const length = descriptors[0]?.length ?? 0;
    const mean = new Float64Array(length);
    const deviation = new Float64Array(length);
    for (let k = 0; k < length; k++) {
        mean[k] = descriptors.reduce((sum, bytes) => sum + bytes[k], 0) / descriptors.length;
        const variance = descriptors.reduce((sum, bytes) => sum + (bytes[k] - mean[k]) ** 2, 0) / descriptors.length;
        deviation[k] = Math.sqrt(variance) + ROUNDING;
    }
    return descriptors.map((bytes) => Float32Array.from(bytes, (value, k) => (value - mean[k]) / deviation[k]));
}
/** Added to the standard deviation, so that differences caused by rounding to bytes do not count. */
const ROUNDING = 2;
/** The indices of `others`, the most similar to `given` first; equal values keep their order. */
export function bySimilarity(given, others) {
    const values = others.map((other) => cosineSimilarity(given, other));
    return values.map((_, i) => i).sort((one, other) => values[other] - values[one]);
}
//# sourceMappingURL=similar.js.map