// Collects the nodes and initialisers of an ONNX graph and gives each value a name. Equal integer constants are stored once.

import type { Tensor } from '../tensor/tensor.js';
import {
  type AttributeValue,
  floatTensor,
  integerTensor,
  type NodeProto,
  nodeProto,
  type TensorProto,
} from './proto.js';

/** Writes ONNX nodes one after the other; each call gives back the name of the value. */
export class Emitter {
  readonly nodes: NodeProto[] = [];
  readonly initializers: TensorProto[] = [];
  readonly #integers = new Map<string, string>();
  readonly #floats = new Map<Tensor, string>();
  #count = 0;

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
