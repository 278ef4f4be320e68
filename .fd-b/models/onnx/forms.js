// ONNX operations that change the form of a value but none of its numbers: transposed, reshaped, concatenated and split
// along the channels.
import { concat, sliceChannels } from '../../graph/ops.js';
import { shapeOf } from '../../graph/shapes.js';
import { sliced } from './folding/forms.js';
import { reshaped } from './reshape.js';
import { countOf, dimensionsOf, integers } from './values.js';
const VIEWS = new Set([
    'nchw',
    'nhwc',
    'nc',
    'ncp',
    'npc',
    'ngmhw',
    'nmghw',
    'nhwgm',
    'nhwmg',
]);
/** By operation. */
export const FORM_TRANSLATIONS = {
    Identity: (call) => [call.graph(0)],
    Dropout: (call) => [call.graph(0)],
    Cast: (call) => [call.graph(0)],
    Shape: (call) => {
        const x = call.value(0);
        if (x.kind === 'constant')
            throw call.unsupported('its input 0 is a constant');
        return [sliced(call, call.dimensions(x))];
    },
    Size: (call) => {
        const x = call.value(0);
        if (x.kind === 'constant')
            throw call.unsupported('its input 0 is a constant');
        return [integers([countOf(call.dimensions(x))], [])];
    },
    Transpose: (call) => {
        const x = call.graph(0);
        const perm = call.ints('perm') ?? [...x.view].map((_, i) => x.view.length - 1 - i);
        const view = perm.map((axis) => x.view[call.axis(axis, x.view.length)]).join('');
        if (!VIEWS.has(view))
            throw call.unsupported(`it transposes the dimensions ${x.view} to ${view}`);
        return [{ ...x, view: view }];
    },
    Reshape: (call) => {
        const target = [...call.constant(1).data];
        return [reshaped(call, call.graph(0), target, call.int('allowzero', 0) === 0)];
    },
    Flatten: (call) => {
        const x = call.graph(0);
        if (call.axis(call.int('axis', 1), x.view.length + 1) !== 1)
            throw call.unsupported('its axis is not 1');
        return [reshaped(call, x, [1, -1], true)];
    },
    Squeeze: (call) => {
        const x = call.graph(0);
        const dims = dimensionsOf(x, shapeOf(x.node));
        const axes = call.numbers('axes', 1) ?? dims.flatMap((size, axis) => (size === 1 && axis > 0 ? [axis] : []));
        const gone = new Set(axes.map((axis) => call.axis(axis, dims.length)));
        for (const axis of gone) {
            const size = axis === 0 ? null : dims[axis];
            if (size !== 1)
                throw call.unsupported(`the dimension ${axis} of ${x.view} is not known to be 1`);
        }
        return [
            reshaped(call, x, dims.map((size) => size ?? Number.NaN).filter((_, axis) => !gone.has(axis)), false),
        ];
    },
    Unsqueeze: (call) => {
        const x = call.graph(0);
        const axes = call.numbers('axes', 1) ?? [];
        const dims = dimensionsOf(x, shapeOf(x.node)).map((size) => size ?? Number.NaN);
        const rank = dims.length + axes.length;
        const added = new Set(axes.map((axis) => call.axis(axis, rank)));
        const target = Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : (dims.shift() ?? 1)));
        if (added.has(0))
            throw call.unsupported('it adds a dimension before the batch');
        return [reshaped(call, x, target, false)];
    },
    Concat: (call) => {
        const values = call.inputs.map((_, i) => call.graph(i));
        const [first] = values;
        if (first === undefined)
            throw call.unreadable('it has no inputs');
        for (const value of values) {
            if (value.view !== first.view)
                throw call.unsupported(`it concatenates the dimensions ${first.view} and ${value.view}`);
        }
        call.requireChannels(call.int('axis', 1), first);
        for (const { node } of values)
            call.channels(node);
        return [{ ...first, node: concat(values.map(({ node }) => node)) }];
    },
    Split: (call) => {
        const x = call.graph(0);
        call.requireChannels(call.int('axis', 0), x);
        const channels = call.channels(x.node);
        const even = Math.ceil(channels / call.outputs);
        const last = channels - even * (call.outputs - 1);
        const sizes = call.numbers('split', 1) ?? Array.from({ length: call.outputs }, (_, i) => (i < call.outputs - 1 ? even : last));
        if (sizes.length < call.outputs ||
            sizes.some((size) => !(size >= 1)) ||
            sizes.reduce((a, b) => a + b, 0) !== channels) {
            throw call.unreadable(`${channels} channels cannot be split into ${sizes.join(', ')}`);
        }
        let start = 0;
        return sizes.map((size) => {
            start += size;
            return { ...x, node: sliceChannels(x.node, start - size, start) };
        });
    },
};
//# sourceMappingURL=forms.js.map