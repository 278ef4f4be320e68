import type { Atlas, MeasuredNeuron } from './atlas.js';
/** Writes an atlas, one neuron per line, so that a diff of two atlases is readable. */
export declare function toJson({ network, madeBy, plan, layers }: Atlas): string;
/**
 * Reads an atlas.
 *
 * @param path - For error messages.
 * @throws UserError ATLAS_UNUSABLE when the text is not an atlas, is damaged, or comes from a newer version.
 */
export declare function fromJson(text: string, path: string): Atlas;
/**
 * Reads one neuron of a journal.
 *
 * @returns undefined if it is not valid.
 */
export declare function toMeasured(json: unknown): MeasuredNeuron | undefined;
