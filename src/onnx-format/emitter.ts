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

/** Writes ONNX nodes one after the other; each call gives back the name of the value. */
export class Emitter {
  readonly nodes: NodeProto[] = [];
  readonly initializers: TensorProto[] = [];
  /** What is known of the shapes of values, by their names. */
  readonly #shapes = new Map<string, ValueInfoProto>();
  readonly #planes: ReadonlyMap<Node, Plane>;
  readonly #integers = new Map<string, string>();
  readonly #floats = new Map<Tensor, string>();
  readonly #remembered = new Map<string, string>();
  /** The name of an input whose height and width are free. */
  picture: string | undefined;
  #count = 0;

  /** @param planes - The heights and widths of the graph's maps, as far as they are known. */
  constructor(planes: ReadonlyMap<Node, Plane> = new Map()) {
    this.#planes = planes;
  }

  /** The shapes of the values that are known to be shaped like a map. */
  get shapes(): ValueInfoProto[] {
    return [...this.#shapes.values()];
  }

  /** Height and width of a map, where they are known. */
  planeOf(node: Node): Plane | undefined {
    return this.#planes.get(node);
  }

  /**
   * Records that a value is shaped like a map of the graph. onnxruntime finds the shapes of few values whose height and
   * width are free; of two that it knows to be alike it adds and multiplies without leaving its blocked layout.
   */
  shaped(value: string, like: Node): string {
    const plane = this.#planes.get(like);
    if (plane === undefined || this.#shapes.has(value)) return value;
    this.#shapes.set(value, valueInfo(value, [1, channelsOf(like), ...plane.map(sideName)]));
    return value;
  }

  /** What was made for this key, or is made now. */
  once(key: string, make: () => string): string {
    const known = this.#remembered.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#remembered.set(key, made);
    return made;
  }

  /** Adds a node with one output. An empty input name leaves an optional input out. */
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

  /** A float constant; the same tensor object is stored once. */
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
