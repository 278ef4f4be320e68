// Keras's layers that pool, combine, scale, crop and reshape maps.
import { UserError } from '../../errors.js';
import { difference, enlarge, placeOf, product, quotient, repeatPixels, scaled, sum, } from '../../graph/compositions.js';
import { activation, affine, averagePool, concat, flatten, layerNorm, maxPool, pad, relu, spatialMax, spatialMean, unflatten, } from '../../graph/ops.js';
import { channelsOf, isFlat, shapeOf } from '../../graph/shapes.js';
import { vector } from '../parts.js';
import { paddingOf, requireChannelsLast, requireLastAxis, } from './builders.js';
/** Keras's default for BatchNormalization's epsilon. */
const BATCH_NORM_EPSILON = 1e-3;
/** Keras's default for LayerNormalization's epsilon. */
const LAYER_NORM_EPSILON = 1e-3;
/** The minimum of Normalization's standard deviation: keras/backend, `epsilon()`. */
const KERAS_EPSILON = 1e-7;
const identity = { build: ([x]) => x };
/** By Keras's class name. */
export const MAP_LAYERS = {
    Add: { ...merging(sum), withNumber: (x, value) => scaled(x, 1, value) },
    Average: {
        build: (inputs) => scaled(alike(inputs).reduce((a, b) => sum(a, b)), 1 / inputs.length),
    },
    Maximum: merging((a, b) => sum(a, relu(difference(b, a)))),
    Minimum: merging((a, b) => difference(a, relu(difference(a, b)))),
    Multiply: { ...merging(product), withNumber: (x, value) => scaled(x, value) },
    Subtract: {
        ...merging(difference),
        withNumber: (x, value, isFirst) => (isFirst ? scaled(x, -1, value) : scaled(x, 1, 0 - value)),
    },
    Divide: { ...merging(quotient), withNumber: divided },
    TrueDivide: { ...merging(quotient), withNumber: divided },
    // Layers that keras.applications defines for InceptionResNetV2 and ConvNeXt.
    CustomScaleLayer: {
        build: ([x, y, ...more], { settings }) => {
            if (x === undefined || y === undefined || more.length > 0) {
                throw new UserError('NETWORK_UNREADABLE', `layer '${settings.layer}' does not have two inputs`);
            }
            return sum(x, scaled(y, settings.number('scale', 1)));
        },
    },
    LayerScale: {
        weights: () => ['gamma'],
        build: ([x], { requireWeight }) => {
            const { data } = requireWeight('gamma', [channelsOf(x)]);
            return affine(x, vector(data), vector(new Float32Array(data.length)));
        },
    },
    Concatenate: {
        build: (inputs, { settings }) => {
            requireLastAxis(inputs[0], settings);
            return inputs.length === 1 ? inputs[0] : concat(inputs);
        },
    },
    BatchNormalization: {
        weights: (settings) => [
            ...(settings.flag('scale', true) ? ['gamma'] : []),
            ...(settings.flag('center', true) ? ['beta'] : []),
            'moving_mean',
            'moving_variance',
        ],
        build: ([x], { settings, requireWeight }) => {
            requireLastAxis(x, settings);
            const shape = [channelsOf(x)];
            const gamma = settings.flag('scale', true) ? requireWeight('gamma', shape).data : undefined;
            const beta = settings.flag('center', true) ? requireWeight('beta', shape).data : undefined;
            const mean = requireWeight('moving_mean', shape).data;
            const variance = requireWeight('moving_variance', shape).data;
            const epsilon = settings.number('epsilon', BATCH_NORM_EPSILON);
            const scale = variance.map((value, c) => (gamma?.[c] ?? 1) / Math.sqrt(Math.max(0, value) + epsilon));
            const offset = mean.map((value, c) => (beta?.[c] ?? 0) - value * scale[c]);
            return affine(x, vector(scale), vector(offset));
        },
    },
    LayerNormalization: {
        weights: (settings) => [
            ...(settings.flag('scale', true) ? ['gamma'] : []),
            ...(settings.flag('center', true) ? ['beta'] : []),
        ],
        build: ([x], { settings, requireWeight }) => {
            requireLastAxis(x, settings);
            if (settings.flag('rms_scaling', false)) {
                throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' normalises by RMS, without the mean`);
            }
            const channels = channelsOf(x);
            const gain = settings.flag('scale', true) ? requireWeight('gamma', [channels]).data : undefined;
            const bias = settings.flag('center', true) ? requireWeight('beta', [channels]).data : undefined;
            const normal = layerNorm(x, settings.number('epsilon', LAYER_NORM_EPSILON));
            return affine(normal, vector(gain ?? new Float32Array(channels).fill(1)), vector(bias ?? new Float32Array(channels)));
        },
    },
    Normalization: {
        weights: (settings) => (settings.raw('mean') === undefined ? ['mean', 'variance', 'count'] : []),
        build: ([x], { settings, requireWeight }) => {
            requireLastAxis(x, settings);
            if (settings.flag('invert', false)) {
                throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' inverts a normalisation`);
            }
            const channels = channelsOf(x);
            const given = settings.raw('mean') !== undefined;
            const read = (kind) => given ? byChannel(settings, kind, channels, 0) : requireWeight(kind, [channels]).data;
            const [mean, variance] = [read('mean'), read('variance')];
            if (!given)
                requireWeight('count', []); // the number of pictures; Keras counts it among the parameters
            const scale = variance.map((value) => 1 / Math.max(Math.sqrt(value), KERAS_EPSILON));
            return affine(x, vector(scale), vector(mean.map((value, c) => -value * scale[c])));
        },
    },
    Rescaling: {
        build: ([x], { settings }) => {
            const channels = channelsOf(x);
            const [scale, offset] = [byChannel(settings, 'scale', channels, 1), byChannel(settings, 'offset', channels, 0)];
            return affine(x, vector(scale), vector(offset));
        },
    },
    AveragePooling2D: { reads: 'maps', build: ([x], { settings }) => averagePool(x, windowOf(settings)) },
    MaxPooling2D: { reads: 'maps', build: ([x], { settings }) => maxPool(x, windowOf(settings)) },
    GlobalAveragePooling2D: { reads: 'maps', build: globally(spatialMean) },
    GlobalMaxPooling2D: { reads: 'maps', build: globally(spatialMax) },
    ZeroPadding2D: {
        reads: 'maps',
        build: ([x], { settings }) => {
            requireChannelsLast(settings);
            return pad(x, { ...settings.edges('padding', 1), fill: 0 });
        },
    },
    Cropping2D: {
        reads: 'maps',
        build: ([x], { settings }) => {
            requireChannelsLast(settings);
            return pad(x, { ...cut(settings.edges('cropping', 0)), fill: 0 });
        },
    },
    UpSampling2D: {
        reads: 'maps',
        build: ([x], { settings }) => {
            requireChannelsLast(settings);
            const size = settings.pair('size', [2, 2]);
            const interpolation = settings.text('interpolation', 'nearest');
            if (interpolation === 'nearest')
                return repeatPixels(x, size);
            if (interpolation === 'bilinear')
                return enlarge(x, size, 'half-pixel');
            throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' has the interpolation '${interpolation}'`, {
                hint: 'known: nearest, bilinear',
            });
        },
    },
    Flatten: {
        build: ([x], { settings }) => {
            requireChannelsLast(settings);
            return rowOf(x);
        },
    },
    Reshape: { build: reshape },
    ActivityRegularization: identity,
    AlphaDropout: identity,
    Dropout: identity,
    GaussianDropout: identity,
    GaussianNoise: identity,
    SpatialDropout2D: identity,
    StochasticDepth: identity,
};
function merging(merge) {
    return { build: (inputs) => alike(inputs).reduce((a, b) => merge(a, b)) };
}
/** Keras aligns the channels of rows with those of maps. */
function alike(inputs) {
    return inputs.every(isFlat) ? inputs : inputs.map((x) => (isFlat(x) ? placeOf(x) : x));
}
function divided(x, value, isFirst) {
    return isFirst ? scaled(activation(x, { kind: 'power', exponent: -1 }), value) : scaled(x, 1 / value);
}
function globally(pool) {
    return ([x], { settings }) => {
        requireChannelsLast(settings);
        return settings.flag('keepdims', false) ? placeOf(pool(x)) : pool(x);
    };
}
function windowOf(settings) {
    requireChannelsLast(settings);
    const window = settings.pair('pool_size', [2, 2]);
    return { window, strides: settings.pair('strides', window), padding: paddingOf(settings) };
}
function cut({ top, left, bottom, right }) {
    return { top: 0 - top, left: 0 - left, bottom: 0 - bottom, right: 0 - right };
}
/** One number for all channels, or one per channel. */
function byChannel(settings, key, channels, fallback) {
    const said = settings.numbers(key);
    const values = said.length === 0 ? [fallback] : said;
    if (values.length === 1)
        return new Float32Array(channels).fill(values[0]);
    if (values.length === channels)
        return Float32Array.from(values);
    throw new UserError('NETWORK_UNREADABLE', `layer '${settings.layer}' has ${values.length} numbers for the '${key}' of ${channels} channels`);
}
function rowOf(x) {
    return isFlat(x) ? x : flatten(x, 'channels-last');
}
function reshape([x], { settings }) {
    const target = settings.numbers('target_shape');
    const known = (dimension) => Number.isInteger(dimension) && (dimension === -1 || dimension > 0);
    if ((target.length !== 1 && target.length !== 3) || !target.every(known)) {
        throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' reshapes to [${target.join(', ')}]`, {
            hint: 'known: [elements], [height, width, channels]',
        });
    }
    const row = rowOf(x);
    if (target.length === 1)
        return row;
    const open = target.filter((dimension) => dimension === -1).length;
    const fixed = target.reduce((all, dimension) => (dimension === -1 ? all : all * dimension), 1);
    const elements = shapeOf(row)[1] ?? null;
    if (open > 1 || (open === 1 && (elements === null || elements % fixed !== 0))) {
        throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' reshapes to [${target.join(', ')}], which is ambiguous or does not fit`);
    }
    const [height, width, channels] = target.map((dimension) => (dimension === -1 ? elements / fixed : dimension));
    const map = { height: height, width: width, channels: channels, order: 'channels-last' };
    return isPlace(x) && height === 1 && width === 1 ? x : unflatten(row, map);
}
/** Whether a map has a single position. */
function isPlace(x) {
    const [, , height, width] = shapeOf(x);
    return height === 1 && width === 1;
}
//# sourceMappingURL=maps.js.map