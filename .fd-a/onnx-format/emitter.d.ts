import type { Node } from '../graph/graph.js';
import { type Plane } from '../graph/planes.js';
import type { Tensor } from '../tensor/tensor.js';
import { type AttributeValue, type NodeProto, type TensorProto, type ValueInfoProto } from './proto.js';
/** Appends ONNX nodes. Each method returns the name of the value. */
export declare class Emitter {
    #private;
    readonly nodes: NodeProto[];
    readonly initializers: TensorProto[];
    /** The name of an input with free height and width. */
    picture: string | undefined;
    /** @param planes - The known heights and widths of the graph's maps. */
    constructor(planes?: ReadonlyMap<Node, Plane>);
    /** The shapes of the values recorded as maps. */
    get shapes(): ValueInfoProto[];
    /** The height and width of a map, if known. */
    planeOf(node: Node): Plane | undefined;
    /**
     * Records that a value has the shape of a map of the graph. onnxruntime infers few shapes with free height and width.
     * It adds and multiplies in its blocked layout only if it knows that two shapes are equal.
     */
    shaped(value: string, like: Node): string;
    /** Returns the value made for this key, or makes it. */
    once(key: string, make: () => string): string;
    /** Adds a node with one output. An empty input name omits an optional input. */
    node(opType: string, inputs: readonly string[], attributes?: Readonly<Record<string, AttributeValue>>): string;
    /** Adds a node with several outputs. */
    nodeWithOutputs(opType: string, inputs: readonly string[], outputs: number, attributes?: Readonly<Record<string, AttributeValue>>): readonly string[];
    /** Gives a value the name of an output. */
    output(name: string, value: string): void;
    /** A float constant. A tensor object is stored once. */
    float(tensor: Tensor): string;
    /** A list of integers, or a scalar. */
    integers(values: readonly number[] | number): string;
}
