import { type Architecture } from './architecture.js';
/** Separable convolutions in residual blocks, in three flows. */
export declare const xception: Architecture;
