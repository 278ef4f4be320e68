import type { Atlas, AtlasNetwork, AtlasPlan } from '../../atlas/atlas.js';
import type { Model } from '../../models/model.js';
/** What to make. */
export interface AtlasRequest {
    readonly model: Model;
    readonly network: AtlasNetwork;
    /** Names. Layers that the atlas already has are not made again. */
    readonly layers: readonly string[];
    readonly folder: string;
    readonly plan: AtlasPlan;
    /** Program and engine, for people. */
    readonly madeBy: string;
    /** @default all */
    readonly threads?: number | undefined;
    /** Stops the work. Neurons in progress are dropped; finished ones are kept and shown on the page. */
    readonly signal?: AbortSignal | undefined;
    readonly onEvent?: ((event: AtlasEvent) => void) | undefined;
}
/** Progress of an atlas. */
export type AtlasEvent = 
/** Emitted once, before the first neuron. `known` of the `neurons` are already finished. */
{
    readonly kind: 'start';
    readonly network: string;
    readonly folder: string;
    readonly neurons: number;
    readonly known: number;
}
/** A neuron is finished and on disk. */
 | {
    readonly kind: 'neuron';
    readonly layer: string;
    readonly neuron: number;
    readonly dead: boolean;
}
/** A layer is complete. */
 | {
    readonly kind: 'layer';
    readonly layer: string;
    readonly neurons: number;
    readonly dead: number;
};
/** The atlas in its folder. */
export interface MadeAtlas {
    /** The layers that are complete. */
    readonly atlas: Atlas;
    /** Path of the page. */
    readonly page: string;
    /** Whether the signal stopped it early. The next call continues. */
    readonly stopped: boolean;
}
/**
 * Makes an atlas, or continues it.
 *
 * @throws UserError LAYER_UNKNOWN, SIZE_TOO_SMALL; ATLAS_UNUSABLE when the folder holds the atlas of another network or
 *   plan, is damaged, or is in use by another process; OUTPUT_UNWRITABLE, DISK_FULL.
 */
export declare function growAtlas(request: AtlasRequest): Promise<MadeAtlas>;
