import type { Tensor } from '../../tensor/tensor.js';
import type { Hdf5File } from '../hdf5/hdf5.js';
import type { Topology } from './topology.js';
/** Paths in a file, by the names that fromKerasLayers uses (`base/conv/kernel`). */
export type WeightPaths = ReadonlyMap<string, string>;
/** Reads the weights at these paths. */
export declare function readWeights(file: Hdf5File, paths: WeightPaths): Promise<ReadonlyMap<string, Tensor>>;
/**
 * Paths in a file with the layout of Keras 2: one group per layer of the outermost model, with the names of its weights
 * in an attribute.
 *
 * @param root - The group of the layers' groups: `/`, or `/model_weights` in a file with a topology.
 * @param groupOf - The file's name for a layer of the outermost model.
 */
export declare function pathsByName(file: Hdf5File, root: string, topology: Topology, groupOf?: (layer: string) => string): WeightPaths;
/**
 * Weights by the names that fromKerasLayers uses, from weights that have only names (`conv2d_1/kernel`), as in
 * TensorFlow.js.
 */
export declare function fromNames(topology: Topology, weights: ReadonlyMap<string, Tensor>): ReadonlyMap<string, Tensor>;
/**
 * Paths in a file of Keras 3: `/layers/conv2d_1/vars/0`, the second Conv2D's first weight. Newer files also have the
 * layers' names, which differ from the count only if the layers were created in another order.
 */
export declare function pathsByCount(file: Hdf5File, topology: Topology): WeightPaths;
/**
 * Maps a topology's layer names to those in a file. Default names of Keras (`conv2d`, `conv2d_1`, ...) start at a
 * different number in each session, so the lowest number of a kind is its first layer. Keras 3 replaces slashes in
 * names by underscores.
 *
 * @param names - The file's layers that have weights.
 */
export declare function aliasesOf(topology: Topology, names: readonly string[]): (layer: string) => string;
/** Keras splits lists that are too long for one attribute: `names0`, `names1`. */
export declare function listed(file: Hdf5File, group: string, attribute: string): readonly string[];
