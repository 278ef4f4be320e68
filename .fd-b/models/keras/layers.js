// Translates Keras topologies to our graph, and their layouts with them: channels last to channels first, kernels HWIO
// to OIHW.
import { UserError } from '../../errors.js';
import { input } from '../../graph/ops.js';
import { isFlat, ShapeError, shapeOf } from '../../graph/shapes.js';
import { elementCount, tensor } from '../../tensor/tensor.js';
import { preprocess } from '../preprocessing.js';
import { ACTIVATION_LAYERS } from './activations.js';
import { CONVOLUTION_LAYERS } from './convolutions.js';
import { MAP_LAYERS } from './maps.js';
import { MAX_LAYERS } from './topology.js';
/** All known kinds of layers, by Keras's class name. */
export const LAYER_KINDS = {
    ...CONVOLUTION_LAYERS,
    ...MAP_LAYERS,
    ...ACTIVATION_LAYERS,
};
/** Each use of a layer has its own copy of the weights. This is the limit of elements in all copies. */
const MAX_COPIED_ELEMENTS = 2 ** 25;
/** In place of weights: zeros in the shapes that the layers need. Such a network can only be described. */
export const BLANK = 'blank';
/**
 * Builds the graph of a Keras network with one input, the picture. Layers inside nested models keep their names if
 * these are unique, and are called `model/layer` otherwise. Each further use of a layer is another layer with the same
 * weights: `conv#2`, `conv#3`.
 *
 * @throws UserError OP_UNSUPPORTED naming layers of unknown kinds or settings; NETWORK_UNREADABLE when weights are
 *   missing or do not fit, inputs are unknown, or layers do not fit each other.
 */
export function fromKerasLayers(topology, parts) {
    refuseUnknown(parts.name, topology);
    const image = input('image', [1, 3, 'height', 'width']);
    const layers = [];
    const names = uniqueNames(topology);
    const used = new Map();
    let again = 0;
    const walk = (model, given, around) => {
        const nodes = new Map();
        let previous = given;
        for (const { layer, key, reads } of inOrder(parts.name, model)) {
            if (layer.kind === 'InputLayer') {
                nodes.set(key, given);
                continue;
            }
            const path = around + layer.name;
            const inputs = reads?.map((from) => (typeof from === 'number' ? from : nodes.get(from))) ?? [previous];
            const built = layer.inner === undefined
                ? build(layer, inputs, path, parts)
                : { node: walk(layer.inner, only(inputs, layer), `${path}/`), parameters: undefined };
            nodes.set(key, built.node);
            previous = built.node;
            const name = names.get(path);
            const times = (used.get(path) ?? 0) + 1;
            used.set(path, times);
            again += times > 1 ? (built.parameters ?? 0) : 0;
            if (layers.length === MAX_LAYERS || again > MAX_COPIED_ELEMENTS) {
                const often = `${parts.name} uses its layers too often`;
                throw new UserError('OP_UNSUPPORTED', `${often}: '${name}' was the last, ${times} times`);
            }
            layers.push(times === 1
                ? { name, kind: layer.kind, ...built }
                : { name: `${name}#${times}`, kind: layer.kind, node: built.node, parameters: 0 });
        }
        return (model.output && nodes.get(keyOf(model.output))) ?? previous;
    };
    walk(topology, preprocess(image, parts.preprocessing), '');
    return { name: parts.name, image, layers };
}
/**
 * Every layer of a topology except nested models, with its path: the names of the models around it and its own, joined
 * by slashes.
 */
export function layersOf(topology, around = '') {
    return topology.layers.flatMap((layer) => {
        const path = around + layer.name;
        return layer.inner === undefined ? [{ path, layer }] : layersOf(layer.inner, `${path}/`);
    });
}
/** Kinds of a layer's weights, in Keras's order. */
export function weightKinds({ kind, settings }) {
    return (Object.hasOwn(LAYER_KINDS, kind) && LAYER_KINDS[kind].weights?.(settings)) || [];
}
function refuseUnknown(name, topology) {
    const layers = layersOf(topology).map(({ layer }) => layer);
    const known = ({ kind }) => kind === 'InputLayer' || Object.hasOwn(LAYER_KINDS, kind);
    const unknown = [...new Set(layers.filter((layer) => !known(layer)).map(({ kind }) => kind))];
    if (unknown.length > 0) {
        throw new UserError('OP_UNSUPPORTED', `${name} has layers of unknown kinds: ${unknown.join(', ')}`, {
            hint: `known: ${Object.keys(LAYER_KINDS).sort().join(', ')}`,
        });
    }
    refuseSeveralInputs(name, topology);
}
function refuseSeveralInputs(name, topology) {
    const inputs = topology.layers.filter(({ kind }) => kind === 'InputLayer');
    if (inputs.length > 1) {
        const names = inputs.map((layer) => layer.name).join(', ');
        throw new UserError('OP_UNSUPPORTED', `${name} has ${inputs.length} inputs: ${names}`, {
            hint: 'a network must read one picture and nothing else',
        });
    }
    for (const { inner } of topology.layers)
        if (inner !== undefined)
            refuseSeveralInputs(inner.name, inner);
}
/** By path: the layer's own name if it is unique, otherwise the path. */
function uniqueNames(topology) {
    const found = [];
    const collect = (model, around) => {
        for (const { name, inner } of model.layers) {
            found.push([around + name, name]);
            if (inner !== undefined)
                collect(inner, `${around}${name}/`);
        }
    };
    collect(topology, '');
    const uses = new Map();
    for (const [, name] of found)
        uses.set(name, (uses.get(name) ?? 0) + 1);
    return new Map(found.map(([path, name]) => [path, uses.get(name) === 1 ? name : path]));
}
const keyOf = ({ layer, use }) => `${use} ${layer}`;
/** The only value that a nested model reads. */
function only([input], { name }) {
    if (typeof input === 'object')
        return input;
    throw new UserError('OP_UNSUPPORTED', `the model '${name}' is called with ${input}, which is not the output of a layer`);
}
/**
 * The uses of a model's layers, each after those that it reads. Uses of one layer stay together if possible, in the
 * order of the file.
 *
 * @throws UserError NETWORK_UNREADABLE for a layer that reads nothing, a missing layer or itself, and for duplicate
 *   names.
 */
