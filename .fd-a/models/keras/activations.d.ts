import type { Node } from '../../graph/graph.js';
import type { LayerKind } from './builders.js';
import type { Generation, Settings } from './settings.js';
/**
 * Applies the activation in a layer's settings, if any.
 *
 * @throws UserError OP_UNSUPPORTED for an unknown activation.
 */
export declare function activate(x: Node, settings: Settings, generation: Generation): Node;
/** By Keras's class name. */
export declare const ACTIVATION_LAYERS: Readonly<Record<string, LayerKind>>;
