// An ONNX graph as our layers. A node is translated when a layer that depends on it is first read. An unsupported node
// elsewhere in the file does no harm, and weights that no layer needs are never read.
import { UserError } from '../../errors.js';
import { shuffleChannels } from '../../graph/ops.js';
import { createEvaluator } from './evaluator.js';
import { asLayer } from './fixed/values.js';
import { dependents, order, producersOf, uniqueNames } from './order.js';
/**
 * Square picture sizes to try for a network that declares none and cannot be read at every size: those of the training
 * of published transformers. A table of learned position embeddings fits only one of them.
 */
const DEFAULT_SIDES = [224, 256, 336, 384, 448, 512, 518, 196, 192, 128, 112, 96, 64, 56, 32];
/**
 * The layers of a graph: one per node that depends on the picture.
 *
 * @returns Layers whose `node` is translated on first access, which throws UserError OP_UNSUPPORTED or
 *   NETWORK_UNREADABLE when that is impossible.
 * @throws UserError NETWORK_UNREADABLE at once for duplicate names or cyclic nodes.
 */
export function onnxLayers(graph, reading) {
    const names = uniqueNames(graph.node);
    const producers = producersOf(graph, names, reading.file);
    const initializers = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
    const open = (size) => createEvaluator(graph, names, producers, initializers, reading, size);
    const dependent = dependents(order(graph, producers, names, reading.file), reading.input);
    const sizes = sizesOf(reading);
    const [declared] = sizes.length === 1 ? sizes : [];
    const nodeOf = layerNodes(open, sizes, graph.node.findLast((node) => dependent.has(node))?.output[0] ?? '');
    return graph.node.flatMap((node, i) => {
        const output = node.output[0];
        if (output === undefined || output === '' || !dependent.has(node))
            return [];
        const name = names[i];
        const parameters = parametersOf(node, graph, producers, initializers);
        return [new OnnxLayer(name, node, parameters, declared, () => nodeOf(output, name))];
    });
}
/** The size that the file declares, or those to try. */
function sizesOf({ height, width }) {
    if (height !== null && width !== null)
        return [{ height, width }];
    return DEFAULT_SIDES.map((side) => ({ height: height ?? side, width: width ?? side }));
}
/**
 * A layer's node by the name of its value: for every picture size if possible, otherwise for one, as most transformers
 * need.
 *
 * @param last - The last value of the network. The size at which it can be translated is the right one.
 */
function layerNodes(open, sizes, last) {
    const free = open(null);
    let fixed;
    const pinned = () => {
        if (fixed !== undefined)
            return fixed;
        for (const size of sizes) {
            fixed = open(size);
            if (sizes.length === 1 || succeeds(() => fixed.read(last)))
                break;
        }
        return fixed;
    };
    return (output, layer) => {
        try {
            return asNode(free, output, layer);
        }
        catch (cause) {
            if (!(cause instanceof UserError))
                throw cause;
            try {
                return asNode(pinned(), output, layer);
            }
            catch (again) {
                throw sizes.length > 1 ? cause : again;
            }
        }
    };
}
function succeeds(act) {
    try {
        act();
        return true;
    }
    catch {
        return false;
    }
}
function asNode({ read, grid }, output, layer) {
    const value = read(output);
    // Transposed groups of channels are put in ONNX's order.
    if (value.kind === 'graph')
        return value.view === 'nmghw' || value.view === 'nhwmg' ? shuffleChannels(value.node, value.groups) : value.node;
    if (value.kind === 'fixed')
        return asLayer(grid, value);
    throw new UserError('OP_UNSUPPORTED', `the layer '${layer}' does not depend on the picture`);
}
/** A layer whose node is translated on first access. */
class OnnxLayer {
    name;
    kind;
    parameters;
    declared;
    #make;
    #node;
    constructor(name, { opType }, parameters, declared, make) {
        this.name = name;
        this.kind = opType;
        this.parameters = parameters;
        this.declared = declared;
        this.#make = make;
    }
    get node() {
        this.#node ??= this.#make();
        return this.#node;
    }
}
/** Counts weights behind a Cast too, since weights of another type reach their node through one. */
function parametersOf({ input }, graph, producers, initializers) {
    const stored = input.map((name) => {
        const producer = graph.node[producers.get(name) ?? -1];
        return initializers.get(producer?.opType === 'Cast' ? producer.input[0] : name);
    });
    return stored
        .filter((tensor) => tensor !== undefined && !INTEGER_TYPES.has(tensor.dataType))
        .reduce((sum, tensor) => sum + tensor.dims.reduce((product, size) => product * Number(size), 1), 0);
}
/** ONNX's int32, int64 and bool: for shapes and axes, not for weights. */
const INTEGER_TYPES = new Set([6, 7, 9]);
//# sourceMappingURL=network.js.map