import type { OnnxCall } from './call.js';
import type { GraphValue } from './values.js';
/**
 * The value in a new form.
 *
 * @param target - ONNX's dimensions, the batch first. NaN where the picture size decides, -1 where the rest does.
 * @param zeroCopies - Whether 0 stands for the dimension at the same index.
 * @throws UserError OP_UNSUPPORTED when our graph has no such form.
 */
export declare function reshaped(call: OnnxCall, x: GraphValue, target: readonly number[], zeroCopies: boolean): GraphValue;
