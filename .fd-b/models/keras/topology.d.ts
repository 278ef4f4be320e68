import { type Settings } from './settings.js';
/** The output of a layer of the same model. */
export interface Value {
    readonly layer: string;
    /** The index of the use, from 0; shared layers have several uses. */
    readonly use: number;
}
/** An input of a layer: another layer's output, or a number (`x + 3.0`). */
export type Operand = Value | number;
/** A layer of a network, or a nested model. */
export interface LayerSpec {
    readonly name: string;
    /** The name of its class, such as `Conv2D`. */
    readonly kind: string;
    readonly settings: Settings;
    /** The inputs of each use (usually one use); undefined if it reads the layer before (sequential models). */
    readonly uses: readonly (readonly Operand[])[] | undefined;
    /** The contents of a nested model. */
    readonly inner?: Topology;
}
/** A model: its layers, usually in the order of their use. */
export interface Topology {
    readonly name: string;
    readonly layers: readonly LayerSpec[];
    /** The model's output; undefined for that of the last layer. */
    readonly output: Value | undefined;
}
/** The limit per network, including nested models, and of uses. */
export declare const MAX_LAYERS = 20000;
/**
 * Reads a `model_config`: `{ class_name, config }`.
 *
 * @param file - For messages.
 * @throws UserError NETWORK_UNREADABLE when it does not have Keras's form; OP_UNSUPPORTED for a form that is not
 *   supported, such as a layer that reads the second output of another.
 */
export declare function readTopology(file: string, config: unknown): Topology;