function inOrder(network, model) {
    const uses = model.layers.flatMap((layer) => {
        const { name, kind, uses: listed } = layer;
        if (listed === undefined || kind === 'InputLayer')
            return [{ layer, key: keyOf({ layer: name, use: 0 }), reads: kind === 'InputLayer' ? [] : undefined }];
        if (listed.length === 0 || listed.some((values) => values.length === 0))
            throw new UserError('NETWORK_UNREADABLE', `layer '${name}' reads nothing`);
        return listed.map((values, use) => ({
            layer,
            key: keyOf({ layer: name, use }),
            reads: values.map((value) => (typeof value === 'number' ? value : keyOf(value))),
        }));
    });
    const known = new Set();
    for (const { key, layer } of uses) {
        if (known.has(key))
            throw new UserError('NETWORK_UNREADABLE', `${network} has two layers named '${layer.name}'`);
        known.add(key);
    }
    const ordered = [];
    const done = new Set();
    const waiting = new Map(); // by what they wait for
    const missing = new Map();
    for (const use of uses) {
        const absent = new Set(use.reads?.filter((key) => typeof key === 'string' && !done.has(key)));
        missing.set(use, absent.size);
        for (const key of absent)
            waiting
                .set(key, waiting.get(key) ?? [])
                .get(key)
                .push(use);
        const ready = absent.size === 0 ? [use] : [];
        for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
            ordered.push(next);
            done.add(next.key);
            const woken = (waiting.get(next.key) ?? []).reverse();
            waiting.delete(next.key);
            for (const one of woken) {
                missing.set(one, missing.get(one) - 1);
                if (missing.get(one) === 0)
                    ready.push(one);
            }
        }
    }
    const [lost] = [...waiting.keys()].sort((a, b) => Number(known.has(a)) - Number(known.has(b)));
    if (lost !== undefined) {
        const reader = waiting.get(lost)[0].layer.name;
        const from = lost.slice(lost.indexOf(' ') + 1);
        const why = known.has(lost) ? 'which depends on a cycle of layers' : 'which does not exist';
        throw new UserError('NETWORK_UNREADABLE', `layer '${reader}' reads '${from}', ${why}`);
    }
    return ordered;
}
function build(layer, operands, path, { weights, generation }) {
    let parameters = 0;
    const requireWeight = (kind, shape) => {
        const found = weights === BLANK ? tensor(shape.map((size) => size ?? 1)) : weights.get(`${path}/${kind}`);
        if (found === undefined)
            throw new UserError('NETWORK_UNREADABLE', `the weight '${path}/${kind}' is missing`);
        requireFit(`${path}/${kind}`, found, shape);
        parameters += elementCount(found.shape);
        return found;
    };
    const kind = LAYER_KINDS[layer.kind];
    const inputs = operands.filter((operand) => typeof operand !== 'number');
    const value = operands.find((operand) => typeof operand === 'number');
    if (value !== undefined && (kind.withNumber === undefined || operands.length !== 2 || inputs.length !== 1)) {
        const said = `layer '${path}' is called with ${value}, which is not the output of a layer`;
        throw new UserError('OP_UNSUPPORTED', said);
    }
    if (kind.reads === 'maps' && inputs.some(isFlat)) {
        throw new UserError('NETWORK_UNREADABLE', `layer '${path}' needs a map, but its input is a row of numbers`);
    }
    try {
        const node = value !== undefined
            ? kind.withNumber(inputs[0], value, operands[0] === value)
            : kind.build(inputs, { settings: layer.settings, generation, requireWeight });
        shapeOf(node);
        return { node, parameters };
    }
    catch (cause) {
        // A layer for maps after a flatten asks for an unknown number of channels.
        if (!(cause instanceof ShapeError || cause instanceof RangeError))
            throw cause;
        throw new UserError('NETWORK_UNREADABLE', `layer '${path}' does not fit its inputs: ${cause.message}`, { cause });
    }
}
function requireFit(name, { shape, data }, wanted) {
    if (shape.length !== wanted.length || !wanted.every((size, i) => size === null || size === shape[i])) {
        const said = wanted.map((size) => size ?? 'any').join(', ');
        throw new UserError('NETWORK_UNREADABLE', `the weight '${name}' has the shape [${shape.join(', ')}], but its layer needs [${said}]`);
    }
    if (!areFinite(data)) {
        throw new UserError('NETWORK_UNREADABLE', `the weight '${name}' contains NaN or infinite values`);
    }
}
function areFinite(data) {
    // NaN and infinity times 0 are NaN, and so is every sum with them. One test is ten times as fast as one per value.
    let zeros = 0;
    for (let i = 0; i < data.length; i++)
        zeros += data[i] * 0;
    return zeros === 0;
}
//# sourceMappingURL=layers.js.map