import type { Translation } from '../call.js';
/** By operation, for nodes whose inputs are all constant, of any rank. */
export declare const FOLDINGS: Readonly<Record<string, Translation>>;
