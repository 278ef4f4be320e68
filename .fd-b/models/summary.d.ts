import type { Model } from './model.js';
/** The summary of a layer. */
export interface LayerSummary {
    readonly name: string;
    readonly kind: string;
    /**
     * Of its output: `[1, channels, height, width]` or `[1, channels]`. Null when the picture is too small, or the layer
     * cannot be used.
     */
    readonly shape: readonly number[] | null;
    /** The number of learned values, as its source counts them. Null when it is not known. */
    readonly parameters: number | null;
    /**
     * The part of the picture that one position depends on, in pixels. Null for the whole picture, or when the layer
     * cannot be used.
     */
    readonly receptiveField: {
        readonly height: number;
        readonly width: number;
    } | null;
    /** Channels; of a flattened layer, the channels before flattening. Null when the layer cannot be used. */
    readonly neurons: number | null;
    /** Why there is no shape. */
    readonly problem: string | null;
}
/**
 * Lists the layers of a network, in the order of its file: neurons, shape, parameters and receptive field of each.
 *
 * @param size - The picture size that the shapes are for, in pixels. @default 224x224
 */
export declare function listLayers(model: Model, size?: {
    readonly height: number;
    readonly width: number;
}): readonly LayerSummary[];
