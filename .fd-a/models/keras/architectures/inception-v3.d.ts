import { type Architecture } from './architecture.js';
/** Eleven blocks of parallel branches. */
export declare const inceptionV3: Architecture;
