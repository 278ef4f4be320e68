import type { Settings } from './settings.js';
/** Writes settings as a preset, without keys that are null. Loading it gives equal settings. */
export declare function toYaml(settings: Settings): string;
