import { type Architecture } from './architecture.js';
/** At full width. */
export declare const mobilenetV2: Architecture;
