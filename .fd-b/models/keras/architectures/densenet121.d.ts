import { type Architecture } from './architecture.js';
/** Each layer of a block reads the outputs of all layers before it. */
export declare const densenet121: Architecture;
