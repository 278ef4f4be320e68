// How the thumbnails of an atlas grow: small and quick, and all in the same way, so that they can be compared.

import type { AtlasPlan } from '../../atlas/atlas.js';
import type { Model } from '../../models/model.js';
import { findLayer, fits, minimumSize } from '../../network/layers.js';
import type { StillPlan } from '../still.js';

/** Side of a thumbnail when nothing else is asked for, in pixels. */
export const CELL = 96;

/** Sides that a thumbnail may have, in pixels. */
export const CELLS = { min: 32, max: 256 } as const;

/** Seeds that an atlas may have. */
export const SEEDS = { min: 0, max: 999_999_999 } as const;

/** Pixels climbed around a thumbnail and cropped from it. */
const MARGIN = 16;
/** A growth from 64 to 96 pixels in eight enlargements, five steps each, then steps that smooth what is there: InceptionV3's mixed4 takes form in half of them. */
const GROWTH = { fromPixels: 64, enlargements: 8, steps: 5, finish: 16 } as const;

/** Gradient steps that a thumbnail takes. */
export const STEPS = GROWTH.steps * (GROWTH.enlargements + 1) + GROWTH.finish;

/** A thumbnail with what is climbed around it. */
export function thumbnailSize(cell: number) {
  return { width: cell, height: cell, ascent: { margin: MARGIN } };
}

/**
 * How the thumbnails of a layer grow. Where its pictures must be larger than the thumbnail they are grown larger, and made smaller in the end.
 *
 * @throws UserError LAYER_UNKNOWN; SIZE_TOO_SMALL when no picture fits the layer.
 */
export function thumbnailPlan(model: Model, layerName: string, { cell }: Pick<AtlasPlan, 'cell'>): StillPlan {
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
