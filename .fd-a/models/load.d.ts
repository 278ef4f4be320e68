import { UserError } from '../errors.js';
import type { Model } from './model.js';
import type { OpenOptions } from './source.js';
/**
 * Opens a network by its name, or by the path of its file (or of the folder of a TensorFlow.js model).
 *
 * @throws UserError NETWORK_UNKNOWN with the known names; NETWORK_NOT_PULLED with the command that pulls the network;
 *   as `openFile`.
 */
export declare function openNetwork(nameOrPath: string, options?: Partial<OpenOptions>): Promise<Model>;
/**
 * A network for a description: opened, or, if it is known but not pulled yet, its architecture without weights.
 *
 * @returns the network, and the error that says how to pull it if it is not pulled.
 * @throws UserError as `openNetwork`, but NETWORK_NOT_PULLED only for a network whose architecture is not in the
 *   catalog.
 */
export declare function outlineNetwork(nameOrPath: string, options?: Partial<OpenOptions>): Promise<{
    readonly model: Model;
    readonly missing: UserError | undefined;
}>;
/**
 * Opens the file of a network, of any known kind.
 *
 * @param options - By default the name is that of the file, without its extension.
 * @throws UserError NETWORK_UNREADABLE when the file is of an unknown kind, damaged or incomplete; OP_UNSUPPORTED when
 *   it holds an operation that is not supported; PREPROCESSING_UNKNOWN when neither it nor the options state its
 *   preprocessing.
 */
export declare function openFile(path: string, options?: Partial<OpenOptions>): Promise<Model>;
