import type { Translation } from '../call.js';
/** By operation. */
export declare const FIXED_PRODUCT_TRANSLATIONS: Readonly<Record<string, Translation>>;
