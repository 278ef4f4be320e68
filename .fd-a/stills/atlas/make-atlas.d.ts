import { type AtlasEvent, type MadeAtlas } from './grow-atlas.js';
/** What an atlas contains and how it is made. */
export interface AtlasOptions {
    /** Names of layers. @default six, from the first to the last */
    readonly layers?: readonly string[] | undefined;
    /** @default the network's own folder, where presets look for the atlas */
    readonly folder?: string | undefined;
    /** Side of a thumbnail, in pixels: 32 to 256. @default 96 */
    readonly thumbnailSide?: number | undefined;
    /** Seed of the noise that all pictures start from, 0 to 999999999. @default 7 */
    readonly seed?: number | undefined;
    /** Threads to use. @default all threads of the machine */
    readonly threads?: number | undefined;
    /** Stops the work early. Finished neurons are kept and shown on the page. */
    readonly signal?: AbortSignal | undefined;
    readonly onEvent?: ((event: AtlasEvent) => void) | undefined;
}
/**
 * Makes the atlas of a network, or continues it: a picture of every neuron of some layers with its measures, and a page
 * to look through them.
 *
 * @param network - Its name, or the path of its file.
 * @throws UserError ARGUMENT_INVALID for a side or seed out of range; LAYER_UNKNOWN, SIZE_TOO_SMALL, ATLAS_UNUSABLE,
 *   OUTPUT_UNWRITABLE, DISK_FULL (see `growAtlas`); and as `openNetwork`.
 */
export declare function makeAtlas(network: string, { layers, folder, thumbnailSide, seed, threads, signal, onEvent }?: AtlasOptions): Promise<MadeAtlas>;
