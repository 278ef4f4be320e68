// Reads Keras's JSON description of a network, in the formats of Keras 2 (with legacy HDF5 and TensorFlow.js) and Keras
// 3, into one tree: models of layers, each with its inputs. Nothing in it is executed. A layer is known by the name of
// its class.
import { UserError } from '../../errors.js';
import { isObject } from '../json.js';
import { settingsOf } from './settings.js';
/** Classes of models, which have layers. */
const MODELS = ['Sequential', 'Functional', 'Model'];
const MAX_DEPTH = 8;
/** The limit per network, including nested models, and of uses. */
export const MAX_LAYERS = 20_000;
const MAX_USES = 1000;
/**
 * Reads a `model_config`: `{ class_name, config }`.
 *
 * @param file - For messages.
 * @throws UserError NETWORK_UNREADABLE when it does not have Keras's form; OP_UNSUPPORTED for a form that is not
 *   supported, such as a layer that reads the second output of another.
 */
export function readTopology(file, config) {
    let left = MAX_LAYERS;
    const model = (described, depth) => {
        const { class_name: kind, config: inside } = described;
        if (typeof kind !== 'string' || !MODELS.includes(kind)) {
            throw new UserError('OP_UNSUPPORTED', `${file} is a model of the class ${JSON.stringify(kind) ?? 'undefined'}`, {
                hint: `known: ${MODELS.join(', ')}; a subclassed model can be exported to ONNX`,
            });
        }
        if (depth > MAX_DEPTH)
            throw malformed(file, `models nested more than ${MAX_DEPTH} deep`);
        // Keras before 2.3 wrote a sequential model as a bare list of layers.
        const settings = Array.isArray(inside) ? { layers: inside } : inside;
        if (!isObject(settings) || !Array.isArray(settings.layers))
            throw malformed(file, 'a model without a list of layers');
        left -= settings.layers.length;
        if (left < 0)
            throw malformed(file, `more than ${MAX_LAYERS} layers`);
        const isSequential = kind === 'Sequential';
        const layers = settings.layers.map((one) => {
            const { name, kind, config, described } = layerOf(file, one);
            const uses = isSequential ? undefined : usesOf(file, name, described.inbound_nodes);
            const spec = { name, kind, settings: settingsOf(name, config), uses };
            return MODELS.includes(kind) ? { ...spec, inner: model(described, depth + 1) } : spec;
        });
        const name = typeof settings.name === 'string' ? settings.name : kind.toLowerCase();
        const outputs = isSequential ? [] : outputsOf(settings.output_layers);
        return { name, ...countFromZero(layers, outputs) };
    };
    if (!isObject(config))
        throw malformed(file, 'a configuration that is not an object');
    return model(config, 0);
}
/** Operations that Keras 2 wrote as layers, by TensorFlow's name, and the equivalent layer. */
const OPERATIONS = new Map([
    ['__operators__.add', 'Add'],
    ['math.add', 'Add'],
    ['math.subtract', 'Subtract'],
    ['math.multiply', 'Multiply'],
    ['math.truediv', 'Divide'],
]);
/** Layers that keras.applications defines, by the names under which Keras 2 registers them. */
const OWN_LAYERS = new Map(['CustomScaleLayer', 'LayerScale', 'StochasticDepth'].map((name) => [`Custom>${name}`, name]));
function layerOf(file, described) {
    if (!isObject(described))
        throw malformed(file, 'a layer that is not an object');
    const { class_name: kind } = described;
    // Before Keras 2.3, the config of a model is its list of layers.
    const config = isObject(described.config) ? described.config : {};
    const name = described.name ?? config.name;
    if (typeof kind !== 'string' || typeof name !== 'string')
        throw malformed(file, 'a layer without a class or a name');
    const operation = kind === 'TFOpLambda' ? OPERATIONS.get(config.function) : undefined;
    return { name, kind: operation ?? OWN_LAYERS.get(kind) ?? kind, config, described };
}
/**
 * Keras numbers uses over a whole session, except those that no output depends on. So the lowest number that is read is
 * that of the first use. Models have one more use before, from their own creation.
 */
