// ONNX operations that look at all numbers in a window alike: the largest, the mean.

import type { Edges, Padding, Window } from '../../graph/attributes.js';
import { dilatedMax, globalAverage, globalMax } from '../../graph/compositions.js';
import type { Node } from '../../graph/graph.js';
import { averagePool, constant, conv, maxPool, pad } from '../../graph/ops.js';
import type { OnnxCall, Translation } from './call.js';
import { graphValue } from './values.js';
import { paddingOf, pairOf } from './windows.js';

/** By operation. */
export const POOL_TRANSLATIONS: Readonly<Record<string, Translation>> = {
  MaxPool: (call) => {
    if (call.outputs > 1) throw call.unsupported('its indices are asked for');
    const x = call.map(0);
    if (isDilated(call)) return [graphValue(dilatedLargest(call, x))];
    const how = windowOf(call);
    if (coversMap(call, x, how)) return [graphValue(globalMax(x))];
    return [graphValue(maxPool(x, { ...how, padding: withCeiling(call, how) }))];
  },
  AveragePool: (call) => {
    const x = call.map(0);
    if (isDilated(call)) return [graphValue(dilatedAverage(call, x))];
    const how = windowOf(call);
    // A network of a fixed size ends in a pool as large as its map: that is a global one at any size.
    if (coversMap(call, x, how)) return [graphValue(globalAverage(x))];
    const countsPadding = call.int('count_include_pad', 0) === 1;
    const isCeiled = call.int('ceil_mode', 0) === 1;
    if (!countsPadding || !isCeiled) {
      return [graphValue(averagePool(x, { ...how, padding: withCeiling(call, how), countsPadding }))];
    }
    // Of the padding only the part that was asked for is counted, not what the last window needs.
    const padded = pad(x, { ...edgesOf(how.padding), fill: 0 });
    return [graphValue(averagePool(padded, { ...how, padding: withCeiling(call, how, NO_EDGES) }))];
  },
  GlobalAveragePool: (call) => [graphValue(globalAverage(call.map(0)))],
  GlobalMaxPool: (call) => [graphValue(globalMax(call.map(0)))],
};

const NO_EDGES: Edges = { top: 0, left: 0, bottom: 0, right: 0 };

function windowOf(call: OnnxCall): Window {
  const window = call.ints('kernel_shape');
  if (window?.length !== 2) throw call.unsupported('its window does not have 2 dimensions');
  if (isDilated(call)) throw call.unsupported('its window is dilated');
  const how = { window: pairOf(call, 'kernel_shape'), strides: pairOf(call, 'strides'), padding: paddingOf(call) };
  const { top, left, bottom, right } = edgesOf(how.padding);
  if (Math.max(top, bottom) >= how.window[0] || Math.max(left, right) >= how.window[1]) {
    throw call.unreadable('its padding is as large as its window');
  }
  return how;
}

function edgesOf(padding: Padding): Edges {
  return typeof padding === 'string' ? NO_EDGES : padding;
}

/**
 * ceil_mode: windows that reach over the end are kept, unless they begin behind it. So many pixels of padding more: stride - 1, but never so many that a
 * window would lie in the padding alone.
 *
 * @param own - What the pool pads by itself; the rest of the padding was done before.
 */
function withCeiling(call: OnnxCall, { window, strides, padding }: Window, own = edgesOf(padding)): Padding {
  if (call.int('ceil_mode', 0) !== 1 || padding === 'same' || padding === 'same-lower') return padding;
  const edges = edgesOf(padding);
  const more = (axis: 0 | 1, after: number) => Math.max(0, Math.min(strides[axis] - 1, window[axis] - 1 - after));
  const [below, beside] = [more(0, edges.bottom), more(1, edges.right)];
  return { ...own, bottom: own.bottom + below, right: own.right + beside };
}

/** Whether the one window of a pool is the whole map at the size that the file declares. */
function coversMap(call: OnnxCall, x: Node, { window, padding }: Window): boolean {
  const [, , height, width] = call.around.declared(x);
  return padding === 'valid' && height === window[0] && width === window[1];
}

function isDilated(call: OnnxCall): boolean {
  return pairOf(call, 'dilations').some((dilation) => dilation !== 1);
}

function dilatedLargest(call: OnnxCall, x: Node): Node {
  const padding = paddingOf(call);
  if (call.int('ceil_mode', 0) === 1) throw call.unsupported('its window is dilated, and its size rounded up');
  if (padding === 'same' || padding === 'same-lower')
    throw call.unsupported('its window is dilated, and padded by a rule');
  const window = pairOf(call, 'kernel_shape');
  if (call.channels(x) * (window[0] * window[1]) ** 2 > MOST_NUMBERS) {
    throw call.unsupported('its window is dilated, and too large');
  }
  const { top, left, bottom, right } = edgesOf(padding);
  if (Math.max(top, bottom) >= window[0] || Math.max(left, right) >= window[1]) {
    throw call.unreadable('its padding is as large as its window');
  }
  const edged = padding === 'valid' ? x : pad(x, { ...edgesOf(padding), fill: LOWEST });
  return dilatedMax(edged, window, { strides: pairOf(call, 'strides'), dilations: pairOf(call, 'dilations') });
}

/** Below all values: the padding of a pool never wins. Finite, so that 0 times it is 0. */
const LOWEST = -3e38;

/** The mean over a window with gaps: a convolution, each channel by the same numbers. */
function dilatedAverage(call: OnnxCall, x: Node): Node {
  const padding = paddingOf(call);
  if (call.int('ceil_mode', 0) === 1) throw call.unsupported('its window is dilated, and its size rounded up');
  if (padding !== 'valid' && call.int('count_include_pad', 0) !== 1) {
    throw call.unsupported('its window is dilated, and the padding does not count');
  }
  const [rows, columns] = pairOf(call, 'kernel_shape');
  const channels = call.channels(x);
  if (channels * rows * columns > MOST_NUMBERS) throw call.unsupported('its window is dilated, and too large');
  const data = new Float32Array(channels * rows * columns).fill(1 / (rows * columns));
  const how = { strides: pairOf(call, 'strides'), dilations: pairOf(call, 'dilations'), padding, groups: channels };
  return conv(x, constant({ shape: [channels, 1, rows, columns], data }), undefined, how);
}

/** Of a kernel that stands for a window: a file may ask for any size. */
const MOST_NUMBERS = 2 ** 24;
