import { type PictureFormat, type PictureSettings } from '../../preset/picture/picture.js';
import { type Subject } from '../../preset/picture/subject.js';
import type { Call } from '../command.js';
/** The options that all commands for pictures have. */
export declare const PICTURE_OPTIONS: {
    readonly network: {
        readonly kind: 'value';
        readonly about: 'Name or file of the network';
    };
    readonly out: {
        readonly kind: 'value';
        readonly about: 'File of the picture, or a folder (an existing one, or a name that ends in a slash)';
    };
    readonly seed: {
        readonly kind: 'value';
        readonly about: 'Seed of everything random';
    };
    readonly format: {
        readonly kind: 'value';
        readonly about: string;
    };
    readonly quality: {
        readonly kind: 'value';
        readonly about: 'Quality of JPEG, WebP and AVIF, 1 to 100';
    };
    readonly set: {
        readonly kind: 'values';
        readonly about: 'Set any other value, as in ascent.rate=0.05; may be repeated';
    };
};
/**
 * Reads a subject from the command line, and the file of a direction if it names one.
 *
 * @throws UserError as `parseSubject`.
 */
export declare function readSubject(word: string): Promise<Subject>;
/** What a command sets for its pictures before it reads the options. */
export interface PictureBase {
    readonly kind: 'image' | 'sheet';
    readonly show: readonly (readonly Subject[])[];
    /** Defaults of this command that differ from the schema's, by the path of the value. */
    readonly defaults?: Readonly<Record<string, unknown>>;
}
/**
 * The settings for the words and options of a call.
 *
 * @throws UserError PRESET_INVALID with the name of the option.
 */
export declare function pictureSettings(call: Call, { kind, show, defaults }: PictureBase): PictureSettings;
/** The format of a file, by its extension. */
export declare function formatOfFile(file: string): PictureFormat | undefined;
/**
 * The absolute path of a picture's file.
 *
 * @param name - Name of the file without extension, used unless --out names a file.
 * @throws UserError ARGUMENT_INVALID when the extension of --out belongs to another format.
 */
export declare function pictureTarget(call: Call, name: string, format: PictureFormat): Promise<string>;
/** Turns a subject into a part of a file name. */
export declare function fileName(words: string): string;
