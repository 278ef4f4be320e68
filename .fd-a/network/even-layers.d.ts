import type { Model } from '../models/model.js';
import { type ClimbedSize } from './layers.js';
/**
 * Layers from the first to the last, evenly spaced: the ends of blocks if the network has at least four, otherwise its
 * convolutions. Layers that the picture is too small for are left out.
 *
 * @throws UserError SIZE_TOO_SMALL when the picture is too small for every layer.
 */
export declare function evenLayers(model: Model, { width, height, ascent: { margin } }: ClimbedSize, count: number): readonly string[];
