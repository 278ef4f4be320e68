import { type CatalogEntry } from './catalog.js';
import { type Environment } from './environment.js';
/** Where to get a network from, and how to follow the progress. */
export interface PullOptions {
    /**
     * A file, a folder with the file, or the address of either (a folder's ends in a slash). @default the official
     * address
     */
    readonly from?: string | undefined;
    readonly onProgress?: ((done: number, total: number | undefined) => void) | undefined;
    readonly signal?: AbortSignal | undefined;
    /** @default process.env */
    readonly environment?: Environment | undefined;
    /** As in `Download`. */
    readonly pauseMs?: number | undefined;
    readonly timeoutMs?: number | undefined;
}
/** The path of a pulled network, whether or not it is pulled. */
export declare function pathOfNetwork({ name }: CatalogEntry, environment?: Environment): string;
/** Whether a network is pulled. */
export declare function isPulled(entry: CatalogEntry, environment?: Environment): Promise<boolean>;
/** A network on this machine. */
export interface PulledNetwork {
    readonly path: string;
    /** Whether this call downloaded or copied it. */
    readonly isNew: boolean;
    /** Of the file, hexadecimal. */
    readonly sha256: string;
}
/**
 * Pulls a known network, unless an intact copy exists. The bytes of an interrupted download are kept for the next call.
 *
 * @throws UserError DOWNLOAD_FAILED; NETWORK_UNREADABLE when the file is another one; DISK_FULL; STORE_UNUSABLE when
 *   the folder cannot be written to, or another process is pulling the same network. The signal's reason when it
 *   aborts.
 */
export declare function pullNetwork(entry: CatalogEntry, { from, onProgress, signal, environment, ...line }?: PullOptions): Promise<PulledNetwork>;
/**
 * Removes a pulled network, or the part of one whose download did not finish.
 *
 * @returns whether there was anything to remove.
 */
export declare function removePulled(entry: CatalogEntry, environment?: Environment): Promise<boolean>;
/** A UserError for an error of the file system in the folder; other errors unchanged. */
export declare function toUserError(error: unknown, path: string): unknown;
