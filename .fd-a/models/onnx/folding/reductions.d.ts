import type { Translation } from '../call.js';
/** By operation. */
export declare const REDUCTION_FOLDINGS: Readonly<Record<string, Translation>>;
