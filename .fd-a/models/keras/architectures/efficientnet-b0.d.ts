import { type Architecture } from './architecture.js';
/** Gated blocks of depthwise convolutions, as Keras builds them for the published weights. */
export declare const efficientnetB0: Architecture;
/** The same, as Keras builds it without the published weights. */
export declare const efficientnetB0Scratch: Architecture;
