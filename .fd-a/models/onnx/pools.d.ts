import type { Translation } from './call.js';
/** By operation. */
export declare const POOL_TRANSLATIONS: Readonly<Record<string, Translation>>;
