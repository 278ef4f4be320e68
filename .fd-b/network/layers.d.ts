import type { Layer, Model } from '../models/model.js';
import type { FixedSize } from '../optvis/fixed-size.js';
/** @throws UserError LAYER_UNKNOWN with the nearest names. */
export declare function findLayer(model: Model, name: string): Layer;
/**
 * The number of neurons (channels) of a layer.
 *
 * @throws UserError OP_UNSUPPORTED when it depends on the picture size.
 */
export declare function neuronCount(layer: Layer): number;
/**
 * Finds a neuron of a layer by its number or by the name of its class.
 *
 * @param word - As in `40` or `tabby`.
 * @returns its channel, from 0.
 * @throws UserError LAYER_UNKNOWN; NEURON_UNKNOWN with the range or the nearest classes.
 */
export declare function findNeuron(model: Model, layerName: string, word: string): number;
/** @throws UserError LAYER_UNKNOWN, or NEURON_UNKNOWN with the range. */
export declare function checkNeuron(model: Model, layerName: string, index: number): void;
/**
 * The only picture size that a layer accepts, such as a layer after a flatten and most layers of transformers;
 * undefined for a layer that accepts many sizes. Pictures of other sizes are evaluated in tiles or enlarged.
 */
export declare function fixedSize(layer: Layer): FixedSize | undefined;
/**
 * The side of the smallest square picture that a layer accepts, in pixels; for a layer with a fixed size, its longer
 * side.
 *
 * @throws UserError SIZE_TOO_SMALL when it accepts no size up to 2048.
 */
export declare function minimumSize(layer: Layer): number;
/** Whether a picture of this size, in pixels, can be climbed in the layer: whole, in tiles, or enlarged. */
export declare function fits(layer: Layer, height: number, width: number): boolean;
/** Whether the layer accepts a whole picture of this size, in pixels. */
export declare function takes(layer: Layer, height: number, width: number): boolean;
/** A picture and the margin around it, in pixels. */
export interface ClimbedSize {
    readonly width: number;
    readonly height: number;
    readonly ascent: {
        readonly margin: number;
    };
}
/**
 * Checks that layers accept a picture, before any session is opened.
 *
 * @returns the side of the smallest square picture that all of them accept, in pixels.
 * @throws UserError LAYER_UNKNOWN, SIZE_TOO_SMALL.
 */
export declare function checkPictureSize(model: Model, { width, height, ascent: { margin } }: ClimbedSize, layers: Iterable<string>): number;
/**
 * A sentence that says how a picture is fitted to layers with a fixed size; undefined if all layers accept it whole.
 *
 * @throws UserError LAYER_UNKNOWN.
 */
export declare function noteOnSize(model: Model, { width, height, ascent: { margin } }: ClimbedSize, layers: Iterable<string>): string | undefined;
