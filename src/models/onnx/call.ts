// One node of an ONNX graph with its inputs. A translation reads it; its errors name the node and the file.

import { type ErrorCode, UserError } from '../../errors.js';
import type { Node } from '../../graph/graph.js';
import { type Dimension, type Shape, ShapeError, shapeOf } from '../../graph/shapes.js';
import type { NodeProto } from '../../onnx-format/proto.js';
import type { AttributeProto } from '../../onnx-format/read.js';
import type { TensorReader } from './tensors.js';
import { type ConstantValue, channelAxis, dimensionsOf, type GraphValue, type Value } from './values.js';

/** What all nodes of a file share. */
export interface GraphContext {
  /** For messages. */
  readonly file: string;
  /** The opset: the version of ONNX's operations. */
  readonly opset: number;
  readonly tensors: TensorReader;
  /** The shape of one of our nodes at the size that the file declares; null per dimension that it does not declare. */
  readonly declared: (node: Node) => Shape;
  /** The batch size that the file declares. */
  readonly batch: number | null;
  /** How many elements new constants may still have. */
  readonly budget: { elements: number };
  /** Whether the file is read at one fixed size. Shapes are numbers then, and any operation may use them. */
  readonly isFixed: boolean;
  readonly grid: Grid;
}

/** What is known of the tokens of a transformer: the height and width of the map that they were made from. */
export interface Grid {
  positions?: { readonly height: number; readonly width: number };
}

/** A node that is to be translated. */
export class OnnxCall {
  readonly op: string;
  readonly opset: number;
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: number;
  readonly context: GraphContext;
  readonly #node: NodeProto;
  readonly #name: string;
  readonly #place: string;
  readonly #attributes: ReadonlyMap<string, AttributeProto>;

  constructor(node: NodeProto, name: string, inputs: readonly (Value | undefined)[], context: GraphContext) {
    this.op = node.opType;
    this.opset = context.opset;
    this.inputs = inputs;
    this.outputs = node.output.length;
    this.context = context;
    this.#node = node;
    this.#name = name;
    this.#place = `the node '${name}' (${node.opType}) of ${context.file}`;
    this.#attributes = new Map(node.attribute.map((attribute) => [attribute.name, attribute]));
  }

