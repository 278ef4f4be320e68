import type { Model } from '../models/model.js';
import type { PictureSettings } from '../preset/picture/picture.js';
import type { Tensor } from '../tensor/tensor.js';
import type { StillPlan, StillRequest } from './still.js';
/** A checked picture, ready to grow. */
export interface PreparedPicture {
    readonly settings: PictureSettings;
    readonly plan: StillPlan;
    /**
     * One request for each cell of a sheet, row by row. An image has one request, or one for each variation when they
     * depend on each other.
     */
    readonly requests: readonly StillRequest[];
    /** How a network that takes only one picture size is used, in one sentence. */
    readonly note?: string | undefined;
}
/**
 * Checks a picture's settings against the network.
 *
 * @param init - The photo to start from, as a master at full size. @default noise
 * @throws UserError LAYER_UNKNOWN, NEURON_UNKNOWN, SIZE_TOO_SMALL, ARGUMENT_INVALID.
 */
export declare function preparePicture(model: Model, settings: PictureSettings, init?: Tensor): PreparedPicture;
/** The seed of a variation. */
export declare function seedOf(seed: number, variation: number): number;
