// Every activation in ONNX, and its slope. If possible the slope is computed from the output alone: then the runtime
// fuses the activation into the convolution before it, and its input is not kept.
import { GELU_TANH, HARD_SWISH } from '../graph/activation.js';
import { isFlat } from '../graph/shapes.js';
import { between, constantOf, line, scalar, step } from './elementwise.js';
/** y. */
export function activation(emit, [x], { inputs, attributes }) {
    return forward(emit, { x: x, like: inputs[0] }, attributes);
}
/** outgrad times the slope. */
export function activationAdjoint(emit, [outgrad, x, y], { inputs, attributes }) {
    return emit.node('Mul', [outgrad, slope(emit, { x: x, y: y, like: inputs[1] }, attributes)]);
}
/** x where x > 0, else slope * x. */
export function prelu(emit, [x], { inputs: [input, slopes] }) {
    const { data } = constantOf(slopes);
    const shape = isFlat(input) ? [1, data.length] : [data.length, 1, 1];
    return emit.node('PRelu', [x, emit.float({ shape, data })]);
}
/** outgrad where x > 0, else slope * outgrad. */
export function preluAdjoint(emit, [outgrad, , x], { inputs: [, slopes, input] }) {
    const { data } = constantOf(slopes);
    return emit.node('Mul', [
        outgrad,
        line(emit, step(emit, x, input, 0), input, data.map((a) => 1 - a), data),
    ]);
}
function forward(emit, input, how) {
    const rules = RULES[how.kind];
    return rules.forward(emit, input, how);
}
function slope(emit, both, how) {
    const rules = RULES[how.kind];
    return rules.slope(emit, both, how);
}
const RULES = {
    leakyRelu: {
        forward: (emit, { x }, { slope: a }) => emit.node('LeakyRelu', [x], { alpha: { float: a } }),
        // With a slope above 0, output and input have the same sign.
        slope: (emit, { x, y, like }, { slope: a }) => line(emit, step(emit, a > 0 ? y : x, like, 0), like, 1 - a, a),
    },
    clip: {
        forward: (emit, { x }, { low, high }) => emit.node('Clip', [x, Number.isFinite(low) ? scalar(emit, low) : '', ...finite(emit, high)]),
        slope: (emit, { y, like }, { low, high }) => between(emit, y, like, low, high),
    },
    sigmoid: {
        forward: (emit, { x }) => emit.node('Sigmoid', [x]),
        slope: (emit, { y, like }) => emit.node('Mul', [y, line(emit, y, like, -1, 1)]),
    },
    tanh: {
        forward: (emit, { x }) => emit.node('Tanh', [x]),
        slope: (emit, { y, like }) => line(emit, emit.node('Mul', [y, y]), like, -1, 1),
    },
    hardSigmoid: {
        forward: (emit, { x }, how) => hardSigmoid(emit, x, how),
        slope: (emit, { y, like }, { slope: a }) => line(emit, between(emit, y, like, 0, 1), like, a, 0),
    },
    elu: {
        forward: (emit, { x }, { scale }) => emit.node('Elu', [x], { alpha: { float: scale } }),
        slope: (emit, { x, y }, { scale }) => {
            const below = emit.node('Add', [y, scalar(emit, scale)]);
            return emit.node('Where', [emit.node('Greater', [x, scalar(emit, 0)]), scalar(emit, 1), below]);
        },
    },
    softplus: {
        forward: (emit, { x }) => emit.node('Softplus', [x]),
        slope: (emit, { x }) => emit.node('Sigmoid', [x]),
    },
    swish: {
        forward: (emit, { x }) => emit.node('Mul', [x, emit.node('Sigmoid', [x])]),
        // sigmoid(x) + y * sigmoid(-x): sums and products of equal shapes stay in the blocked layout.
        slope: (emit, { x, y, like }) => {
            const rest = emit.node('Sigmoid', [line(emit, x, like, -1, 0)]);
            return emit.node('Add', [emit.node('Sigmoid', [x]), emit.node('Mul', [y, rest])]);
        },
    },
    hardSwish: {
        forward: (emit, { x }) => emit.node('Mul', [x, hardSigmoid(emit, x, HARD_SWISH)]),
        slope: (emit, { x, like }) => {
            const gate = hardSigmoid(emit, x, HARD_SWISH);
            const rising = emit.node('Mul', [line(emit, x, like, HARD_SWISH.slope, 0), between(emit, gate, like, 0, 1)]);
            return emit.node('Add', [gate, rising]);
        },
    },
    gelu: {
        forward: (emit, { x, like }, { form }) => {
            const share = form === 'erf' ? normal(emit, x, like) : normalByTanh(emit, x, like).share;
            return emit.node('Mul', [x, share]);
        },
        slope: (emit, { x, like }, { form }) => {
            if (form === 'erf') {
                const bell = emit.node('Exp', [line(emit, square(emit, x), like, -1 / 2, 0)]);
                const density = line(emit, bell, like, 1 / Math.sqrt(2 * Math.PI), 0);
                return emit.node('Add', [normal(emit, x, like), emit.node('Mul', [x, density])]);
            }
            const { share, bend } = normalByTanh(emit, x, like);
            const { outer, cubic } = GELU_TANH;
            const inner = line(emit, square(emit, x), like, (3 * cubic * outer) / 2, outer / 2);
            const rising = emit.node('Mul', [emit.node('Mul', [x, inner]), line(emit, square(emit, bend), like, -1, 1)]);
            return emit.node('Add', [share, rising]);
        },
    },
    erf: {
        forward: (emit, { x }) => emit.node('Erf', [x]),
        slope: (emit, { x, like }) => line(emit, emit.node('Exp', [line(emit, square(emit, x), like, -1, 0)]), like, 2 / Math.sqrt(Math.PI), 0),
    },
    exp: { forward: (emit, { x }) => emit.node('Exp', [x]), slope: (_emit, { y }) => y },
    log: { forward: (emit, { x }) => emit.node('Log', [x]), slope: (emit, { x }) => emit.node('Reciprocal', [x]) },
    abs: { forward: (emit, { x }) => emit.node('Abs', [x]), slope: (emit, { x }) => emit.node('Sign', [x]) },
    power: {
        forward: (emit, { x }, { exponent }) => power(emit, x, exponent),
        slope: (emit, { x, y, like }, { exponent }) => {
            // Above 1 there is a slope at 0, where y / x is undefined. Below 1 a division is faster.
            const [of, by] = exponent > 1 ? [power(emit, x, exponent - 1), exponent] : [emit.node('Div', [y, x]), exponent];
            return line(emit, of, like, by, 0);
        },
    },
};
function finite(emit, bound) {
    return Number.isFinite(bound) ? [scalar(emit, bound)] : [];
}
function hardSigmoid(emit, x, { slope: alpha, offset }) {
    return emit.node('HardSigmoid', [x], { alpha: { float: alpha }, beta: { float: offset } });
}
function square(emit, x) {
    return emit.node('Mul', [x, x]);
}
/** The normal distribution function, (1 + erf(x / sqrt(2))) / 2. */
function normal(emit, x, like) {
    return line(emit, emit.node('Erf', [line(emit, x, like, Math.SQRT1_2, 0)]), like, 1 / 2, 1 / 2);
}
/** Its approximation by tanh, and that tanh. */
function normalByTanh(emit, x, like) {
    const { outer, cubic } = GELU_TANH;
    const cubed = emit.node('Mul', [x, line(emit, square(emit, x), like, outer * cubic, outer)]);
    const bend = emit.node('Tanh', [cubed]);
    return { share: line(emit, bend, like, 1 / 2, 1 / 2), bend };
}
/** Uses the operations for special powers, which are many times as fast. */
function power(emit, x, exponent) {
    if (exponent === 1)
        return x;
    if (exponent === 2)
        return square(emit, x);
    if (exponent === 1 / 2)
        return emit.node('Sqrt', [x]);
    if (exponent < 0)
        return emit.node('Reciprocal', [power(emit, x, 0 - exponent)]);
    // x^(3/4), as in local response normalisation.
    if (exponent === 3 / 4) {
        const root = emit.node('Sqrt', [x]);
        return emit.node('Mul', [root, emit.node('Sqrt', [root])]);
    }
    return emit.node('Pow', [x, scalar(emit, exponent)]);
}
//# sourceMappingURL=activation-lowerings.js.map