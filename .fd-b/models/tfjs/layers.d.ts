import type { Model } from '../model.js';
import type { OpenOptions } from '../source.js';
/** Opens a `model.json`. @throws UserError as `ModelSource.open`. */
export declare function openTfjsLayers(path: string, options: OpenOptions): Promise<Model>;
/**
 * The names of the files with the weights, beside a `model.json`.
 *
 * @throws UserError NETWORK_UNREADABLE for any other file.
 */
export declare function shardsOf(path: string): Promise<readonly string[]>;
