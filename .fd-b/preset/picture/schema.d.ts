import { type FieldProblem } from '../schema/fields.js';
import { type PictureSettings } from './picture.js';
/** Checks a picture's settings, as parsed from YAML or JSON. */
export declare function checkPicture(value: unknown): {
    readonly value: PictureSettings;
} | {
    readonly problems: readonly FieldProblem[];
};
/** The JSON Schema (draft-07) of pictures' settings, as `checkPicture` accepts them. */
export declare function pictureSchema(): object;
/** The first key of a picture's settings. Presets of films do not have it. */
export declare const PICTURE_KINDS: readonly ['image', 'sheet'];
/** Whether the settings in a file's metadata are those of a picture rather than of a film. */
export declare function isPicture(value: unknown): boolean;
