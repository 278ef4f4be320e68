import type { TensorProto } from '../../onnx-format/proto.js';
import type { GraphProto } from '../../onnx-format/read.js';
import { type Grid } from './call.js';
import { type TensorReader } from './tensors.js';
import type { GraphValue, Value } from './values.js';
/** What the file says of itself and of its picture input. */
export interface ImportContext {
    readonly file: string;
    readonly opset: number;
    readonly tensors: TensorReader;
    /** The file's input for the picture. */
    readonly input: string;
    /** The picture as a value, which takes its place. */
    readonly picture: GraphValue;
    /** The dimensions that the file declares for it. */
    readonly batch: number | null;
    readonly height: number | null;
    readonly width: number | null;
}
/** The size of a picture, in pixels. */
export interface Size {
    readonly height: number;
    readonly width: number;
}
/** Values by name, each computed once. What failed fails again with the same error. */
export interface Evaluator {
    readonly read: (name: string) => Value;
    readonly grid: Grid;
}
/**
 * Opens an evaluator. No node is translated yet.
 *
 * @param size - The picture size, if the file is read at one fixed size; null for any size.
 */
export declare function createEvaluator(graph: GraphProto, names: readonly string[], producers: ReadonlyMap<string, number>, initializers: ReadonlyMap<string, TensorProto>, reading: ImportContext, size: Size | null): Evaluator;
