// Computes a graph in float64, with one simple rule per operation, written from the definitions in
// src/graph/attributes.ts without regard to speed. The tests compare the engines with it.

import { type Activation, type ActivationKind, GELU_TANH } from '../../../src/graph/activation.js';
import type { AverageWindow, Convolution, OpName, Padded, Padding, Window } from '../../../src/graph/attributes.js';
import { type Node, topologicalOrder } from '../../../src/graph/graph.js';
import { phaseAxes } from '../../../src/graph/phases.js';

/** Row-major float64 numbers. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** Values of the graph's inputs, by name. */
export type Feeds = Readonly<Record<string, { readonly shape: readonly number[]; readonly data: ArrayLike<number> }>>;

/** Computes the outputs, in the order given. */
export function interpret(outputs: readonly Node[], feeds: Feeds): Values[] {
  const values = new Map<Node, Values>();
  for (const node of topologicalOrder(outputs)) {
    const inputs = node.inputs.map((input) => values.get(input)!);
    values.set(node, apply(node, inputs, feeds));
  }
  return outputs.map((output) => values.get(output)!);
}

function apply<K extends OpName>(node: Node<K>, inputs: readonly Values[], feeds: Feeds): Values {
  return RULES[node.op](inputs, node.attributes, feeds);
}

type Rule<K extends OpName> = (inputs: readonly Values[], attributes: Node<K>['attributes'], feeds: Feeds) => Values;

