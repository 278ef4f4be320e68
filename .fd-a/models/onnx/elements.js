// Element-wise ONNX operations: activations, and arithmetic with constants, with one gate per channel, or with maps of
// the same shape.
import { difference, product, quotient, sum } from '../../graph/compositions.js';
import { isOp } from '../../graph/graph.js';
import { activation, affine, constant, prelu, relu, softmax } from '../../graph/ops.js';
import { shapeOf } from '../../graph/shapes.js';
import { vector } from '../parts.js';
import { channelAxis, countOf, graphValue } from './values.js';
/** ONNX's parameters of Selu: Klambauer et al. 2017. */
const SELU = { alpha: 1.6732632423543772, gamma: 1.0507009873554805 };
/** Exporters write bounds beyond this value for "no bound". */
const UNBOUNDED = 1e30;
/** By operation. */
export const ELEMENT_TRANSLATIONS = {
    Relu: (call) => unary(call, relu),
    LeakyRelu: (call) => activated(call, { kind: 'leakyRelu', slope: call.float('alpha', 0.01) }),
    PRelu: (call) => {
        const x = call.graph(0);
        const slopes = byChannel(call, x, call.constant(1));
        if (typeof slopes === 'number')
            return activated(call, { kind: 'leakyRelu', slope: slopes });
        if (slopes === undefined)
            throw call.unsupported('it does not have one slope per channel');
        return [{ ...x, node: prelu(x.node, vector(slopes)) }];
    },
    Clip: (call) => {
        const low = bound(call.opset < 11 ? call.float('min', -UNBOUNDED) : single(call, 1, -UNBOUNDED));
        const high = bound(call.opset < 11 ? call.float('max', UNBOUNDED) : single(call, 2, UNBOUNDED));
        if (low === 0 && high === Number.POSITIVE_INFINITY)
            return unary(call, relu);
        if (low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY)
            return [call.graph(0)];
        if (!(low < high))
            throw call.unreadable(`its bounds are ${low} and ${high}`);
        return activated(call, { kind: 'clip', low, high });
    },
    Sigmoid: (call) => activated(call, { kind: 'sigmoid' }),
    Tanh: (call) => activated(call, { kind: 'tanh' }),
    HardSigmoid: (call) => activated(call, { kind: 'hardSigmoid', slope: call.float('alpha', 0.2), offset: call.float('beta', 0.5) }),
    HardSwish: (call) => activated(call, { kind: 'hardSwish' }),
    Elu: (call) => activated(call, { kind: 'elu', scale: call.float('alpha', 1) }),
    Selu: (call) => unary(call, (x) => linear(call, activation(x, { kind: 'elu', scale: call.float('alpha', SELU.alpha) }), call.float('gamma', SELU.gamma), 0)),
    Softplus: (call) => activated(call, { kind: 'softplus' }),
    // x * tanh(softplus(x)): Misra 2019.
    Mish: (call) => unary(call, (x) => product(x, activation(activation(x, { kind: 'softplus' }), { kind: 'tanh' }))),
    Gelu: (call) => activated(call, { kind: 'gelu', form: call.text('approximate', 'none') === 'tanh' ? 'tanh' : 'erf' }),
    Erf: (call) => activated(call, { kind: 'erf' }),
    Exp: (call) => activated(call, { kind: 'exp' }),
    Log: (call) => activated(call, { kind: 'log' }),
    Abs: (call) => activated(call, { kind: 'abs' }),
    Sqrt: (call) => activated(call, { kind: 'power', exponent: 1 / 2 }),
    Reciprocal: (call) => activated(call, { kind: 'power', exponent: -1 }),
    Neg: (call) => unary(call, (x) => linear(call, x, -1, 0)),
    Pow: (call) => {
        const exponent = single(call, 1, Number.NaN);
        return exponent === 1 ? [call.graph(0)] : activated(call, { kind: 'power', exponent });
    },
    Softmax: (call) => withSoftmax(call, softmax),
    LogSoftmax: (call) => withSoftmax(call, (x) => activation(softmax(x), { kind: 'log' })),
    Add: (call) => combined(call, { maps: sum, behind: (x, by) => linear(call, x, 1, by), before: (by, x) => linear(call, x, 1, by) }),
    Sum: (call) => {
        const [first, ...rest] = call.inputs.map((_, i) => call.graph(i));
        if (first === undefined)
            throw call.unreadable('it has no inputs');
        const node = rest.reduce((total, value) => sum(total, sameView(call, first, value).node), first.node);
        return [{ ...first, node }];
    },
    Sub: (call) => combined(call, {
        maps: difference,
        behind: (x, by) => linear(call, x, 1, negative(by)),
        before: (by, x) => linear(call, x, -1, by),
    }),
    Mul: (call) => combined(call, {
        maps: gated,
        behind: (x, by) => linear(call, x, by, 0),
        before: (by, x) => linear(call, x, by, 0),
    }),
    Div: (call) => combined(call, {
        maps: quotient,
        behind: (x, by) => linear(call, x, inverse(by), 0),
        before: (by, x) => linear(call, activation(x, { kind: 'power', exponent: -1 }), by, 0),
    }),
};
function unary(call, change) {
    const x = call.graph(0);
    return [{ ...x, node: change(x.node) }];
}
function activated(call, how) {
    return unary(call, (x) => activation(x, how));
}
function withSoftmax(call, change) {
    const x = call.graph(0);
    const axis = call.int('axis', call.opset < 13 ? 1 : -1);
    if (call.opset < 13 && call.axis(axis, x.view.length) === 1 && isPlace(x.node))
        return unary(call, change);
    call.requireChannels(axis, x);
    // Before opset 13, softmax normalised over all dimensions from the axis on.
    if (call.opset < 13 && channelAxis(x) !== x.view.length - 1) {
        throw call.unsupported('before opset 13 it normalises over positions too');
    }
    return unary(call, change);
}
function isPlace(node) {
    const [, , height = 1, width = 1] = shapeOf(node);
    return height === 1 && width === 1;
}
function combined(call, { maps, behind, before }) {
    const [a, b] = [call.value(0), call.value(1)];
    if (a.kind === 'graph' && b.kind === 'graph')
        return [{ ...a, node: maps(a.node, sameView(call, a, b).node) }];
    const x = call.graph(a.kind === 'graph' ? 0 : 1);
    const known = call.constant(a.kind === 'graph' ? 1 : 0);
    call.channels(x.node);
    const by = byChannel(call, x, known);
    if (by === undefined) {
        const map = graphValue(constant(mapOf(call, x, known)));
        return [{ ...x, node: a.kind === 'graph' ? maps(x.node, map.node) : maps(map.node, x.node) }];
    }
    return [{ ...x, node: a.kind === 'graph' ? behind(x.node, by) : before(by, x.node) }];
}
function sameView(call, a, b) {
    if (a.view === b.view && a.groups === b.groups)
        return b;
    throw call.unsupported(`its inputs have the dimensions ${a.view} and ${b.view}`);
}
/** A product. x * sigmoid(x) becomes a swish, which objectives read before its gate. */
function gated(a, b) {
    for (const [x, gate] of [
        [a, b],
        [b, a],
    ]) {
        if (!isOp(gate, 'activation') || gate.inputs[0] !== x)
            continue;
        if (gate.attributes.kind === 'sigmoid')
            return activation(x, { kind: 'swish' });
        // 1/6 in float32
        if (gate.attributes.kind === 'hardSigmoid' && Math.fround(gate.attributes.slope) === Math.fround(1 / 6)) {
            if (gate.attributes.offset === 1 / 2)
                return activation(x, { kind: 'hardSwish' });
        }
    }
    return product(a, b);
}
/** x * factor + offset. */
function linear(call, x, factor, offset) {
    const channels = call.channels(x);
    const row = (by) => vector(typeof by === 'number' ? new Float32Array(channels).fill(by) : by);
    return affine(x, row(factor), row(offset));
}
function negative(by) {
    return typeof by === 'number' ? 0 - by : by.map((value) => 0 - value);
}
function inverse(by) {
    return typeof by === 'number' ? 1 / by : by.map((value) => 1 / value);
}
/** A constant that is one number, or one per channel; undefined for any other constant. */
function byChannel(call, x, { dims, data }) {
    if (data.some(Number.isNaN))
        throw call.unsupported('it depends on the picture size');
    if (data.length === 1 && dims.length <= x.view.length)
        return data[0];
    const axis = channelAxis(x) - x.view.length; // from the end, since ONNX aligns dimensions there
    const channels = call.channels(x.node);
    if (dims.length > x.view.length)
        return undefined;
    return dims.at(axis) === channels && data.length === channels ? Float32Array.from(data) : undefined;
}
/** A constant that differs between positions. */
function mapOf(call, x, { dims, data }) {
    if (x.view !== 'nchw' || dims.length > 4 || countOf(dims.slice(0, Math.max(0, dims.length - 3))) !== 1) {
        throw call.unsupported(`its constant of the shape [${dims.join(', ')}] does not fit the dimensions ${x.view}`);
    }
    return { shape: [...Array(4 - Math.min(dims.length, 4)).fill(1), ...dims], data: Float32Array.from(data) };
}
/** An optional input that is one number. */
function single(call, input, fallback) {
    if (call.inputs[input] === undefined)
        return fallback;
    const { data } = call.constant(input);
    if (data.length !== 1 || Number.isNaN(data[0]))
        throw call.unsupported(`its input ${input} is not one number`);
    return data[0];
}
function bound(value) {
    if (Math.abs(value) < UNBOUNDED)
        return value;
    return value > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}
//# sourceMappingURL=elements.js.map