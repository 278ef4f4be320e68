// Keras's activations, by name or as layers.
import { UserError } from '../../errors.js';
import { activation, constant, prelu, relu, softmax } from '../../graph/ops.js';
import { channelsOf, isFlat } from '../../graph/shapes.js';
import { isObject } from '../json.js';
const clip = (x, low, high) => activation(x, { kind: 'clip', low, high });
const swish = (x) => activation(x, { kind: 'swish' });
const hardSwish = (x) => activation(x, { kind: 'hardSwish' });
/** By name; see keras/activations. */
const ACTIVATIONS = {
    linear: (x) => x,
    relu: (x) => relu(x),
    relu6: (x) => clip(x, 0, 6),
    leaky_relu: (x) => activation(x, { kind: 'leakyRelu', slope: 0.2 }),
    elu: (x) => activation(x, { kind: 'elu', scale: 1 }),
    sigmoid: (x) => activation(x, { kind: 'sigmoid' }),
    hard_sigmoid: (x, generation) => activation(x, { kind: 'hardSigmoid', slope: generation === 2 ? 0.2 : 1 / 6, offset: 0.5 }),
    tanh: (x) => activation(x, { kind: 'tanh' }),
    softplus: (x) => activation(x, { kind: 'softplus' }),
    exponential: (x) => activation(x, { kind: 'exp' }),
    gelu: (x) => activation(x, { kind: 'gelu', form: 'erf' }),
    swish,
    silu: swish,
    hard_swish: hardSwish,
    hard_silu: hardSwish,
    softmax: (x) => softmax(x),
};
/**
 * Applies the activation in a layer's settings, if any.
 *
 * @throws UserError OP_UNSUPPORTED for an unknown activation.
 */
export function activate(x, settings, generation) {
    const said = settings.raw('activation') ?? 'linear';
    // Keras 3 and custom names: { class_name: 'function', config: 'relu6' }
    const name = isObject(said) && said.class_name === 'function' ? said.config : said;
    const apply = typeof name === 'string' && Object.hasOwn(ACTIVATIONS, name) ? ACTIVATIONS[name] : undefined;
    if (apply !== undefined)
        return apply(x, generation);
    const quoted = typeof name === 'string' ? `'${name}'` : (JSON.stringify(name) ?? 'undefined').slice(0, 60);
    throw new UserError('OP_UNSUPPORTED', `the activation ${quoted} of layer '${settings.layer}' is not known`, {
        hint: `known: ${Object.keys(ACTIVATIONS).join(', ')}`,
    });
}
/**
 * The output is at most max_value, x from the threshold on, and negative_slope * (x - threshold) below it. With a
 * threshold the function jumps there, which none of our activations does.
 */
const buildRelu = ([x], { settings }) => {
    const slope = settings.number('negative_slope', 0);
    const high = settings.number('max_value', Number.POSITIVE_INFINITY);
    if (settings.number('threshold', 0) !== 0) {
        throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' has a threshold other than 0`, {
            hint: 'known: max_value, negative_slope',
        });
    }
    if (high <= 0 || slope < 0) {
        throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' has the max_value ${high} and the negative_slope ${slope}`, { hint: 'known: a max_value above 0, a negative_slope of 0 or more' });
    }
    if (slope === 0)
        return high === Number.POSITIVE_INFINITY ? relu(x) : clip(x, 0, high);
    const leaky = activation(x, { kind: 'leakyRelu', slope });
    return high === Number.POSITIVE_INFINITY ? leaky : clip(leaky, Number.NEGATIVE_INFINITY, high);
};
/** The shape of a PReLU's slopes, by input and shared axes. */
const SLOPES = new Map([
    ['map: 1, 2', (channels) => [1, 1, channels]],
    ['map: 1, 2, 3', () => [1, 1, 1]],
    ['row: ', (channels) => [channels]],
    ['row: 1', () => [1]],
]);
/** By Keras's class name. */
export const ACTIVATION_LAYERS = {
    Activation: { build: ([x], { settings, generation }) => activate(x, settings, generation) },
    ELU: { build: ([x], { settings }) => activation(x, { kind: 'elu', scale: settings.number('alpha', 1) }) },
    LeakyReLU: {
        build: ([x], { settings }) => {
            const slope = settings.number('negative_slope', settings.number('alpha', 0.3));
            return activation(x, { kind: 'leakyRelu', slope });
        },
    },
    PReLU: {
        weights: () => ['alpha'],
        build: ([x], { settings, requireWeight }) => {
            const channels = channelsOf(x);
            const shared = settings.numbers('shared_axes').join(', ');
            const shape = SLOPES.get(`${isFlat(x) ? 'row' : 'map'}: ${shared}`)?.(channels);
            if (shape === undefined) {
                throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' has one slope per position`, {
                    hint: 'known: one slope per channel (shared axes 1 and 2), one for all (1, 2 and 3), those of a row',
                });
            }
            const { data } = requireWeight('alpha', shape);
            const slopes = data.length === channels ? data : new Float32Array(channels).fill(data[0]);
            return prelu(x, constant({ shape: [channels], data: slopes }));
        },
    },
    ReLU: { build: buildRelu },
    Softmax: {
        build: ([x], { settings }) => {
            if (settings.number('axis', -1) !== -1) {
                throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' works along an axis other than the last`);
            }
            return softmax(x);
        },
    },
};
//# sourceMappingURL=activations.js.map