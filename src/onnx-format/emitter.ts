// Collects the nodes and initialisers of an ONNX graph and gives each value a name. Equal integer constants are stored
// once.

import type { Node } from '../graph/graph.js';
import { type Plane, sideName } from '../graph/planes.js';
import { channelsOf } from '../graph/shapes.js';
import type { Tensor } from '../tensor/tensor.js';
import {
  type AttributeValue,
  floatTensor,
  integerTensor,
  type NodeProto,
  nodeProto,
  type TensorProto,
  type ValueInfoProto,
  valueInfo,
} from './proto.js';

/** Appends ONNX nodes. Each method returns the name of the value. */
export class Emitter {
  readonly nodes: NodeProto[] = [];
  readonly initializers: TensorProto[] = [];
  /** The known shapes of values, by name. */
  readonly #shapes = new Map<string, ValueInfoProto>();
  readonly #planes: ReadonlyMap<Node, Plane>;
  readonly #integers = new Map<string, string>();
  readonly #floats = new Map<Tensor, string>();
  readonly #remembered = new Map<string, string>();
  /** The name of an input with free height and width. */
  picture: string | undefined;
  #count = 0;

  /** @param planes - The known heights and widths of the graph's maps. */
  constructor(planes: ReadonlyMap<Node, Plane> = new Map()) {
    this.#planes = planes;
  }

  /** The shapes of the values recorded as maps. */
  get shapes(): ValueInfoProto[] {
    return [...this.#shapes.values()];
  }

  /** The height and width of a map, if known. */
  planeOf(node: Node): Plane | undefined {
    return this.#planes.get(node);
  }

  /**
   * Records that a value has the shape of a map of the graph. onnxruntime infers few shapes with free height and width.
   * It adds and multiplies in its blocked layout only if it knows that two shapes are equal.
   */
  shaped(value: string, like: Node): string {
    const plane = this.#planes.get(like);
    if (plane === undefined || this.#shapes.has(value)) return value;
    this.#shapes.set(value, valueInfo(value, [1, channelsOf(like), ...plane.map(sideName)]));
    return value;
  }

  /** Returns the value made for this key, or makes it. */
  once(key: string, make: () => string): string {
    const known = this.#remembered.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#remembered.set(key, made);
    return made;
  }

  /** Adds a node with one output. An empty input name omits an optional input. */
  node(opType: string, inputs: readonly string[], attributes: Readonly<Record<string, AttributeValue>> = {}): string {
    return this.nodeWithOutputs(opType, inputs, 1, attributes)[0]!;
  }

  /** Adds a node with several outputs. */
  nodeWithOutputs(
    opType: string,
    inputs: readonly string[],
    outputs: number,
    attributes: Readonly<Record<string, AttributeValue>> = {},
  ): readonly string[] {
    const names = Array.from({ length: outputs }, () => this.#name(opType));
    this.nodes.push(nodeProto(opType, inputs, names, attributes));
    return names;
  }

  /** Gives a value the name of an output. */
  output(name: string, value: string): void {
    this.nodes.push(nodeProto('Identity', [value], [name]));
  }

  /** A float constant. A tensor object is stored once. */
  float(tensor: Tensor): string {
    const known = this.#floats.get(tensor);
    if (known !== undefined) return known;
    const name = this.#name('float');
    this.initializers.push(floatTensor(name, tensor));
    this.#floats.set(tensor, name);
    return name;
  }

  /** A list of integers, or a scalar. */
  integers(values: readonly number[] | number): string {
    const key = JSON.stringify(values);
    const known = this.#integers.get(key);
    if (known !== undefined) return known;
    const name = this.#name('integers');
    this.initializers.push(integerTensor(name, values));
    this.#integers.set(key, name);
    return name;
  }

  #name(prefix: string): string {
    this.#count += 1;
    return `${prefix}_${this.#count}`;
  }
}
