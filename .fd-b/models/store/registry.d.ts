import { type Preprocessing } from '../preprocessing.js';
import type { OpenOptions } from '../source.js';
import { type CatalogEntry } from './catalog.js';
import { type Environment } from './environment.js';
/** A network of the user's own. */
export interface Registered {
    readonly name: string;
    /** Of its file, or of the folder of a TensorFlow.js model. Absolute. */
    readonly path: string;
    readonly preprocessing?: Preprocessing | undefined;
    /** The architecture, if the file holds weights alone. */
    readonly architecture?: string | undefined;
    /** Of a file with the names of its classes. Absolute. */
    readonly labels?: string | undefined;
}
/** A network that was found by its name. */
export interface FoundNetwork {
    readonly path: string;
    readonly options: OpenOptions;
    readonly labels: string | undefined;
    /** Of a pulled network; undefined for the user's own. */
    readonly entry: CatalogEntry | undefined;
}
/**
 * The network of this name among the pulled and added ones.
 *
 * @returns undefined for an unknown name.
 * @throws UserError NETWORK_NOT_PULLED, with the command that pulls it, for a known network that is not pulled;
 *   NETWORK_UNREADABLE when `networks.json` is damaged.
 */
export declare function findNetwork(name: string, environment?: Environment): Promise<FoundNetwork | undefined>;
/** All added networks, in order. @throws UserError NETWORK_UNREADABLE when `networks.json` is damaged. */
export declare function registered(environment?: Environment): Promise<readonly Registered[]>;
/**
 * Adds a network of the user's own, or replaces the one of the same name.
 *
 * @throws UserError ARGUMENT_INVALID for an invalid name or that of a known network; NETWORK_UNREADABLE when the file
 *   does not exist; STORE_UNUSABLE.
 */
export declare function addNetwork(network: Registered, environment?: Environment): Promise<void>;
/** Removes a network of the user's own from the list; its file stays. @returns whether there was one of this name. */
export declare function forgetNetwork(name: string, environment?: Environment): Promise<boolean>;
/**
 * Parses a preprocessing from the command line: a name, or `SCALE/OFFSET/ORDER` with one number per channel or one for
 * all, as in `255/-123.68,-116.779,-103.939/bgr`.
 *
 * @throws UserError PREPROCESSING_UNKNOWN with the choices.
 */
export declare function parsePreprocessing(text: string): Preprocessing;
