import { type Tensor } from '../../tensor/tensor.js';
import type { Model } from '../model.js';
import { type Preprocessing } from '../preprocessing.js';
import type { LayerKind } from './builders.js';
import type { Generation } from './settings.js';
import { type LayerSpec, type Topology } from './topology.js';
/** All known kinds of layers, by Keras's class name. */
export declare const LAYER_KINDS: Readonly<Record<string, LayerKind>>;
/** In place of weights: zeros in the shapes that the layers need. Such a network can only be described. */
export declare const BLANK = "blank";
/** The parts of a network besides its topology. */
export interface KerasParts {
    /** The network's name. */
    readonly name: string;
    /**
     * By the names of the models around a layer, its own name and the weight's kind: `conv2d_1/kernel`,
     * `base/conv2d_1/kernel`. In Keras's shapes.
     */
    readonly weights: ReadonlyMap<string, Tensor> | typeof BLANK;
    readonly generation: Generation;
    /** The preprocessing of the training. */
    readonly preprocessing: Preprocessing;
}
/**
 * Builds the graph of a Keras network with one input, the picture. Layers inside nested models keep their names if
 * these are unique, and are called `model/layer` otherwise. Each further use of a layer is another layer with the same
 * weights: `conv#2`, `conv#3`.
 *
 * @throws UserError OP_UNSUPPORTED naming layers of unknown kinds or settings; NETWORK_UNREADABLE when weights are
 *   missing or do not fit, inputs are unknown, or layers do not fit each other.
 */
export declare function fromKerasLayers(topology: Topology, parts: KerasParts): Model;
/**
 * Every layer of a topology except nested models, with its path: the names of the models around it and its own, joined
 * by slashes.
 */
export declare function layersOf(topology: Topology, around?: string): readonly {
    readonly path: string;
    readonly layer: LayerSpec;
}[];
/** Kinds of a layer's weights, in Keras's order. */
export declare function weightKinds({ kind, settings }: LayerSpec): readonly string[];
