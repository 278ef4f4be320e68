// ONNX operations on height and width: slicing, padding, resizing, averaging.
import { channelMean, enlarge, everyPixel, globalAverage, globalMax, padChannels, repeatPixels, shrink, } from '../../graph/compositions.js';
import { pad, sliceChannels, spatialMax, spatialMean } from '../../graph/ops.js';
import { padsOf } from './dimensions.js';
import { channelAxis, graphValue } from './values.js';
/** The end of a slice beyond this value means the end of the dimension. */
const FAR = 2 ** 30;
/** By operation. */
export const PLANE_TRANSLATIONS = {
    Slice: (call) => {
        const x = call.graph(0);
        const [starts, ends] = [call.numbers('starts', 1), call.numbers('ends', 2)];
        if (starts === undefined || ends === undefined)
            throw call.unreadable('its starts and ends are missing');
        const axes = call.numbers('axes', 3) ?? starts.map((_, i) => i);
        const steps = call.numbers('steps', 4) ?? starts.map(() => 1);
        return [
            axes.reduce((value, axis, i) => cut(call, value, axis, { start: starts[i], end: ends[i], step: steps[i] }), x),
        ];
    },
    Pad: (call) => {
        const x = call.graph(0);
        const { before, after } = padsOf(call, x.view.length);
        return [padded(call, x, before, after)];
    },
    Resize: (call) => [resized(call, call.graph(0))],
    Upsample: (call) => [resized(call, call.graph(0))],
    ReduceMean: (call) => [reduced(call, { positions: spatialMean, map: globalAverage, channels: channelMean })],
    ReduceMax: (call) => [reduced(call, { positions: spatialMax, map: globalMax })],
};
function cut(call, x, axis, { start, end, step }) {
    const at = call.axis(axis, x.view.length);
    const letter = x.view[at];
    if ([start, end, step].some(Number.isNaN))
        throw call.unsupported('its bounds depend on the picture size');
    if (step < 1)
        throw call.unsupported('its step is negative');
    const size = letter === 'c' ? call.channels(x.node) : (call.declaredDimensions(x)[at] ?? null);
    const from = start < 0 ? fromEnd(call, start, size) : start;
    // Counted from the end, this number of positions is cut off at any picture size.
    const off = end < 0 ? -end : end >= FAR ? 0 : Math.max(0, (size ?? unknownSize(call)) - end);
    if (letter === 'c') {
        if (step !== 1)
            throw call.unsupported(`it takes every ${step}th channel`);
        if (from + off >= size)
            throw call.unreadable('it leaves no channel');
        return from === 0 && off === 0 ? x : { ...x, node: sliceChannels(x.node, from, size - off) };
    }
    if (letter === 'n') {
        if (from === 0 && step === 1 && (off === 0 || off < (size ?? 1)))
            return x;
        throw call.unsupported('it cuts the batch');
    }
    if (letter !== 'h' && letter !== 'w')
        throw call.unsupported(`it cuts the dimension ${letter} of ${x.view}`);
    const rest = letter === 'h' ? edges({ top: from, bottom: off }) : edges({ left: from, right: off });
    const node = from === 0 && off === 0 ? x.node : pad(x.node, { ...rest, fill: 0 });
    const strides = letter === 'h' ? [step, 1] : [1, step];
    return { ...x, node: step === 1 ? node : everyPixel(node, strides) };
}
function edges({ top = 0, left = 0, bottom = 0, right = 0, }) {
    return { top: 0 - top, left: 0 - left, bottom: 0 - bottom, right: 0 - right };
}
function fromEnd(call, start, size) {
    return Math.max(0, (size ?? unknownSize(call)) + start);
}
function unknownSize(call) {
    throw call.unsupported('its bounds count from the other side, and the file declares no size');
}
function padded(call, x, before, after) {
    const amounts = (letter) => {
        const axis = x.view.indexOf(letter);
        return axis < 0 ? [0, 0] : [before[axis], after[axis]];
    };
    const [[top, bottom], [left, right], [first, last]] = [amounts('h'), amounts('w'), amounts('c')];
    const all = [...before, ...after];
    if (all.some((pixels) => !Number.isInteger(pixels)))
        throw call.unsupported('its pads depend on the picture size');
    const known = [top, bottom, left, right, first, last].filter((pixels) => pixels !== 0).length;
    if (all.filter((pixels) => pixels !== 0).length > known || (x.view.includes('n') && x.view.length < 4)) {
        throw call.unsupported(`it pads dimensions of ${x.view} other than channels, height and width`);
    }
    if (all.every((pixels) => pixels === 0))
        return x;
    const mode = call.text('mode', 'constant');
    const value = call.opset < 11 ? call.float('value', 0) : (call.numbers('value', 2)?.[0] ?? 0);
    if (mode !== 'constant' && mode !== 'edge' && mode !== 'reflect')
        throw call.unsupported(`its mode is '${mode}'`);
    if (mode !== 'constant' && all.some((pixels) => pixels < 0))
        throw call.unsupported(`it crops, in the mode '${mode}'`);
    const fill = mode === 'constant' ? value : mode;
    const isPlane = [top, bottom, left, right].some((pixels) => pixels !== 0);
    const node = isPlane ? pad(x.node, { top, left, bottom, right, fill }) : x.node;
    if (first === 0 && last === 0)
        return { ...x, node };
    if (typeof fill !== 'number' || first < 0 || last < 0 || (first + last) * call.channels(node) > MAX_KERNEL_ELEMENTS) {
        throw call.unsupported(`it pads the channels by ${first} and ${last}, in the mode '${mode}'`);
    }
    return { ...x, node: padChannels(node, first, last, fill) };
}
/** The limit of elements in the kernel that adds channels. A file may ask for any number. */
const MAX_KERNEL_ELEMENTS = 2 ** 24;
/** By an integer factor, or by 1 / an integer. Other factors sample between the pixels, differently at each size. */
function resized(call, x) {
    if (x.view !== 'nchw' && x.view !== 'nhwc')
        throw call.unsupported(`its input has the dimensions ${x.view}`);
    const isOld = call.op === 'Upsample' || call.opset < 11;
    const factors = scalesOf(call, x, isOld);
    const by = (letter) => factors[x.view.indexOf(letter)];
    const pair = [by('h'), by('w')];
    const rest = factors.filter((_, axis) => !'hw'.includes(x.view[axis]));
    if (rest.some((factor) => factor !== 1))
        throw call.unsupported('it resizes dimensions other than height and width');
    if (pair[0] === 1 && pair[1] === 1)
        return x;
    const mode = call.text('mode', 'nearest');
    const centres = call.text('coordinate_transformation_mode', isOld ? 'asymmetric' : 'half_pixel');
    if (pair.every(isInverse))
        return { ...x, node: shrunk(call, x.node, pair, { mode, centres, isOld }) };
    if (pair.some((factor) => !Number.isInteger(factor) || factor < 1 || factor > MAX_FACTOR)) {
        throw call.unsupported(`it resizes by ${pair.join(' and ')}; only integer factors up to 64 and their inverses are supported`);
    }
    if (mode === 'nearest' && repeats(pair, centres, call.text('nearest_mode', isOld ? 'floor' : 'round_prefer_floor'))) {
        return { ...x, node: repeatPixels(x.node, pair) };
    }
    if (mode === 'linear' && (centres === 'half_pixel' || centres === 'pytorch_half_pixel')) {
        return { ...x, node: enlarge(x.node, pair, 'half-pixel') };
    }
    if (mode === 'linear' && centres === 'asymmetric')
        return { ...x, node: enlarge(x.node, pair, 'asymmetric') };
    throw call.unsupported(`it resizes by '${mode}' with '${centres}'`);
}
const MAX_FACTOR = 64;
/** Whether it is 1/2, 1/3, ...; numbers in files are float32. */
function isInverse(factor) {
    const parts = Math.round(1 / factor);
    return factor > 0 && parts >= 1 && parts <= MAX_FACTOR && Math.abs(factor * parts - 1) < 1e-6;
}
function shrunk(call, x, pair, { mode, centres, isOld }) {
    const factors = [Math.round(1 / pair[0]), Math.round(1 / pair[1])];
    const rounding = call.text('nearest_mode', isOld ? 'floor' : 'round_prefer_floor');
    if (call.int('antialias', 0) === 1)
        throw call.unsupported('it resizes with antialiasing');
    if (mode === 'nearest' && centres === 'asymmetric' && rounding !== 'ceil')
        return shrink(x, factors, 'nearest');
    if (mode === 'linear' && centres === 'asymmetric')
        return shrink(x, factors, 'nearest'); // its positions are pixels
    // pytorch_half_pixel differs from half_pixel only for an output of one pixel, which this is not.
    if (mode === 'linear' && (centres === 'half_pixel' || centres === 'pytorch_half_pixel'))
        return shrink(x, factors, 'linear');
    throw call.unsupported(`it shrinks by '${mode}' with '${centres}'`);
}
/** The factor by which each dimension grows. */
function scalesOf(call, x, isOld) {
    const listed = isOld ? call.numbers('scales', 1) : call.numbers('', 2);
    if (listed !== undefined && listed.length > 0)
        return perDimension(call, x, listed, 1);
    const sizes = isOld ? undefined : call.numbers('', 3);
    if (sizes === undefined)
        throw call.unreadable('it has neither scales nor sizes');
    const declared = call.declaredDimensions(x);
    const wanted = perDimension(call, x, sizes, Number.NaN);
    return declared.map((size, axis) => axis === 0 || Number.isNaN(wanted[axis]) ? 1 : wanted[axis] / (size ?? Number.NaN));
}
/** Since opset 18, a node may list the axes that its values are for. */
function perDimension(call, x, values, fallback) {
    const axes = call.ints('axes');
    if (axes === undefined && values.length !== x.view.length)
        throw call.unreadable(`it has ${values.length} scales`);
    if (axes === undefined)
        return [...values];
    const all = new Array(x.view.length).fill(fallback);
    axes.forEach((axis, i) => {
        all[call.axis(axis, x.view.length)] = values[i] ?? Number.NaN;
    });
    return all;
}
/** Whether the nearest pixel of position i is floor(i / factor), for any factor. */
function repeats(factors, centres, rounding) {
    if (centres === 'asymmetric')
        return rounding === 'floor';
    if (centres !== 'half_pixel' && centres !== 'pytorch_half_pixel')
        return false;
    // With an integer factor, no position is halfway between two pixels.
    return rounding.startsWith('round') || factors.every((factor) => factor === 1);
}
function reduced(call, { positions, map, channels }) {
    const x = call.graph(0);
    const rank = x.view.length;
    const axes = call.numbers('axes', 1) ?? [];
    const letters = new Set(axes.map((axis) => x.view[call.axis(axis, rank)]));
    const isKept = call.int('keepdims', 1) === 1;
    const isSpatial = [...letters].sort().join('') === (x.view.includes('p') ? 'p' : 'hw');
    if (isSpatial && isMap(x) && !isKept)
        return graphValue(positions(x.node));
    if (isSpatial && isMap(x))
        return { ...x, node: map(x.node) };
    if (letters.size === 1 && letters.has('c') && channelAxis(x) > 0 && isKept && isMap(x) && channels !== undefined) {
        return { ...x, node: channels(x.node) };
    }
    throw call.unsupported(`it reduces the dimensions ${[...letters].join('') || 'all'} of ${x.view}`);
}
function isMap({ view }) {
    return view === 'nchw' || view === 'nhwc' || view === 'ncp' || view === 'npc';
}
//# sourceMappingURL=planes.js.map