/** The folder of the built-in presets. */
export declare const BUILT_IN_FOLDER: string;
/** A preset on disk. */
export interface PresetFile {
    /** The file name without extension; films are named after it. */
    readonly name: string;
    readonly path: string;
}
/**
 * The file that a word names. A bare name means the built-in preset of that name, if there is one; everything else is a
 * path.
 *
 * @throws UserError PRESET_UNREADABLE for a bare name that is neither a built-in preset nor a file, with the nearest
 *   names.
 */
export declare function findPreset(word: string): Promise<PresetFile>;
/** A path to show: relative to the working folder if it is inside, unchanged otherwise. */
export declare function displayPath(path: string): string;
