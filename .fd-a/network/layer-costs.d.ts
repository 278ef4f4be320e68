import { type GraphCost } from '../graph/cost.js';
import type { Model } from '../models/model.js';
/** The cost of one evaluation, forward and backward, at a size in pixels. Results are cached. */
export type LayerCosts = (layer: string, height: number, width: number) => GraphCost;
/**
 * The costs of the layers of a network, for the objective 'channel' and before the graph is simplified for an engine.
 * Simplifying takes long and would change only the share of the last layer.
 *
 * @throws UserError LAYER_UNKNOWN (at the call); ShapeError when the picture is too small for the layer (at the call).
 */
export declare function layerCosts(model: Model): LayerCosts;
/** The approximate memory of an open session of this cost, in bytes. */
export declare function sessionBytes({ weightBytes, valueBytes }: GraphCost): number;
