import type { Model } from '../model.js';
import type { OpenOptions } from '../source.js';
/**
 * Opens an ONNX file as a network. Each layer has the name of the node that computes it, and is translated when it is
 * first read.
 *
 * @throws UserError NETWORK_UNREADABLE or OP_UNSUPPORTED, naming the file and the location; PREPROCESSING_UNKNOWN when
 *   `preprocessing` is missing.
 */
export declare function openOnnx(path: string, { name, preprocessing }: OpenOptions): Promise<Model>;
/**
 * All files of a network: the ONNX file first, then those with its weights.
 *
 * @throws UserError NETWORK_UNREADABLE for any other file.
 */
export declare function filesOfOnnx(path: string): Promise<readonly string[]>;
