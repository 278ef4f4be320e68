import type { Node } from '../../../graph/graph.js';
import type { Grid, OnnxCall } from '../call.js';
import { type ConstantValue, type FixedValue, type Value } from '../values.js';
/** A value of these dimensions. Unless given, the channels are the last one. */
export declare function fixedValue(node: Node, dims: readonly number[], channels?: number): FixedValue;
/**
 * Input `i`, which must depend on the picture, with ONNX's dimensions.
 *
 * @throws UserError OP_UNSUPPORTED when the file declares no size.
 */
export declare function fixedInput(call: OnnxCall, i: number): FixedValue;
/** Input `i`: a constant, or a value that depends on the picture, with ONNX's dimensions. */
export declare function operand(call: OnnxCall, i: number): FixedValue | ConstantValue;
/** A value with ONNX's dimensions. */
export declare function fixed(call: OnnxCall, value: Exclude<Value, ConstantValue>): FixedValue;
/** A value's numbers in this shape. */
export declare function shaped({ node }: FixedValue, shape: readonly number[]): Node;
/** `[rows, size]`, where each row is the last dimension. */
export declare function asRows(value: FixedValue): Node;
/** The shape around one dimension: the elements before it, itself, and the elements behind it unless those are 1. */
export declare function along(dims: readonly number[], axis: number): readonly number[];
/** The common shape that values and constants are repeated to. */
export declare function commonDims(call: OnnxCall, values: readonly (FixedValue | ConstantValue)[]): readonly number[];
/** Rows of a value or a constant, repeated to these dimensions. */
export declare function repeatedRows(call: OnnxCall, value: FixedValue | ConstantValue, dims: readonly number[]): Node;
/** Transposes dimensions. If only dimensions of size 1 move, no number does. */
export declare function transposed(value: FixedValue, perm: readonly number[]): FixedValue;
/**
 * The output of a layer: a map `[1, channels, height, width]` whose positions are the patches (without the extra
 * tokens), or a row. Windows and heads are side by side.
 */
export declare function asLayer(grid: Grid, value: FixedValue): Node;
