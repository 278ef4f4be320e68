import type { Preprocessing } from '../../models/preprocessing.js';
import type { Terminal } from '../terminal.js';
/** Options of the action. */
export interface ShowOptions {
    /** The name of the network, or the path of its file. */
    readonly network: string;
    readonly layer: string | undefined;
    /** The size as written: `224x224`. */
    readonly size: string | undefined;
    readonly preprocessing?: Preprocessing;
    readonly architecture?: string;
    readonly json: boolean;
}
/**
 * @returns the exit code.
 * @throws UserError ARGUMENT_INVALID for a size that cannot be read; LAYER_UNKNOWN; as `openNetwork`.
 */
export declare function show(options: ShowOptions, terminal: Terminal): Promise<number>;
