import type { CatalogEntry } from '../../models/store/catalog.js';
import type { Terminal } from '../terminal.js';
/** Where the action writes, and in which form. */
export interface PullOutput {
    readonly terminal: Terminal;
    readonly json: boolean;
}
/** Downloads networks one after the other. @returns the exit code. @throws UserError as `pullNetwork`. */
export declare function pullAll(entries: readonly CatalogEntry[], from: string | undefined, { terminal, json }: PullOutput): Promise<number>;
