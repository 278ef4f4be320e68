import type { Padding } from '../../graph/attributes.js';
import type { Node } from '../../graph/graph.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Generation, Settings } from './settings.js';
/** The dimensions that a weight must have; null for any. */
export type WeightShape = readonly (number | null)[];
/** The context of a builder, besides its inputs. */
export interface BuilderContext {
    readonly settings: Settings;
    readonly generation: Generation;
    /**
     * The layer's weight of this kind ('kernel', 'gamma', ...).
     *
     * @throws UserError NETWORK_UNREADABLE when it is missing, has another shape, or contains NaN or infinite values.
     */
    requireWeight(kind: string, shape: WeightShape): Tensor;
}
/**
 * Makes the node of a layer.
 *
 * @throws UserError OP_UNSUPPORTED for an unknown setting.
 */
export type Builder = (inputs: readonly Node[], context: BuilderContext) => Node;
/** A kind of layer. */
export interface LayerKind {
    /** Kinds of its weights, in Keras's order. @default none */
    readonly weights?: (settings: Settings) => readonly string[];
    /** 'maps' if it does not accept rows, which come after a flatten. @default any input */
    readonly reads?: 'maps';
    readonly build: Builder;
    /** For a layer that accepts a value and a number; `isFirst` if the number comes first. @default not accepted */
    readonly withNumber?: (x: Node, value: number, isFirst: boolean) => Node;
}
/**
 * A layer's padding.
 *
 * @throws UserError OP_UNSUPPORTED for an unknown padding.
 */
export declare function paddingOf(settings: Settings): Padding;
/** @throws UserError OP_UNSUPPORTED when the layer has its channels first. */
export declare function requireChannelsLast(settings: Settings): void;
/**
 * Keras counts the axes of `[batch, height, width, channels]`; the channels are the last.
 *
 * @throws UserError OP_UNSUPPORTED for another axis.
 */
export declare function requireLastAxis(x: Node, settings: Settings): void;
