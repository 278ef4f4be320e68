import type { PictureSettings } from './picture.js';
import { type Subject } from './subject.js';
/** Writes settings without keys that are null or have no effect. Loading the text gives equal settings. */
export declare function pictureToYaml(settings: PictureSettings): string;
/** A subject as plain data for YAML, in its short form if it has one. */
export declare function subjectToYaml(subject: Subject): unknown;
