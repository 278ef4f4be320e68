import type { JsonObject } from '../../json.js';
import type { Preprocessing } from '../../preprocessing.js';
/** A network of keras.applications with published files of weights. */
export interface Architecture {
    /** `vgg16` */
    readonly name: string;
    readonly preprocessing: Preprocessing;
    /**
     * How it differs from another architecture with the same weights. A file of weights does not say which one it is for.
     */
    readonly differs?: string;
    /**
     * Its `model_config`, in the format of Keras 2.
     *
     * @param classes - Number of classes of its classifier, or 0 for the network without one.
     */
    topology(classes: number): JsonObject;
}
/** A layer's name, which other layers refer to. */
export type LayerName = string;
/** Rows and columns, or one number for both. */
export type Size = number | readonly [rows: number, columns: number];
/** Builds a topology, layer by layer. */
export interface Draft {
    /** Adds a layer of any kind, with other layers as inputs. */
    add(kind: string, name: LayerName, config: JsonObject, ...from: readonly LayerName[]): LayerName;
    /** A convolution. By default with 'same' padding, stride 1 and a bias. */
    conv(from: LayerName, name: LayerName, filters: number, size: Size, config?: JsonObject): LayerName;
    /** A batch normalisation. */
    norm(from: LayerName, name: LayerName, config?: JsonObject): LayerName;
    activation(from: LayerName, name: LayerName, activation: string): LayerName;
    /** The next name of a layer that Keras numbers: `add`, `add_1`, ... The first number depends on the architecture. */
    next(kind: string): LayerName;
    /** The finished topology, with this layer as the output. */
    finish(output: LayerName): JsonObject;
}
/** The name of the picture's input layer. */
export declare const INPUT: LayerName;
/**
 * Starts a topology with its input.
 *
 * @param first - The first number of numbered layers: 1 (`add_1`), or 0 (`add`, then `add_1`).
 */
export declare function draft(name: string, first?: 0 | 1): Draft;
/** The classifier of most architectures: a global average pool and a dense layer. */
export declare function classify(net: Draft, from: LayerName, classes: number, pool: LayerName): LayerName;
/** Rows and columns. */
export declare function pair(size: Size): readonly [number, number];
