// The plan by which the thumbnails of an atlas grow: small, fast, and the same for all, so that they can be compared.
import { findLayer, fits, minimumSize } from '../../network/layers.js';
/** Side of a thumbnail by default, in pixels. */
export const CELL = 96;
/** Sides that a thumbnail may have, in pixels. */
export const CELLS = { min: 32, max: 256 };
/** Seeds that an atlas may have. */
export const SEEDS = { min: 0, max: 999_999_999 };
/** Pixels around a thumbnail that are climbed and cropped. */
const MARGIN = 16;
/**
 * From 64 to 96 pixels in eight enlargements of five steps each, then steps that smooth the result. InceptionV3's
 * mixed4 takes form in half of them.
 */
const GROWTH = { fromPixels: 64, enlargements: 8, steps: 5, finish: 16 };
/** Gradient steps per thumbnail. */
export const STEPS = GROWTH.steps * (GROWTH.enlargements + 1) + GROWTH.finish;
/** The size of a thumbnail with its margin. */
export function thumbnailSize(cell) {
    return { width: cell, height: cell, ascent: { margin: MARGIN } };
}
/**
 * The plan for the thumbnails of a layer. If the layer needs larger pictures, they grow at that size and are scaled
 * down at the end.
 *
 * @throws UserError LAYER_UNKNOWN; SIZE_TOO_SMALL when no picture fits the layer.
 */
export function thumbnailPlan(model, layerName, { cell }) {
    const layer = findLayer(model, layerName);
    const least = minimumSize(layer);
    const margin = Math.min(MARGIN, cell);
    const isEnough = cell + 2 * margin >= least && fits(layer, cell + 2 * margin, cell + 2 * margin);
    const side = isEnough ? cell : least - 2 * margin;
    return {
        ...{ width: side, height: side, margin, minimumSize: least },
        fromPixels: Math.min(GROWTH.fromPixels, side),
        enlargements: GROWTH.enlargements,
        finish: GROWTH.finish,
        climb: {
            steps: GROWTH.steps,
            rate: 0.05,
            jitter: 8,
            noise: 0.02,
            bands: [0.5, 0.8, 1, 0.9, 0.6],
            color: 2,
            smooth: 0,
            look: 'natural',
        },
        grade: { servo: 0.25, contrast: 0.19, brightness: 0.5, saturation: 1 },
    };
}
//# sourceMappingURL=plan.js.map