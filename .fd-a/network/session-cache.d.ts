import type { Engine } from '../engines/engine.js';
import type { Model } from '../models/model.js';
import type { SessionSource } from '../optvis/ascend.js';
/**
 * This many sessions stay open whatever memory they take, since a crossfade needs two. At 512 px an open session takes
 * 100 to 400 MB, and opening one takes half a second.
 */
export declare const ALWAYS_OPEN = 2;
/** Options of a session cache. */
export interface SessionCacheOptions {
    /** The largest pictures that will be evaluated, in pixels. @default 512 x 512 */
    readonly largest?: {
        readonly height: number;
        readonly width: number;
    } | undefined;
    /**
     * The memory that all open sessions may take together, in bytes (estimated). If an objective needs more sessions at
     * once than fit, they are opened and closed at every step. @default half of the machine's memory
     */
    readonly memoryBytes?: number | undefined;
    /** After it aborts, no sessions are opened. */
    readonly signal?: AbortSignal | undefined;
}
/** Opens sessions when they are needed, and keeps them. */
export interface SessionCache {
    /** The source of sessions. Sessions that an objective needs at once (see `SessionSource`) stay open together. */
    readonly of: SessionSource;
    /** Closes all open sessions. None may be evaluated during or after this. */
    close(): Promise<void>;
    /**
     * Abandons sessions that may hang. Idle sessions are closed at once, a busy one when it returns. This cache opens no
     * more sessions.
     *
     * @returns a new cache with the same options.
     */
    replace(): SessionCache;
}
/** Opens a cache for the layers of a network. Opens no session yet. */
export declare function openSessionCache(model: Model, engine: Engine, options?: SessionCacheOptions): SessionCache;
/** The memory of this machine or the limit of its container, in bytes. */
export declare function machineMemory(): number;