function countFromZero(layers, outputs) {
    const first = new Map();
    for (const operand of [...outputs, ...layers.flatMap(({ uses = [] }) => uses.flat())]) {
        if (typeof operand === 'number')
            continue;
        first.set(operand.layer, Math.min(operand.use, first.get(operand.layer) ?? operand.use));
    }
    const counted = ({ layer, use }) => ({ layer, use: use - first.get(layer) });
    const countedOperand = (operand) => (typeof operand === 'number' ? operand : counted(operand));
    return {
        layers: layers.map((layer) => ({ ...layer, uses: layer.uses?.map((values) => values.map(countedOperand)) })),
        // With several outputs there is no single value.
        output: outputs.length === 1 ? counted(outputs[0]) : undefined,
    };
}
/** Both formats: `[[[from, use, output, {}], ...]]`, and `[{ args: [tensor or list of tensors], kwargs: {} }]`. */
function usesOf(file, layer, uses) {
    if (uses === undefined || uses === null)
        return [];
    if (!Array.isArray(uses))
        throw malformed(file, `no list of inputs for layer '${layer}'`);
    if (uses.length > MAX_USES)
        throw malformed(file, `more than ${MAX_USES} uses of layer '${layer}'`);
    return uses.map((use) => {
        if (isObject(use)) {
            const { args, kwargs } = use;
            const named = isObject(kwargs) ? Object.values(kwargs) : [];
            // `training` and `mask` do not affect this computation.
            return tensorsIn(file, layer, [args, named.filter((value) => typeof value !== 'boolean')]);
        }
        if (!Array.isArray(use))
            throw malformed(file, `a use of layer '${layer}' that is not a list`);
        // A single tensor may come without a list around it.
        const from = typeof use[0] === 'string' ? [use] : use;
        return from.flatMap((one) => {
            const value = Array.isArray(one) ? (numberIn(one) ?? readIn(layer, one)) : undefined;
            if (value === undefined)
                throw malformed(file, `an unknown input of layer '${layer}'`);
            return [value, ...secondOf(layer, one[3])];
        });
    });
}
/** A number as the first operand of an operation of Keras 2. */
function numberIn([layer, , value]) {
    return layer === '_CONSTANT_VALUE' && typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
/** The second operand of an operation of Keras 2, which is among its settings. */
function secondOf(layer, settings) {
    const second = isObject(settings) ? settings.y : undefined;
    if (typeof second === 'number')
        return [second];
    const value = Array.isArray(second) ? readIn(layer, second) : undefined;
    return value === undefined ? [] : [value];
}
function tensorsIn(file, layer, value) {
    if (value === null || value === undefined)
        return [];
    if (typeof value === 'number' && Number.isFinite(value))
        return [value];
    if (Array.isArray(value))
        return value.flatMap((one) => tensorsIn(file, layer, one));
    if (isObject(value) && value.class_name === '__keras_tensor__' && isObject(value.config)) {
        const { keras_history: history } = value.config;
        const found = Array.isArray(history) ? readIn(layer, history) : undefined;
        if (found !== undefined)
            return [found];
    }
    const text = (JSON.stringify(value) ?? 'undefined').slice(0, 60);
    throw new UserError('OP_UNSUPPORTED', `layer '${layer}' is called with ${text}, which is not the output of a layer`);
}
/**
 * `[from, use, output]`; the two numbers default to 0.
 *
 * @returns undefined for anything else.
 */
function readIn(reader, [layer, use = 0, output = 0]) {
    if (typeof layer !== 'string' || !Number.isInteger(use))
        return undefined;
    if (output === 0)
        return { layer, use: use };
    throw new UserError('OP_UNSUPPORTED', `layer '${reader}' reads an output of '${layer}' other than the first`);
}
/** `[[name, 0, 0], ...]`, or `[name, 0, 0]` for a single one. Empty for any other form. */
function outputsOf(outputs) {
    if (!Array.isArray(outputs))
        return [];
    const list = typeof outputs[0] === 'string' ? [outputs] : outputs;
    const found = list.flatMap((one) => {
        const [layer, use = 0] = Array.isArray(one) ? one : [];
        return typeof layer === 'string' && Number.isInteger(use) ? [{ layer, use: use }] : [];
    });
    return found.length === list.length ? found : [];
}
function malformed(file, what) {
    return new UserError('NETWORK_UNREADABLE', `${file} describes its network in a form that Keras does not write: ${what}`);
}
//# sourceMappingURL=topology.js.map