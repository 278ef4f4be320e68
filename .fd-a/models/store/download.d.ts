import { type Environment } from './environment.js';
/** What to download and how. */
export interface Download {
    readonly url: string;
    /** The partial file; `${part}.json` notes what it is a part of. */
    readonly part: string;
    readonly environment: Environment;
    readonly signal?: AbortSignal | undefined;
    /** Called as bytes arrive; the total is undefined when the server does not say. */
    readonly onProgress?: ((done: number, total: number | undefined) => void) | undefined;
    /** A connection that is silent for so long counts as broken. @default 60000 */
    readonly timeoutMs?: number | undefined;
    /** Pause before the second attempt; it doubles with each further one. @default 1000 */
    readonly pauseMs?: number | undefined;
}
/**
 * Downloads the whole of a file into `part`. When it fails, the received bytes stay there.
 *
 * @throws UserError DOWNLOAD_FAILED when the file cannot be had; NETWORK_UNREADABLE when a web page or too much comes
 *   instead; ARGUMENT_INVALID for a proxy that cannot be used. The signal's reason when it aborts.
 */
export declare function download(wanted: Download): Promise<void>;