const RULES: { readonly [K in OpName]: Rule<K> } = {
  input: (_inputs, { name }, feeds) => {
    const fed = feeds[name];
    if (fed === undefined) throw new RangeError(`Expected a value for the input '${name}'.`);
    return { shape: fed.shape, data: Float64Array.from(fed.data) };
  },
  constant: (_inputs, { tensor }) => ({ shape: tensor.shape, data: Float64Array.from(tensor.data) }),
  conv: ([x, kernel, bias], how) => {
    const { outs, rows, columns, visit } = convolution(x!, kernel!, how);
    const y = zeros([1, outs, rows.count, columns.count]);
    visit((atY, atX, atKernel) => {
      y.data[atY]! += x!.data[atX]! * kernel!.data[atKernel]!;
    });
    return bias === undefined ? y : byChannel(y, (value, c) => value + bias.data[c]!);
  },
  affine: ([x, scale, offset]) => byChannel(x!, (value, c) => value * scale!.data[c]! + offset!.data[c]!),
  relu: ([x]) => each(x!, (value) => Math.max(0, value)),
  activation: ([x], how) => each(x!, curveOf(how).at),
  prelu: ([x, slope]) => byChannel(x!, (value, c) => (value > 0 ? value : slope!.data[c]! * value)),
  softmax: ([x]) => {
    const powers = each(x!, Math.exp);
    const sums = overChannels(powers);
    return each(powers, (value, i) => value / sums[positionOf(x!, i)]!);
  },
  maxPool: ([x], how) => {
    const { shape, maxima } = maximumPositions(x!, how);
    return { shape, data: Float64Array.from(maxima, (at) => x!.data[at]!) };
  },
  averagePool: ([x], how) => {
    const { shape, windows } = windowPositions(x!, how);
    const share = (positions: readonly number[]) => sum(positions.map((at) => x!.data[at]!)) / countOf(positions, how);
    return { shape, data: Float64Array.from(windows, share) };
  },
  convTranspose: ([x, kernel, bias], how) => {
    const [, , height, width] = x!.shape;
    const [, outsPerGroup, tall, wide] = kernel!.shape;
    const grown = (input: number, size: number, axis: 0 | 1, ends: readonly ['top' | 'left', 'bottom' | 'right']) => {
      const { strides, dilations, padding, outputPadding } = how;
      if (padding === 'same' || padding === 'same-lower') return input * strides[axis];
      const cut = padding === 'valid' ? 0 : padding[ends[0]] + padding[ends[1]];
      return (input - 1) * strides[axis] + (size - 1) * dilations[axis] + 1 - cut + outputPadding[axis];
    };
    const rows = grown(height!, tall!, 0, ['top', 'bottom']);
    const columns = grown(width!, wide!, 1, ['left', 'right']);
    const y = zeros([1, outsPerGroup! * how.groups, rows, columns]);
    convolution(y, kernel!, how).visit((atX, atY, atKernel) => {
      y.data[atY]! += x!.data[atX]! * kernel!.data[atKernel]!;
    });
    return bias === undefined ? y : byChannel(y, (value, c) => value + bias.data[c]!);
  },
  concat: (parts) => {
    const [count, ...rest] = parts[0]!.shape;
    const pieces = Array.from({ length: count! }, (_, i) => parts.map((part) => pieceOf(part, i)));
    return {
      shape: [count!, parts.reduce((sum, part) => sum + part.shape[1]!, 0), ...rest.slice(1)],
      data: Float64Array.from(pieces.flat().flatMap((piece) => [...piece])),
    };
  },
  add: ([a, b]) => each(a!, (value, i) => value + b!.data[i]!),
  mul: ([a, b]) => each(a!, (value, i) => value * b!.data[i]!),
  expand: ([x, like]) => ({ shape: like!.shape, data: repeatedFrom(x!, like!.shape).map((at) => x!.data[at]!) }),
  pad: ([x], how) => {
    const { shape, from } = paddedFrom(x!, how);
    return { shape, data: Float64Array.from(from, (at) => (at === null ? Number(how.fill) : x!.data[at]!)) };
  },
  flatten: ([x], { order }) => {
    const from = flatOrder(x!, order);
    return { shape: [1, x!.data.length], data: Float64Array.from(from, (at) => x!.data[at]!) };
  },
  unflatten: ([x], { channels, height, width, order }) => {
    const map = zeros([1, channels, height, width]);
    flatOrder(map, order).forEach((at, i) => {
      map.data[at] = x!.data[i]!;
    });
    return map;
  },
  shuffleChannels: ([x], { groups }) => {
    const [area, size] = [areaOf(x!), x!.shape[1]! / groups];
    const from = (i: number) => {
      const channel = Math.floor(i / area);
      return ((channel % groups) * size + Math.floor(channel / groups)) * area + (i % area);
    };
    return each(x!, (_, i) => x!.data[from(i)]!);
  },
  dense: ([x, matrix, bias]) => {
    const [ins, outs] = [matrix!.shape[0]!, matrix!.shape[1]!];
    const y = zeros([x!.shape[0]!, outs]);
    return each(y, (_, at) => {
      const [row, o] = [Math.floor(at / outs), at % outs];
      let value = bias?.data[o] ?? 0;
      for (let i = 0; i < ins; i++) value += x!.data[row * ins + i]! * matrix!.data[i * outs + o]!;
      return value;
    });
  },
  sliceChannels: ([x], { start, end }) => {
    const [area, count] = [areaOf(x!), x!.shape[0]!];
    const pieces = Array.from({ length: count }, (_, i) => pieceOf(x!, i).slice(start * area, end * area));
    return {
      shape: [count, end - start, ...x!.shape.slice(2)],
      data: Float64Array.from(pieces.flatMap((piece) => [...piece])),
    };
  },
  spatialMean: ([x]) => {
    const area = areaOf(x!);
    const plane = (c: number) => [...x!.data.subarray(c * area, (c + 1) * area)];
    return { shape: [1, x!.shape[1]!], data: Float64Array.from({ length: x!.shape[1]! }, (_, c) => mean(plane(c))) };
  },
  spatialMax: ([x]) => ({
    shape: [1, x!.shape[1]!],
    data: Float64Array.from(largestPositions(x!), (at) => x!.data[at]!),
  }),
  gram: ([x]) => {
    const [channels, area] = [x!.shape[1]!, areaOf(x!)];
    const at = (c: number, position: number) => x!.data[c * area + position]!;
    const product = (a: number, b: number) => mean(Array.from({ length: area }, (_, i) => at(a, i) * at(b, i)));
    const data = Float64Array.from({ length: channels ** 2 }, (_, i) =>
      product(Math.floor(i / channels), i % channels),
    );
    return { shape: [1, channels ** 2], data };
  },
  spot: ([x, position]) => {
    const [height, width] = [x!.shape[2]!, x!.shape[3]!];
    const map = zeros([1, 1, height, width]);
    const [row, column] = [Math.floor(position!.data[0]! * height), Math.floor(position!.data[1]! * width)];
    map.data[Math.min(row, height - 1) * width + Math.min(column, width - 1)] = height * width;
    return map;
  },
  combineKernels: ([weights, kernel]) => {
    const sum = zeros([1, ...kernel!.shape.slice(1)]);
    kernel!.data.forEach((value, i) => {
      sum.data[i % sum.data.length]! += weights!.data[Math.floor(i / sum.data.length)]! * value;
    });
    return sum;
  },
  dot: ([a, b]) => ({ shape: [1, 1], data: Float64Array.of(a!.data.reduce((sum, v, i) => sum + v * b!.data[i]!, 0)) }),

  convAdjoint: ([outgrad, kernel, like], how) => {
    // The gradient may be for some of the channels only; the kernel has their number.
    const x = zeros([1, kernel!.shape[1]! * how.groups, ...like!.shape.slice(2)]);
    convolution(x, kernel!, how).visit((atY, atX, atKernel) => {
      x.data[atX]! += outgrad!.data[atY]! * kernel!.data[atKernel]!;
    });
    return x;
  },
  reluAdjoint: ([outgrad, y]) => each(outgrad!, (value, i) => (y!.data[i]! > 0 ? value : 0)),
  activationAdjoint: ([outgrad, x], how) => each(outgrad!, (value, i) => value * curveOf(how).slope(x!.data[i]!)),
  preluAdjoint: ([outgrad, slope, x]) => {
    const area = areaOf(x!);
    return each(outgrad!, (value, i) => (x!.data[i]! > 0 ? value : slope!.data[Math.floor(i / area)]! * value));
  },
  softmaxAdjoint: ([outgrad, y]) => {
    const weighted = overChannels(each(outgrad!, (value, i) => value * y!.data[i]!));
    return each(outgrad!, (value, i) => y!.data[i]! * (value - weighted[positionOf(y!, i)]!));
  },
  maxPoolAdjoint: ([outgrad, x], how) => {
    const spread = zeros(x!.shape);
    maximumPositions(x!, how).maxima.forEach((at, i) => {
      spread.data[at]! += outgrad!.data[i]!;
    });
    return spread;
  },
  averagePoolAdjoint: ([outgrad, like], how) => {
    const spread = zeros([1, outgrad!.shape[1]!, ...like!.shape.slice(2)]);
    windowPositions(spread, how).windows.forEach((positions, i) => {
      for (const at of positions) spread.data[at]! += outgrad!.data[i]! / countOf(positions, how);
    });
    return spread;
  },
  expandAdjoint: ([outgrad, x]) => {
    const sums = zeros(x!.shape);
    repeatedFrom(x!, outgrad!.shape).forEach((at, i) => {
      sums.data[at]! += outgrad!.data[i]!;
    });
    return sums;
  },
  padAdjoint: ([outgrad, x], how) => {
    const spread = zeros(x!.shape);
    paddedFrom(x!, how).from.forEach((at, i) => {
      if (at !== null) spread.data[at]! += outgrad!.data[i]!;
    });
    return spread;
  },
  sliceChannelsAdjoint: ([outgrad, like], { start }) => {
    const spread = zeros(like!.shape);
    const size = spread.data.length / like!.shape[0]!;
    for (let i = 0; i < like!.shape[0]!; i++) spread.data.set(pieceOf(outgrad!, i), i * size + start * areaOf(like!));
    return spread;
  },
  affineAdjoint: ([outgrad, scale]) => byChannel(outgrad!, (value, c) => value * scale!.data[c]!),
  flattenAdjoint: ([outgrad, like], { order }) => {
    const back = zeros(like!.shape);
    flatOrder(like!, order).forEach((at, i) => {
      back.data[at] = outgrad!.data[i]!;
    });
    return back;
  },
  denseAdjoint: ([outgrad, matrix]) => {
    const [ins, outs] = [matrix!.shape[0]!, matrix!.shape[1]!];
    return each(zeros([outgrad!.shape[0]!, ins]), (_, at) => {
      const [row, i] = [Math.floor(at / ins), at % ins];
      let value = 0;
      for (let o = 0; o < outs; o++) value += outgrad!.data[row * outs + o]! * matrix!.data[i * outs + o]!;
      return value;
    });
  },
  spatialMeanAdjoint: ([outgrad, like]) => byChannel(zeros(like!.shape), (_, c) => outgrad!.data[c]! / areaOf(like!)),
  spatialMaxAdjoint: ([outgrad, x]) => {
    const spread = zeros(x!.shape);
    largestPositions(x!).forEach((at, c) => {
      spread.data[at] = outgrad!.data[c]!;
    });
    return spread;
  },
  gramAdjoint: ([outgrad, x]) => {
    const [channels, area] = [x!.shape[1]!, areaOf(x!)];
    return each(x!, (_, i) => {
      const [c, position] = [Math.floor(i / area), i % area];
      let sum = 0;
      for (let other = 0; other < channels; other++) {
        const both = outgrad!.data[c * channels + other]! + outgrad!.data[other * channels + c]!;
        sum += both * x!.data[other * area + position]!;
      }
      return sum / area;
    });
  },
  scale: ([x, factor]) => each(x!, (value) => value * factor!.data[0]!),
  reshape: ([x], { shape }) => ({ shape, data: x!.data }),
  transpose: ([x], { perm }) => {
    const shape = perm.map((axis) => x!.shape[axis]!);
    const strides = x!.shape.map((_, axis) => x!.shape.slice(axis + 1).reduce((a, b) => a * b, 1));
    return each(zeros(shape), (_, i) => {
      let [rest, at] = [i, 0];
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        at += (rest % shape[axis]!) * strides[perm[axis]!]!;
        rest = Math.floor(rest / shape[axis]!);
      }
      return x!.data[at]!;
    });
  },
  matMul: ([a, b], { turnA, turnB }) => {
    const entry = (x: Values, isTurned: boolean) => (n: number, row: number, column: number) => {
      const [, rows, columns] = x.shape;
      const [r, c] = isTurned ? [column, row] : [row, column];
      return x.data[(n * rows! + r) * columns! + c]!;
    };
    const [left, right] = [entry(a!, turnA), entry(b!, turnB)];
    const [rows, inner] = turnA ? [a!.shape[2]!, a!.shape[1]!] : [a!.shape[1]!, a!.shape[2]!];
    const columns = b!.shape[turnB ? 1 : 2]!;
    return each(zeros([a!.shape[0]!, rows, columns]), (_, i) => {
      const [n, row, column] = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns];
      return sum(Array.from({ length: inner }, (_, k) => left(n, row, k) * right(n, k, column)));
    });
  },
  layerNorm: ([x], { epsilon }) => standardised(x!, epsilon).y,
  reshapeAdjoint: ([outgrad, like]) => ({ shape: like!.shape, data: outgrad!.data }),
  layerNormAdjoint: ([outgrad, x], { epsilon }) => {
    const { y, deviations } = standardised(x!, epsilon);
    const channels = x!.shape[1]!;
    const means = overChannels(outgrad!).map((total) => total / channels);
    const shares = overChannels(each(outgrad!, (value, i) => value * y.data[i]!)).map((total) => total / channels);
    return each(outgrad!, (value, i) => {
      const position = positionOf(x!, i);
      return (value - means[position]! - y.data[i]! * shares[position]!) / deviations[position]!;
    });
  },
  interleave: ([like, ...phases], { window, strides, padding, channels }) => {
    const [, , height, width] = like!.shape;
    const [across, down] = [phases[0]!.shape[3]!, phases[0]!.shape[2]!];
    const all = phases.flatMap(({ data }) => [...data]);
    const perPhase = all.length / (strides[0] * strides[1]);
    const [rowAxis, columnAxis] = phaseAxes({ window, strides, padding });
    const rows = slide(height!, window[0], strides[0], padding, ['top', 'bottom']);
    const columns = slide(width!, window[1], strides[1], padding, ['left', 'right']);
    const map = zeros([1, channels, height!, width!]);
    for (let i = 0; i < map.data.length; i++) {
      // Counts from the first row and column that the first position of the first phase belongs to.
      const row = (Math.floor(i / width!) % height!) - rowAxis.tap - rows.start;
      const column = (i % width!) - columnAxis.tap - columns.start;
      const phase = (row % strides[0]) * strides[1] + (column % strides[1]);
      const channel = Math.floor(i / (height! * width!));
      const position = Math.floor(row / strides[0]) * across + Math.floor(column / strides[1]);
      map.data[i] = all[phase * perPhase + channel * down * across + position]!;
    }
    return map;
  },
};

