import type { Translation } from '../call.js';
/** By operation. */
export declare const ARITHMETIC_FOLDINGS: Readonly<Record<string, Translation>>;
