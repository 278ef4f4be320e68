// Writes our graph as an ONNX model.
import { isOp, topologicalOrder } from '../graph/graph.js';
import { planesOf } from '../graph/planes.js';
import { inferShapes } from '../graph/shapes.js';
import { Emitter } from './emitter.js';
import { LOWERINGS } from './lowerings.js';
import { modelBytes, valueInfo } from './proto.js';
/** The opset of the lowerings. */
const OPSET = 17;
/**
 * Writes a graph as a serialised ONNX model.
 *
 * @param outputs - The values to compute, by name.
 * @returns The bytes of the model; its inputs are the graph's `input` nodes, by their names.
 */
export function exportOnnx(outputs) {
    const emit = new Emitter(planesOf(Object.values(outputs)));
    const names = new Map();
    const inputs = [];
    for (const node of topologicalOrder(Object.values(outputs))) {
        if (isOp(node, 'input')) {
            const { name, shape } = node.attributes;
            names.set(node, name);
            inputs.push(valueInfo(name, shape));
            if (shape[2] === 'height' && shape[3] === 'width')
                emit.picture ??= name;
        }
        else {
            names.set(node, lower(emit, node, node.inputs.map((input) => names.get(input))));
        }
    }
    const shapes = inferShapes(Object.values(outputs));
    const outputInfos = Object.entries(outputs).map(([name, node]) => {
        emit.output(name, names.get(node));
        return valueInfo(name, shapes.get(node).map((dimension, axis) => dimension ?? `${name}_${axis}`));
    });
    return modelBytes({ opset: OPSET, ...needed(emit, Object.keys(outputs)), inputs, outputs: outputInfos });
}
/** Removes nodes without a reader: not every slope needs both input and output of its activation. */
function needed({ nodes, initializers, shapes }, outputs) {
    const names = new Set(outputs);
    const kept = nodes.toReversed().filter(({ input, output }) => {
        if (!output.some((name) => names.has(name)))
            return false;
        for (const name of input)
            names.add(name);
        return true;
    });
    const isRead = ({ name }) => names.has(name);
    return { nodes: kept.reverse(), initializers: initializers.filter(isRead), shapes: shapes.filter(isRead) };
}
function lower(emit, node, inputs) {
    const { op } = node;
    if (op === 'input')
        throw new RangeError('An input has no lowering.');
    const rule = LOWERINGS[op];
    const value = rule(emit, inputs, node);
    return op === 'constant' ? value : emit.shaped(value, node);
}
//# sourceMappingURL=export.js.map