  /** The same node with other inputs. */
  with(inputs: readonly (Value | undefined)[]): OnnxCall {
    return new OnnxCall(this.#node, this.#name, inputs, this.context);
  }

  has(attribute: string): boolean {
    return this.#attributes.has(attribute);
  }

  /** An integer. */
  int(attribute: string, fallback: number): number {
    const found = this.#attributes.get(attribute);
    return found === undefined ? fallback : Number(found.i);
  }

  float(attribute: string, fallback: number): number {
    const found = this.#attributes.get(attribute)?.f ?? fallback;
    if (Number.isNaN(found)) throw this.unreadable(`its '${attribute}' is not a number`);
    return found;
  }

  ints(attribute: string): readonly number[] | undefined {
    return this.#attributes.get(attribute)?.ints.map(Number);
  }

  floats(attribute: string): readonly number[] | undefined {
    return this.#attributes.get(attribute)?.floats;
  }

  text(attribute: string, fallback: string): string {
    const found = this.#attributes.get(attribute);
    return found === undefined ? fallback : new TextDecoder().decode(found.s);
  }

  tensor(attribute: string): ConstantValue | undefined {
    const found = this.#attributes.get(attribute)?.t;
    return found === undefined ? undefined : this.context.tensors.read(found);
  }

  /** A required input. */
  value(i: number): Value {
    const found = this.inputs[i];
    if (found === undefined) throw this.unreadable(`its input ${i} is missing`);
    return found;
  }

  /** An input that depends on the picture. */
  graph(i: number): GraphValue {
    const found = this.value(i);
    if (found.kind === 'graph') return found;
    const what = found.kind === 'constant' ? 'is constant' : `has the dimensions [${found.dims.join(', ')}]`;
    throw this.unsupported(`its input ${i} ${what}`);
  }

  /** An input that is a map with its channels first. */
  map(i: number): Node {
    const found = this.graph(i);
    if (found.view === 'nchw') return found.node;
    throw this.unsupported(`its input ${i} has the dimensions ${found.view}, not nchw`);
  }

  /** An input that does not depend on the picture. */
  constant(i: number): ConstantValue {
    const found = this.value(i);
    if (found.kind === 'constant') return found;
    throw this.unsupported(`its input ${i} depends on the picture`);
  }

  /** Constant numbers from an attribute (older opsets) or an input (newer ones); undefined if it has neither. */
  numbers(attribute: string, input: number): readonly number[] | undefined {
    const listed = this.#attributes.get(attribute);
    if (listed !== undefined) return listed.ints.length > 0 ? listed.ints.map(Number) : listed.floats;
    return this.inputs[input] === undefined ? undefined : [...this.constant(input).data];
  }

  /** The index of a dimension; a negative axis counts from the end. */
  axis(axis: number, rank: number): number {
    const found = axis < 0 ? axis + rank : axis;
    if (Number.isInteger(found) && found >= 0 && found < rank) return found;
    throw this.unreadable(`its axis ${axis} is out of range for ${rank} dimensions`);
  }

  /** Throws unless the axis is that of the channels. */
  requireChannels(axis: number, value: GraphValue): void {
    if (this.axis(axis, value.view.length) === channelAxis(value)) return;
    throw this.unsupported(`it works along dimension ${axis} of ${value.view}; only the channels are supported`);
  }

  /** ONNX's dimensions as numbers: at the fixed size, or with NaN where they depend on the picture size. */
  dimensions(value: Exclude<Value, ConstantValue>): number[] {
    if (value.kind === 'fixed') return [...value.dims];
    const known = this.context.isFixed ? this.declaredDimensions(value) : dimensionsOf(value, shapeOf(value.node));
    return known.map((size) => size ?? Number.NaN);
  }

  /** The number of channels, which must not depend on the picture size. */
  channels(node: Node): number {
    const channels = shapeOf(node)[1] ?? null;
    if (channels === null) throw this.unsupported('the channels of its input depend on the picture size');
    return channels;
  }

  /** ONNX's dimensions at the size that the file declares. */
  declaredDimensions(value: GraphValue): Dimension[] {
    return dimensionsOf(value, this.context.declared(value.node));
  }

  /**
   * Subtracts from the budget of elements.
   *
   * @throws UserError NETWORK_UNREADABLE when the budget is exceeded.
   */
  spend(elements: number): void {
    this.context.budget.elements -= elements;
    if (this.context.budget.elements < 0) throw this.unreadable('the constants computed so far take too much memory');
  }

  unsupported(what: string): UserError {
    return this.#error('OP_UNSUPPORTED', what);
  }

  unreadable(what: string, cause?: unknown): UserError {
    return this.#error('NETWORK_UNREADABLE', what, { cause });
  }

  /** The error for an operation that is in no table. */
  unknown(what: string, known: readonly string[]): UserError {
    return this.#error('OP_UNSUPPORTED', `the operation ${what} is not supported`, {
      hint: `known: ${known.join(', ')}`,
    });
  }

  /** Turns a shape error into a message for users. */
  explained(cause: unknown): unknown {
    return cause instanceof ShapeError ? this.unreadable(`it does not fit its inputs: ${cause.message}`, cause) : cause;
  }

  #error(code: ErrorCode, what: string, details: { readonly hint?: string; readonly cause?: unknown } = {}): UserError {
    return new UserError(code, `${this.#place} cannot be used: ${what}`, details);
  }
}

/** From a node to the values of its outputs. */
export type Translation = (call: OnnxCall) => readonly Value[];
