import type { Model } from '../model.js';
/** The name of the bundled network, which is the default one. */
export declare const BUNDLED = "efficientnet-lite0";
/** The path of its file. */
export declare const BUNDLED_FILE: string;
/** @throws UserError NETWORK_UNREADABLE when a file of the package is missing or damaged. */
export declare function openBundled(): Promise<Model>;
