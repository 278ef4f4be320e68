/** The paths of a film that exists or will be written. */
interface FilmPaths {
    readonly film: string;
    /** Path of the settings beside it. */
    readonly settings: string;
    readonly format: {
        readonly folder: boolean;
        readonly keepsMetadata: boolean;
    };
}
/** The line of a film's settings that names its preset. */
export declare function presetLine(name: string): string;
/** The name of the preset in a film's settings; null if the text is not that, or names no preset. */
export declare function presetNameIn(text: string): string | null;
/**
 * Refuses to replace a film that another preset made, or any other file.
 *
 * @param name - Name of the preset to render.
 * @throws UserError FILM_EXISTS.
 */
export declare function checkReplaceable({ film, settings, format }: FilmPaths, name: string): Promise<void>;
export {};
