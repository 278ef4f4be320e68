import { type Atlas, type AtlasLayer, type Measure, type NeuronRef } from './atlas.js';
/** A choice by a measure. */
export interface Ranking {
    readonly measure: Measure;
    readonly count: number;
    /** 'best': the largest values; 'least': the smallest. */
    readonly end: 'best' | 'least';
    /** The layers to choose from; empty for all of the atlas. */
    readonly layers: readonly string[];
}
/** A choice by similarity. */
export interface Similarity {
    readonly to: NeuronRef;
    /** Includes the given neuron. */
    readonly count: number;
    /** The layers to choose from; empty for the layer of the given neuron. */
    readonly layers: readonly string[];
}
/**
 * The first neurons by a measure. Dead neurons are left out. Neurons with equal values keep the order of the network.
 *
 * @throws UserError LAYER_UNKNOWN when the atlas lacks a layer; ARGUMENT_INVALID when it has too few neurons.
 */
export declare function chooseRanked(atlas: Atlas, { measure, count, end, layers }: Ranking): readonly NeuronRef[];
/**
 * A neuron, then the neurons most similar to it, the most similar first. Dead neurons are left out, except the given
 * one.
 *
 * @throws UserError LAYER_UNKNOWN when the atlas lacks a layer; NEURON_UNKNOWN; ARGUMENT_INVALID when it has too few
 *   neurons.
 */
export declare function chooseSimilar(atlas: Atlas, { to, count, layers }: Similarity): readonly NeuronRef[];
/** Finds a layer of an atlas. @throws UserError LAYER_UNKNOWN with the command that adds it. */
export declare function atlasLayer({ layers, network }: Atlas, name: string): AtlasLayer;
