// What one evaluation costs for each layer of a network and each size of picture.

import { costOf, type GraphCost } from '../../graph/cost.js';
import { gradient } from '../../graph/gradient.js';
import type { Node } from '../../graph/graph.js';
import { dot, input, spatialMean } from '../../graph/ops.js';
import { isFlat } from '../../graph/shapes.js';
import type { Model } from '../../models/model.js';
import { findLayer, neuronCount } from '../../network/layers.js';
import { beforeActivation, requireClimbable } from '../../optvis/objective.js';

/** The cost of one evaluation, forward and backward, at a size in pixels. Remembered: ask as often as you like. */
export type LayerCosts = (layer: string, height: number, width: number) => GraphCost;

/** @throws UserError LAYER_UNKNOWN (when asked); ShapeError when the picture is too small for the layer (when asked). */
export function layerCosts(model: Model): LayerCosts {
  const outputs = new Map<string, readonly Node[]>();
  const costs = new Map<string, GraphCost>();
  return (layer, height, width) => {
    const key = `${layer} ${height} ${width}`;
    let cost = costs.get(key);
    if (cost === undefined) {
      const nodes = outputs.get(layer) ?? scoreAndGradient(model, layer);
      outputs.set(layer, nodes);
      cost = costOf(nodes, { height, width });
      costs.set(key, cost);
    }
    return cost;
  };
}

/** As an engine is handed them, but as they come: the rewriting that makes them fast takes longer than they are worth here, and moves no more than the last layer's share. */
function scoreAndGradient(model: Model, name: string): readonly Node[] {
  const layer = findLayer(model, name);
  const node = beforeActivation(layer.node);
  const score = dot(input('weights', [1, neuronCount(layer)]), isFlat(node) ? node : spatialMean(node));
  return [score, requireClimbable(name, () => gradient(score, model.image))];
}
