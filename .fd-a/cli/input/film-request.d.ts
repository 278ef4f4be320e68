import { type PresetSource } from '../../preset/load.js';
import type { Settings } from '../../preset/settings.js';
import type { Call } from '../command.js';
/** A film to render, with its preset checked. */
export interface FilmRequest {
    /** The name of the preset's file, after which the film is named if the preset does not name it. */
    readonly name: string;
    /** Path of the preset. */
    readonly path: string;
    readonly settings: Settings;
    /** The preset's text and overrides, in which problems are located. */
    readonly source: PresetSource;
    /** The value of --out: file or folder of the film, instead of the preset's. */
    readonly out: string | undefined;
}
/** The options that change the values of a preset. */
export declare const FILM_OPTIONS: {
    readonly draft: {
        readonly kind: 'flag';
        readonly about: 'Render a small and fast version with the same shots';
    };
    readonly out: {
        readonly kind: 'value';
        readonly about: 'File of the film, or a folder (an existing one, or a name that ends in a slash)';
    };
    readonly seed: {
        readonly kind: 'value';
        readonly about: 'Seed of everything random';
    };
    readonly size: {
        readonly kind: 'value';
        readonly about: 'Size of the frames, as in 512x512';
    };
    readonly fps: {
        readonly kind: 'value';
        readonly about: 'Frames per second; the motion keeps its speed';
    };
    readonly duration: {
        readonly kind: 'value';
        readonly about: 'Length of the film, as in 20s or 1m30s';
    };
    readonly format: {
        readonly kind: 'value';
        readonly about: string;
    };
    readonly quality: {
        readonly kind: 'value';
        readonly about: 'Constant rate factor: a smaller number is better and makes a larger file';
    };
    readonly set: {
        readonly kind: 'values';
        readonly about: 'Set any other value of the preset, as in camera.zoom.doubles=3s; may be repeated';
    };
    readonly threads: {
        readonly kind: 'value';
        readonly about: 'Threads of the engine (default: all)';
    };
};
/**
 * Loads a preset with the options of a call.
 *
 * @throws UserError as `findPreset`, `parseOverride` and `loadPreset`.
 */
export declare function loadFilm(word: string, call: Call): Promise<FilmRequest>;
/** The words of a command line that resumes a film. Its paths are absolute, so it works in any folder. */
export declare function commandOf({ path, out }: FilmRequest, call: Call): readonly string[];
