import type { Translation } from './call.js';
/** By operation. */
export declare const FORM_TRANSLATIONS: Readonly<Record<string, Translation>>;
