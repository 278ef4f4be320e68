import type { Translation } from '../call.js';
/** By operation. */
export declare const FIXED_TRANSLATIONS: Readonly<Record<string, Translation>>;
