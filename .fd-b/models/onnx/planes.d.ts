import type { Translation } from './call.js';
/** By operation. */
export declare const PLANE_TRANSLATIONS: Readonly<Record<string, Translation>>;