function zeros(shape: readonly number[]): Values {
  return { shape, data: new Float64Array(shape.reduce((product, dimension) => product * dimension, 1)) };
}

function each(x: Values, change: (value: number, i: number) => number): Values {
  return { shape: x.shape, data: x.data.map((value, i) => change(value, i)) };
}

function byChannel(x: Values, change: (value: number, channel: number) => number): Values {
  const area = areaOf(x);
  return each(x, (value, i) => change(value, Math.floor(i / area) % x.shape[1]!));
}

/** The numbers at one index of the first dimension. */
function pieceOf({ shape, data }: Values, i: number): Float64Array {
  const size = data.length / shape[0]!;
  return data.subarray(i * size, (i + 1) * size);
}

/** The position of element i, without its channel. */
function positionOf(x: Values, i: number): number {
  const area = areaOf(x);
  return Math.floor(i / (area * x.shape[1]!)) * area + (i % area);
}

/** Normalised to mean 0 and deviation 1 along the channels, with the deviation at every position. */
function standardised(x: Values, epsilon: number) {
  const channels = x.shape[1]!;
  const means = overChannels(x).map((total) => total / channels);
  const centred = each(x, (value, i) => value - means[positionOf(x, i)]!);
  const deviations = overChannels(each(centred, (value) => value * value)).map((total) =>
    Math.sqrt(total / channels + epsilon),
  );
  return { y: each(centred, (value, i) => value / deviations[positionOf(x, i)]!), deviations };
}

