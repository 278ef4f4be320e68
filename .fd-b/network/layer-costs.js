// The cost of one evaluation of a layer at a picture size: operations and memory.
import { costOf } from '../graph/cost.js';
import { gradient } from '../graph/gradient.js';
import { dot, input, spatialMean } from '../graph/ops.js';
import { isFlat } from '../graph/shapes.js';
import { tilesOf } from '../optvis/fixed-size.js';
import { beforeActivation, requireClimbable } from '../optvis/objective.js';
import { findLayer, fixedSize, neuronCount, takes } from './layers.js';
/**
 * The costs of the layers of a network, for the objective 'channel' and before the graph is simplified for an engine.
 * Simplifying takes long and would change only the share of the last layer.
 *
 * @throws UserError LAYER_UNKNOWN (at the call); ShapeError when the picture is too small for the layer (at the call).
 */
export function layerCosts(model) {
    const outputs = new Map();
    const costs = new Map();
    return (layer, height, width) => {
        const key = `${layer} ${height} ${width}`;
        let cost = costs.get(key);
        if (cost === undefined) {
            const nodes = outputs.get(layer) ?? scoreAndGradient(model, layer);
            outputs.set(layer, nodes);
            cost = costAt(nodes, findLayer(model, layer), { height, width });
            costs.set(key, cost);
        }
        return cost;
    };
}
/** For a picture that is evaluated in tiles: the operations of all tiles and the memory of one. */
function costAt(nodes, layer, size) {
    const fixed = fixedSize(layer);
    if (fixed === undefined || (!fixed.hasPatches && takes(layer, size.height, size.width)))
        return costOf(nodes, size);
    const tile = costOf(nodes, fixed);
    return { ...tile, operations: tile.operations * tilesOf(fixed, size.height, size.width) };
}
/**
 * The memory of an open session relative to its weights and to its peak of computed values. onnxruntime keeps packed
 * copies of the weights. Fitted, with the other factors in `film/estimate`, to the largest resident sets of nine films.
 */
const SESSION = { weights: 4, values: 1.3 };
/** The approximate memory of an open session of this cost, in bytes. */
export function sessionBytes({ weightBytes, valueBytes }) {
    return SESSION.weights * weightBytes + SESSION.values * valueBytes;
}
function scoreAndGradient(model, name) {
    const layer = findLayer(model, name);
    const node = beforeActivation(layer.node);
    const score = dot(input('weights', [1, neuronCount(layer)]), isFlat(node) ? node : spatialMean(node));
    return [score, requireClimbable(name, () => gradient(score, model.image))];
}
//# sourceMappingURL=layer-costs.js.map