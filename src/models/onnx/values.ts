// What flows along the edges of an ONNX graph while it is translated: numbers that are known, or values that depend on the picture. ONNX turns and
// splits dimensions at will; our maps stay `[1, c, h, w]`, and a view says how ONNX sees them.

import type { Node } from '../../graph/graph.js';
import { type Dimension, type Shape, shapeOf } from '../../graph/shapes.js';

/** Numbers known before any picture is. */
export interface ConstantValue {
  readonly kind: 'constant';
  readonly dims: readonly number[];
  /** Integers are exact; NaN among them stands for a dimension that the picture decides. */
  readonly type: 'float' | 'integer';
  readonly data: Float32Array | Float64Array;
}

/**
 * By letters, ONNX' dimensions in order: n the batch (always 1), c channels, h and w height and width, p height times width, g groups of channels and m
 * the members of one. 'nc' is a row `[1, c]` of our graph, all others are maps.
 */
export type View = 'nchw' | 'nhwc' | 'nc' | 'ncp' | 'npc' | 'ngmhw' | 'nmghw' | 'nhwgm' | 'nhwmg';

/** A value that depends on the picture. */
export interface GraphValue {
  readonly kind: 'graph';
  readonly node: Node;
  readonly view: View;
  /** Of views that split the channels. */
  readonly groups: number;
}

/** A value that depends on the picture, of a file that is read at one size: its numbers in ONNX' order. */
export interface FixedValue {
  readonly kind: 'fixed';
  /** Of any shape with as many numbers. */
  readonly node: Node;
  /** ONNX' dimensions. */
  readonly dims: readonly number[];
  /** Which of them the channels are. */
  readonly channels: number;
}

/** What an edge carries. */
export type Value = ConstantValue | GraphValue | FixedValue;

/** A map `[1, c, h, w]` or, where the node is a row, a row `[1, c]`. */
export function graphValue(node: Node, view?: View, groups = 1): GraphValue {
  return { kind: 'graph', node, view: view ?? (shapeOf(node).length === 2 ? 'nc' : 'nchw'), groups };
}

/** Whole numbers: a list, or whatever `dims` say. */
export function integers(values: readonly number[], dims: readonly number[] = [values.length]): ConstantValue {
  return { kind: 'constant', type: 'integer', dims, data: Float64Array.from(values) };
}

/** The dimensions that ONNX sees, given our shape of the node; null where they are not known. */
export function dimensionsOf({ view, groups }: GraphValue, shape: Shape): Dimension[] {
  const [, channels, height, width] = shape;
  const times = (a: Dimension, b: Dimension) => (a === null || b === null ? null : a * b);
  const by: Readonly<Record<string, Dimension>> = {
    n: 1,
    c: channels!,
    h: height ?? null,
    w: width ?? null,
    p: height === undefined ? null : times(height, width!),
    g: groups,
    m: channels === null ? null : channels! / groups,
  };
  return [...view].map((letter) => by[letter]!);
}

/** Which of ONNX' dimensions the channels are; -1 where they are split. */
export function channelAxis({ view }: GraphValue): number {
  return view.indexOf('c');
}

/** Product of dimensions. */
export function countOf(dims: readonly number[]): number {
  return dims.reduce((product, dimension) => product * dimension, 1);
}