/** The number of positions of a channel; 1 for a flat value. */
function areaOf({ shape }: Values): number {
  return shape.slice(2).reduce((product, dimension) => product * dimension, 1);
}

/** The sum over the channels, at every position. */
function overChannels(x: Values): Float64Array {
  const sums = new Float64Array(areaOf(x) * x.shape[0]!);
  x.data.forEach((value, i) => {
    sums[positionOf(x, i)]! += value;
  });
  return sums;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** The divisor of the sum over the positions of a window. */
function countOf(positions: readonly number[], { window, countsPadding = false }: AverageWindow): number {
  return countsPadding ? window[0] * window[1] : positions.length;
}

/** The position of each channel's largest value; the first one of equal values. */
function largestPositions(x: Values): number[] {
  const area = areaOf(x);
  return Array.from({ length: x.shape[1]! }, (_, c) => {
    let best = c * area;
    for (let at = best; at < (c + 1) * area; at++) if (x.data[at]! > x.data[best]!) best = at;
    return best;
  });
}

/** For every element of the repeated value, its source. */
function repeatedFrom(x: Values, shape: readonly number[]): Float64Array {
  const length = shape.reduce((product, dimension) => product * dimension, 1);
  return Float64Array.from({ length }, (_, i) => {
    let [rest, at, stride] = [i, 0, 1];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const along = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
      if (x.shape[axis] !== 1) at += along * stride;
      stride *= x.shape[axis]!;
    }
    return at;
  });
}

