// Keras's layers with kernels. Kernels are transposed from channels last to channels first.
import { UserError } from '../../errors.js';
import { constant, conv, convTranspose, dense } from '../../graph/ops.js';
import { channelsOf, isFlat } from '../../graph/shapes.js';
import { POINTWISE, vector } from '../parts.js';
import { activate } from './activations.js';
import { paddingOf, requireChannelsLast } from './builders.js';
/** The names of the kernels, and of the bias if there is one. */
const withBias = (...kernels) => (settings) => settings.flag('use_bias', true) ? [...kernels, 'bias'] : kernels;
/** By Keras's class name. */
export const CONVOLUTION_LAYERS = {
    Conv2D: {
        reads: 'maps',
        weights: withBias('kernel'),
        build: ([x], context) => {
            const { settings, requireWeight } = context;
            requireChannelsLast(settings);
            const groups = settings.count('groups') ?? 1;
            const kernel = requireWeight('kernel', [
                ...kernelSize(settings),
                channelsOf(x) / groups,
                settings.count('filters'),
            ]);
            const [, , , outs] = kernel.shape;
            const how = { ...movesOf(settings), groups };
            return finish(conv(x, constant(toOihw(kernel)), biasOf(context, outs), how), context);
        },
    },
    Conv2DTranspose: {
        reads: 'maps',
        weights: withBias('kernel'),
        build: ([x], context) => {
            const { settings, requireWeight } = context;
            requireChannelsLast(settings);
            // Keras has this kernel as [rows, columns, out, in].
            const kernel = requireWeight('kernel', [...kernelSize(settings), settings.count('filters'), channelsOf(x)]);
            const [rows, columns, outs] = kernel.shape;
            const how = { ...movesOf(settings), groups: 1, ...enlargementOf(settings, [rows, columns]) };
            return finish(convTranspose(x, constant(toOihw(kernel)), biasOf(context, outs), how), context);
        },
    },
    DepthwiseConv2D: {
        reads: 'maps',
        weights: withBias('depthwise_kernel'),
        build: ([x], context) => {
            return finish(depthwise(x, context, 'with bias'), context);
        },
    },
    SeparableConv2D: {
        reads: 'maps',
        weights: withBias('depthwise_kernel', 'pointwise_kernel'),
        build: ([x], context) => {
            const { settings, requireWeight } = context;
            const spread = depthwise(x, context, 'without bias');
            const filters = settings.count('filters');
            const pointwise = requireWeight('pointwise_kernel', [1, 1, channelsOf(spread), filters]);
            const y = conv(spread, constant(toOihw(pointwise)), biasOf(context, pointwise.shape[3]), POINTWISE);
            return activate(y, settings, context.generation);
        },
    },
    Dense: {
        weights: withBias('kernel'),
        build: ([x], context) => {
            const { settings, requireWeight } = context;
            const matrix = requireWeight('kernel', [isFlat(x) ? null : channelsOf(x), settings.count('units')]);
            const [ins, outs] = [matrix.shape[0], matrix.shape[1]];
            const bias = biasOf(context, outs);
            // On a map, the same for every position.
            const y = isFlat(x)
                ? dense(x, constant(matrix), bias)
                : conv(x, constant(toOihw({ shape: [1, 1, ins, outs], data: matrix.data })), bias, POINTWISE);
            return activate(y, settings, context.generation);
        },
    },
};
function finish(y, { settings, generation }) {
    return activate(y, settings, generation);
}
/** Each channel has its own kernels. In a separable convolution, the bias comes after the 1x1 convolution. */
function depthwise(x, context, how) {
    const { settings, requireWeight } = context;
    requireChannelsLast(settings);
    const channels = channelsOf(x);
    const shape = [...kernelSize(settings), channels, settings.count('depth_multiplier') ?? 1];
    const kernel = requireWeight('depthwise_kernel', shape);
    const [rows, columns, , multiplier] = kernel.shape;
    // As [rows, columns, 1, channels * multiplier] it is the kernel of a convolution with one group per channel.
    const outs = channels * multiplier;
    const grouped = toOihw({ shape: [rows, columns, 1, outs], data: kernel.data });
    const bias = how === 'with bias' ? biasOf(context, outs) : undefined;
    return conv(x, constant(grouped), bias, { ...movesOf(settings), groups: channels });
}
function kernelSize(settings) {
    return settings.raw('kernel_size') === undefined ? [null, null] : settings.pair('kernel_size', [1, 1]);
}
function movesOf(settings) {
    return {
        strides: settings.pair('strides', [1, 1]),
        padding: paddingOf(settings),
        dilations: settings.pair('dilation_rate', [1, 1]),
    };
}
/**
 * The output size of a transposed convolution: keras/utils/conv_utils, `deconv_output_length`. TensorFlow cuts the same
 * off at both edges, and the odd pixel at the end.
 */
function enlargementOf(settings, kernel) {
    const { padding, strides, dilations } = movesOf(settings);
    const extent = (axis) => (kernel[axis] - 1) * dilations[axis] + 1;
    if (settings.raw('output_padding') === undefined) {
        // Without padding, Keras adds the rest of the stride if the kernel is smaller.
        const room = (axis) => (padding === 'same' ? 0 : Math.max(0, strides[axis] - extent(axis)));
        return { padding, outputPadding: [room(0), room(1)] };
    }
    const { top, left } = settings.edges('output_padding', 0);
    const along = (axis, more) => {
        const cut = padding === 'same' ? 2 * Math.floor(extent(axis) / 2) : 0;
        // The output pixels after the last stride. If they are more than a stride, the convolution back has another size.
        const beyond = padding === 'same' ? extent(axis) - cut + more : more + 1;
        if (beyond < 1 || beyond > strides[axis]) {
            throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' has the output padding ${more} at a stride of ${strides[axis]}`, { hint: 'known: less than the stride, which Keras requires too' });
        }
        const total = cut - more;
        const before = Math.max(0, Math.floor(total / 2));
        return { before, after: Math.max(0, total - before), added: Math.max(0, 0 - total) };
    };
    const [rows, columns] = [along(0, top), along(1, left)];
    return {
        padding: { top: rows.before, bottom: rows.after, left: columns.before, right: columns.after },
        outputPadding: [rows.added, columns.added],
    };
}
function biasOf({ settings, requireWeight }, outs) {
    return settings.flag('use_bias', true) ? vector(requireWeight('bias', [outs]).data) : undefined;
}
/** Output channels transposed at a time. The numbers read fill a cache line, and those written stay in the cache. */
const BLOCK = 16;
/** `[rows, columns, in, out]` to `[out, in, rows, columns]`. */
function toOihw({ shape, data }) {
    const [rows, columns, ins, outs] = [shape[0], shape[1], shape[2], shape[3]];
    const area = rows * columns;
    const transposed = new Float32Array(data.length);
    for (let block = 0; block < outs; block += BLOCK) {
        const end = Math.min(outs, block + BLOCK);
        for (let i = 0; i < ins; i++) {
            for (let a = 0; a < area; a++) {
                const from = (a * ins + i) * outs;
                for (let o = block; o < end; o++)
                    transposed[(o * ins + i) * area + a] = data[from + o];
            }
        }
    }
    return { shape: [outs, ins, rows, columns], data: transposed };
}
//# sourceMappingURL=convolutions.js.map