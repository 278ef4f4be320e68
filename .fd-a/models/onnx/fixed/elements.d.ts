import type { Translation } from '../call.js';
/** By operation. */
export declare const FIXED_ELEMENT_TRANSLATIONS: Readonly<Record<string, Translation>>;