/** For every element of the padded map, its source; null if it is fill. */
function paddedFrom({ shape: [, channels, height, width] }: Values, { top, left, bottom, right, fill }: Padded) {
  const [rows, columns] = [height! + top + bottom, width! + left + right];
  const along = (i: number, size: number): number | null => {
    if (i >= 0 && i < size) return i;
    if (typeof fill === 'number') return null;
    if (fill === 'edge') return i < 0 ? 0 : size - 1;
    return i < 0 ? -i : 2 * (size - 1) - i;
  };
  const from: (number | null)[] = [];
  for (let channel = 0; channel < channels!; channel++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const [y, x] = [along(row - top, height!), along(column - left, width!)];
        from.push(y === null || x === null ? null : (channel * height! + y) * width! + x);
      }
    }
  }
  return { shape: [1, channels!, rows, columns], from };
}

interface Curve {
  readonly at: (x: number) => number;
  readonly slope: (x: number) => number;
}

const CURVES: { readonly [K in ActivationKind]: (how: Activation<K>) => Curve } = {
  leakyRelu: ({ slope }) => ({ at: (x) => (x > 0 ? x : slope * x), slope: (x) => (x > 0 ? 1 : slope) }),
  clip: ({ low, high }) => ({
    at: (x) => Math.min(high, Math.max(low, x)),
    slope: (x) => (x > low && x < high ? 1 : 0),
  }),
  sigmoid: () => ({ at: logistic, slope: (x) => logistic(x) * logistic(-x) }),
  tanh: () => ({ at: Math.tanh, slope: (x) => 1 / Math.cosh(x) ** 2 }),
  hardSigmoid: ({ slope, offset }) => ({
    at: (x) => Math.min(1, Math.max(0, slope * x + offset)),
    slope: (x) => (slope * x + offset > 0 && slope * x + offset < 1 ? slope : 0),
  }),
  elu: ({ scale }) => ({
    at: (x) => (x > 0 ? x : scale * Math.expm1(x)),
    slope: (x) => (x > 0 ? 1 : scale * Math.exp(x)),
  }),
  softplus: () => ({ at: (x) => Math.log1p(Math.exp(x)), slope: logistic }),
  swish: () => ({
    at: (x) => x * logistic(x),
    slope: (x) => logistic(x) * (1 + x * logistic(-x)),
  }),
  hardSwish: () => ({
    at: (x) => (x * Math.min(6, Math.max(0, x + 3))) / 6,
    slope: (x) => (x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + 1 / 2),
  }),
  gelu: ({ form }) => {
    if (form === 'erf') {
      const share = (x: number) => (1 + erf(x / Math.SQRT2)) / 2;
      return {
        at: (x) => x * share(x),
        slope: (x) => share(x) + (x * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI),
      };
    }
    const inner = (x: number) => GELU_TANH.outer * (x + GELU_TANH.cubic * x ** 3);
    return {
      at: (x) => (x * (1 + Math.tanh(inner(x)))) / 2,
      slope: (x) =>
        (1 + Math.tanh(inner(x))) / 2 +
        (x * GELU_TANH.outer * (1 + 3 * GELU_TANH.cubic * x * x)) / (2 * Math.cosh(inner(x)) ** 2),
    };
  },
  erf: () => ({ at: erf, slope: (x) => (2 * Math.exp(-x * x)) / Math.sqrt(Math.PI) }),
  exp: () => ({ at: Math.exp, slope: Math.exp }),
  log: () => ({ at: Math.log, slope: (x) => 1 / x }),
  abs: () => ({ at: Math.abs, slope: Math.sign }),
  power: ({ exponent }) => ({ at: (x) => x ** exponent, slope: (x) => exponent * x ** (exponent - 1) }),
};

