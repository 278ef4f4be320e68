import type { Model } from '../model.js';
/**
 * Opens the network.
 *
 * @param from - As in `readNsfwjs`.
 * @throws UserError as `readNsfwjs`.
 */
export declare function openNsfwjsInception(from?: readonly string[]): Promise<Model>;
