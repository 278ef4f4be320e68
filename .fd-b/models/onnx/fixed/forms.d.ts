import type { Translation } from '../call.js';
/** By operation. */
export declare const FIXED_FORM_TRANSLATIONS: Readonly<Record<string, Translation>>;
