import { UserError } from '../../errors.js';
import type { Node } from '../../graph/graph.js';
import { type Dimension, type Shape } from '../../graph/shapes.js';
import type { NodeProto } from '../../onnx-format/proto.js';
import type { TensorReader } from './tensors.js';
import { type ConstantValue, type GraphValue, type Value } from './values.js';
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
    readonly budget: {
        elements: number;
    };
    /** Whether the file is read at one fixed size. Shapes are numbers then, and any operation may use them. */
    readonly isFixed: boolean;
    readonly grid: Grid;
}
/** What is known of the tokens of a transformer: the height and width of the map that they were made from. */
export interface Grid {
    positions?: {
        readonly height: number;
        readonly width: number;
    };
}
/** A node that is to be translated. */
export declare class OnnxCall {
    #private;
    readonly op: string;
    readonly opset: number;
    readonly inputs: readonly (Value | undefined)[];
    readonly outputs: number;
    readonly context: GraphContext;
    constructor(node: NodeProto, name: string, inputs: readonly (Value | undefined)[], context: GraphContext);
    /** The same node with other inputs. */
    with(inputs: readonly (Value | undefined)[]): OnnxCall;
    has(attribute: string): boolean;
    /** An integer. */
    int(attribute: string, fallback: number): number;
    float(attribute: string, fallback: number): number;
    ints(attribute: string): readonly number[] | undefined;
    floats(attribute: string): readonly number[] | undefined;
    text(attribute: string, fallback: string): string;
    tensor(attribute: string): ConstantValue | undefined;
    /** A required input. */
    value(i: number): Value;
    /** An input that depends on the picture. */
    graph(i: number): GraphValue;
    /** An input that is a map with its channels first. */
    map(i: number): Node;
    /** An input that does not depend on the picture. */
    constant(i: number): ConstantValue;
    /** Constant numbers from an attribute (older opsets) or an input (newer ones); undefined if it has neither. */
    numbers(attribute: string, input: number): readonly number[] | undefined;
    /** The index of a dimension; a negative axis counts from the end. */
    axis(axis: number, rank: number): number;
    /** Throws unless the axis is that of the channels. */
    requireChannels(axis: number, value: GraphValue): void;
    /** ONNX's dimensions as numbers: at the fixed size, or with NaN where they depend on the picture size. */
    dimensions(value: Exclude<Value, ConstantValue>): number[];
    /** The number of channels, which must not depend on the picture size. */
    channels(node: Node): number;
    /** ONNX's dimensions at the size that the file declares. */
    declaredDimensions(value: GraphValue): Dimension[];
    /**
     * Subtracts from the budget of elements.
     *
     * @throws UserError NETWORK_UNREADABLE when the budget is exceeded.
     */
    spend(elements: number): void;
    unsupported(what: string): UserError;
    unreadable(what: string, cause?: unknown): UserError;
    /** The error for an operation that is in no table. */
    unknown(what: string, known: readonly string[]): UserError;
    /** Turns a shape error into a message for users. */
    explained(cause: unknown): unknown;
}
/** From a node to the values of its outputs. */
export type Translation = (call: OnnxCall) => readonly Value[];
