import type { Translation } from '../call.js';
/** By operation. */
export declare const RESIZE_FOLDINGS: Readonly<Record<string, Translation>>;
