import { type Architecture } from './architecture.js';
/** Five blocks of convolutions, thirteen in all. */
export declare const vgg16: Architecture;
/** Five blocks of convolutions, sixteen in all. */
export declare const vgg19: Architecture;