function curveOf<K extends ActivationKind>(how: Activation<K>): Curve {
  const rule: (how: Activation<K>) => Curve = CURVES[how.kind as K];
  return rule(how);
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Kummer's series, whose terms are all positive: 2 / sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n + 1) / (2n + 1)!! */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let [term, total] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-18; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}

interface Slide {
  /** The number of positions of the window. */
  readonly count: number;
  /** The first position, at or before 0. */
  readonly start: number;
}

function slide(
  input: number,
  extent: number,
  stride: number,
  padding: Padding,
  ends: readonly ['top' | 'left', 'bottom' | 'right'],
): Slide {
  if (padding === 'same' || padding === 'same-lower') {
    const count = Math.ceil(input / stride);
    const padded = Math.max(0, (count - 1) * stride + extent - input);
    return { count, start: 0 - (padding === 'same' ? Math.floor(padded / 2) : Math.ceil(padded / 2)) };
  }
  const [before, after] = padding === 'valid' ? [0, 0] : [padding[ends[0]], padding[ends[1]]];
  return { count: Math.floor((input + before + after - extent) / stride) + 1, start: 0 - before };
}

/** Every product in a convolution's sums: y[atY] += x[atX] * kernel[atKernel]. */
function convolution(
  { shape: [, ins, height, width] }: Values,
  { shape: [outs, insPerGroup, tall, wide] }: Values,
  how: Convolution,
) {
  const { strides, dilations, padding, groups } = how;
  const rows = slide(height!, (tall! - 1) * dilations[0] + 1, strides[0], padding, ['top', 'bottom']);
  const columns = slide(width!, (wide! - 1) * dilations[1] + 1, strides[1], padding, ['left', 'right']);
  if (ins! !== insPerGroup! * groups) throw new RangeError('The kernel does not fit the channels.');
  const visit = (product: (atY: number, atX: number, atKernel: number) => void): void => {
    for (let o = 0; o < outs!; o++) {
      const firstInput = Math.floor(o / (outs! / groups)) * insPerGroup!;
      for (let row = 0; row < rows.count; row++) {
        for (let column = 0; column < columns.count; column++) {
          for (let i = 0; i < insPerGroup!; i++) {
            for (let r = 0; r < tall!; r++) {
              const y = rows.start + row * strides[0] + r * dilations[0];
              if (y < 0 || y >= height!) continue;
              for (let c = 0; c < wide!; c++) {
                const x = columns.start + column * strides[1] + c * dilations[1];
                if (x < 0 || x >= width!) continue;
                product(
                  (o * rows.count + row) * columns.count + column,
                  ((firstInput + i) * height! + y) * width! + x,
                  ((o * insPerGroup! + i) * tall! + r) * wide! + c,
                );
              }
            }
          }
        }
      }
    }
  };
  return { outs: outs!, rows, columns, visit };
}

/** The positions inside each window, in reading order, window after window. */
function windowPositions({ shape: [, channels, height, width] }: Values, { window, strides, padding }: Window) {
  const rows = slide(height!, window[0], strides[0], padding, ['top', 'bottom']);
  const columns = slide(width!, window[1], strides[1], padding, ['left', 'right']);
  const windows: number[][] = [];
  for (let channel = 0; channel < channels!; channel++) {
    for (let row = 0; row < rows.count; row++) {
      for (let column = 0; column < columns.count; column++) {
        const positions: number[] = [];
        for (let r = 0; r < window[0]; r++) {
          for (let c = 0; c < window[1]; c++) {
            const [y, x] = [rows.start + row * strides[0] + r, columns.start + column * strides[1] + c];
            if (y >= 0 && y < height! && x >= 0 && x < width!) positions.push((channel * height! + y) * width! + x);
          }
        }
        windows.push(positions);
      }
    }
  }
  return { shape: [1, channels!, rows.count, columns.count], windows };
}

/** The position of each window's maximum; of equal values the first in reading order. */
function maximumPositions(x: Values, how: Window) {
  const { shape, windows } = windowPositions(x, how);
  const maxima = windows.map((positions) => positions.reduce((best, at) => (x.data[at]! > x.data[best]! ? at : best)));
  return { shape, maxima };
}

/** For every element of the flattened value, its source. */
function flatOrder(
  { shape: [, channels, height, width] }: Values,
  order: 'channels-last' | 'channels-first',
): number[] {
  const area = height! * width!;
  return Array.from({ length: channels! * area }, (_, i) =>
    order === 'channels-first' ? i : (i % channels!) * area + Math.floor(i / channels!),
  );
}
