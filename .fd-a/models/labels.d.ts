import type { Layer, Model } from './model.js';
/**
 * Reads a file of labels.
 *
 * @returns the name of each class, by its number.
 * @throws UserError NETWORK_UNREADABLE when it cannot be read, or holds no labels.
 */
export declare function readLabels(path: string): Promise<readonly string[]>;
/**
 * The neuron of a layer that a word stands for: its number, or the name of a class if the layer's neurons are the
 * classes of the network. Case, spaces, hyphens and underscores do not matter. Of several names separated by commas
 * (`tabby, tabby cat`) each one works.
 *
 * @param nearest - Finds the names that a misspelt word may mean.
 * @throws UserError NEURON_UNKNOWN when it stands for no neuron, or for several.
 */
export declare function neuronIndex(model: Model, layer: Layer, word: string, nearest: (word: string, names: readonly string[], count: number) => readonly string[]): number;
/** The names of a layer's neurons: known for a flat layer with one value per class. */
export declare function labelsOf({ labels }: Model, { node }: Layer): readonly string[] | undefined;
