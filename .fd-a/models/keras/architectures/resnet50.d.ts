import { type Architecture } from './architecture.js';
/** The older layout. */
export declare const resnet50: Architecture;
/** The newer layout. */
export declare const resnet50Common: Architecture;
