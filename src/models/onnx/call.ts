// One node of an ONNX graph with its inputs at hand: what a translation reads, with errors that name the place.

import { type ErrorCode, UserError } from '../../errors.js';
import type { Node } from '../../graph/graph.js';
import { type Dimension, type Shape, ShapeError, shapeOf } from '../../graph/shapes.js';
import type { NodeProto } from '../../onnx-format/proto.js';
import type { AttributeProto } from '../../onnx-format/read.js';
import type { TensorReader } from './tensors.js';
import { type ConstantValue, channelAxis, dimensionsOf, type GraphValue, type Value } from './values.js';

/** What all nodes of a file share. */
export interface Surroundings {
  /** For messages. */
  readonly file: string;
  /** The version of ONNX' operations. */
  readonly opset: number;
  readonly tensors: TensorReader;
  /** Our shape of a node at the size that the file declares; null where it declares none. */
  readonly declared: (node: Node) => Shape;
  /** The batch size that the file declares. */
  readonly batch: number | null;
  /** How many elements of constants may still be made. */
  readonly budget: { elements: number };
  /** Whether the file is read at the one size that it declares: shapes are numbers then, and any operation on them will do. */
  readonly isFixed: boolean;
  readonly grid: Grid;
}

/** What is known of the tokens of a transformer: the places of the map that they were made of. */
export interface Grid {
  places?: { readonly height: number; readonly width: number };
}

/** A node about to be translated. */
export class OnnxCall {
  readonly op: string;
  readonly opset: number;
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: number;
  readonly around: Surroundings;
  readonly #node: NodeProto;
  readonly #name: string;
  readonly #place: string;
  readonly #attributes: ReadonlyMap<string, AttributeProto>;

  constructor(node: NodeProto, name: string, inputs: readonly (Value | undefined)[], around: Surroundings) {
    this.op = node.opType;
    this.opset = around.opset;
    this.inputs = inputs;
    this.outputs = node.output.length;
    this.around = around;
    this.#node = node;
    this.#name = name;
    this.#place = `the node '${name}' (${node.opType}) of ${around.file}`;
    this.#attributes = new Map(node.attribute.map((attribute) => [attribute.name, attribute]));
  }

  /** The same node with other inputs. */
  with(inputs: readonly (Value | undefined)[]): OnnxCall {
    return new OnnxCall(this.#node, this.#name, inputs, this.around);
  }

  has(attribute: string): boolean {
    return this.#attributes.has(attribute);
  }

  /** A whole number. */
  int(attribute: string, otherwise: number): number {
    const found = this.#attributes.get(attribute);
    return found === undefined ? otherwise : Number(found.i);
  }

  float(attribute: string, otherwise: number): number {
    const found = this.#attributes.get(attribute)?.f ?? otherwise;
    if (Number.isNaN(found)) throw this.unreadable(`its '${attribute}' is no number`);
    return found;
  }

  ints(attribute: string): readonly number[] | undefined {
    return this.#attributes.get(attribute)?.ints.map(Number);
  }

  floats(attribute: string): readonly number[] | undefined {
    return this.#attributes.get(attribute)?.floats;
  }

  text(attribute: string, otherwise: string): string {
    const found = this.#attributes.get(attribute);
    return found === undefined ? otherwise : new TextDecoder().decode(found.s);
  }

  tensor(attribute: string): ConstantValue | undefined {
    const found = this.#attributes.get(attribute)?.t;
    return found === undefined ? undefined : this.around.tensors.read(found);
  }

  /** An input that must be there. */
  value(i: number): Value {
    const found = this.inputs[i];
    if (found === undefined) throw this.unreadable(`its input ${i} is missing`);
    return found;
  }

  /** An input that depends on the picture. */
  graph(i: number): GraphValue {
    const found = this.value(i);
    if (found.kind === 'graph') return found;
    const what = found.kind === 'constant' ? 'is a constant' : `has the dimensions [${found.dims.join(', ')}]`;
    throw this.unsupported(`its input ${i} ${what}`);
  }

  /** An input that is a map with its channels first. */
  map(i: number): Node {
    const found = this.graph(i);
    if (found.view === 'nchw') return found.node;
    throw this.unsupported(`its input ${i} has the dimensions ${found.view}, not nchw`);
  }

  /** An input that is known before any picture is. */
  constant(i: number): ConstantValue {
    const found = this.value(i);
    if (found.kind === 'constant') return found;
    throw this.unsupported(`its input ${i} depends on the picture`);
  }

  /** Known numbers from an attribute (older opsets) or an input (newer ones); undefined where neither is there. */
  numbers(attribute: string, input: number): readonly number[] | undefined {
    const listed = this.#attributes.get(attribute);
    if (listed !== undefined) return listed.ints.length > 0 ? listed.ints.map(Number) : listed.floats;
    return this.inputs[input] === undefined ? undefined : [...this.constant(input).data];
  }

  /** Which dimension an axis is, counted from the end where it is negative. */
  axis(axis: number, rank: number): number {
    const found = axis < 0 ? axis + rank : axis;
    if (Number.isInteger(found) && found >= 0 && found < rank) return found;
    throw this.unreadable(`its axis ${axis} is not one of ${rank}`);
  }

  /** Fails unless the axis is that of the channels. */
  requireChannels(axis: number, value: GraphValue): void {
    if (this.axis(axis, value.view.length) === channelAxis(value)) return;
    throw this.unsupported(`it works along dimension ${axis} of ${value.view}; only the channels are known`);
  }

  /** ONNX' dimensions as far as a Shape may tell them: those of the one size, or NaN where the picture decides. */
  dimensions(value: Exclude<Value, ConstantValue>): number[] {
    if (value.kind === 'fixed') return [...value.dims];
    const known = this.around.isFixed ? this.declaredDimensions(value) : dimensionsOf(value, shapeOf(value.node));
    return known.map((size) => size ?? Number.NaN);
  }

  /** Channels of a value that is split or not. */
  channels(node: Node): number {
    const channels = shapeOf(node)[1] ?? null;
    if (channels === null) throw this.unsupported('the channels of its input depend on the picture size');
    return channels;
  }

  /** ONNX' dimensions at the size that the file declares. */
  declaredDimensions(value: GraphValue): Dimension[] {
    return dimensionsOf(value, this.around.declared(value.node));
  }

  /** Takes so many elements off the budget. @throws UserError NETWORK_UNREADABLE when there are not so many left. */
  spend(elements: number): void {
    this.around.budget.elements -= elements;
    if (this.around.budget.elements < 0) throw this.unreadable('the constants made so far take too much memory');
  }

  unsupported(what: string): UserError {
    return this.#error('OP_UNSUPPORTED', what);
  }

  unreadable(what: string, cause?: unknown): UserError {
    return this.#error('NETWORK_UNREADABLE', what, { cause });
  }

  /** Of an operation that is in no table. */
  unknown(what: string, known: readonly string[]): UserError {
    return this.#error('OP_UNSUPPORTED', `the operation ${what} is not known`, { hint: `known: ${known.join(', ')}` });
  }

  /** What a translation threw, for people. */
  explained(cause: unknown): unknown {
    return cause instanceof ShapeError ? this.unreadable(`it does not fit its inputs: ${cause.message}`, cause) : cause;
  }

  #error(code: ErrorCode, what: string, details: { readonly hint?: string; readonly cause?: unknown } = {}): UserError {
    return new UserError(code, `${this.#place} cannot be used: ${what}`, details);
  }
}

/** From a node to the values of its outputs. */
export type Translation = (call: OnnxCall) => readonly Value[];
