import type { Translation } from './call.js';
/** By operation. */
export declare const ELEMENT_TRANSLATIONS: Readonly<Record<string, Translation>>;
