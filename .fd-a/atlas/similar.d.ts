import type { AtlasNeuron, MeasuredNeuron } from './atlas.js';
/** Adds to each neuron of a layer the most similar others. Dead neurons are left out. */
export declare function withSimilar(neurons: readonly MeasuredNeuron[]): readonly AtlasNeuron[];
/** The standardised descriptors of neurons to be compared, in the same order. */
export declare function standardised(neurons: readonly MeasuredNeuron[]): readonly Float32Array[];
/** The indices of `others`, the most similar to `given` first; equal values keep their order. */
export declare function bySimilarity(given: Float32Array, others: readonly Float32Array[]): readonly number[];
