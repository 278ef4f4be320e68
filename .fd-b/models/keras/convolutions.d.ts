import { type LayerKind } from './builders.js';
/** By Keras's class name. */
export declare const CONVOLUTION_LAYERS: Readonly<Record<string, LayerKind>>;
