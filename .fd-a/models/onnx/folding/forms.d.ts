import type { OnnxCall, Translation } from '../call.js';
import { type ConstantValue } from '../values.js';
/** By operation. */
export declare const FORM_FOLDINGS: Readonly<Record<string, Translation>>;
/** The part of a shape between `start` and `end` (opset 15). */
export declare function sliced(call: OnnxCall, dims: readonly number[]): ConstantValue;
