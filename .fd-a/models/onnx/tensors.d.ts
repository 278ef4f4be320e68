import type { TensorProto } from '../../onnx-format/proto.js';
import { type ConstantValue } from './values.js';
/**
 * Elements of the largest supported tensor: 1 GiB of floats. VGG's first dense layer, the largest known one, has 103
 * million.
 */
export declare const MAX_ELEMENTS: number;
/** Reads the tensors of one file. */
export interface TensorReader {
    /**
     * Checks sizes and locations without reading numbers.
     *
     * @throws UserError NETWORK_UNREADABLE or OP_UNSUPPORTED, naming the tensor.
     */
    check(tensor: TensorProto): void;
    /**
     * The file with its numbers.
     *
     * @throws UserError as `check`.
     */
    fileOf(tensor: TensorProto): string;
    /** @throws UserError NETWORK_UNREADABLE when numbers are missing or NaN. */
    read(tensor: TensorProto): ConstantValue;
}
/**
 * A reader for the tensors of a file.
 *
 * @param file - Path of the ONNX file. External data must be in its folder or below, after links are resolved.
 */
export declare function tensorReader(file: string): TensorReader;
