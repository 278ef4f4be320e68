import type { AtlasPlan } from '../../atlas/atlas.js';
import type { Model } from '../../models/model.js';
import type { StillPlan } from '../still.js';
/** Side of a thumbnail by default, in pixels. */
export declare const CELL = 96;
/** Sides that a thumbnail may have, in pixels. */
export declare const CELLS: {
    readonly min: 32;
    readonly max: 256;
};
/** Seeds that an atlas may have. */
export declare const SEEDS: {
    readonly min: 0;
    readonly max: 999999999;
};
/** Gradient steps per thumbnail. */
export declare const STEPS: number;
/** The size of a thumbnail with its margin. */
export declare function thumbnailSize(cell: number): {
    width: number;
    height: number;
    ascent: {
        margin: number;
    };
};
/**
 * The plan for the thumbnails of a layer. If the layer needs larger pictures, they grow at that size and are scaled
 * down at the end.
 *
 * @throws UserError LAYER_UNKNOWN; SIZE_TOO_SMALL when no picture fits the layer.
 */
export declare function thumbnailPlan(model: Model, layerName: string, { cell }: Pick<AtlasPlan, 'cell'>): StillPlan;
