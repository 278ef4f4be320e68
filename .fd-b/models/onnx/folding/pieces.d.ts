import type { Translation } from '../call.js';
/** By operation. */
export declare const PIECE_FOLDINGS: Readonly<Record<string, Translation>>;
