import { UserError } from '../../errors.js';
import type { Settings } from '../../preset/settings.js';
import type { Timeline } from '../../timeline/timeline.js';
import type { Ffmpeg } from '../../video/encode/ffmpeg.js';
import type { FormatName } from '../../video/encode/formats.js';
import { type PrepareOptions } from '../prepare.js';
import { type ResolvedSettings } from '../resolve-neurons.js';
import { type FilmEstimate } from './estimate.js';
/** Options of the check. */
export interface CheckOptions extends PrepareOptions {
    /** The name of the film if its settings name no file. @default 'film' */
    readonly name?: string | undefined;
    /** A file or a folder (an existing one, or a name that ends in a slash), instead of the settings' output. */
    readonly out?: string | undefined;
}
/** The result of the check. */
export interface FilmCheck {
    /** The settings with a number for every neuron. */
    readonly settings: ResolvedSettings;
    readonly timeline: Timeline;
    /** Absolute path of the future film. */
    readonly film: string;
    readonly format: FormatName;
    readonly ffmpeg: Ffmpeg;
    readonly network: string;
    readonly engine: string;
    readonly threads: number;
    /** The layers that the film uses, each with the side of the smallest square picture that it accepts, in pixels. */
    readonly layers: readonly {
        readonly name: string;
        readonly neurons: number;
        readonly minimumSize: number;
    }[];
    /** Neurons of the film that do not respond to gradient ascent; they would stay blank. */
    readonly deadNeurons: readonly {
        readonly layer: string;
        readonly neuron: number;
    }[];
    readonly estimate: FilmEstimate;
    /** The errors with which `renderFilm` would refuse the film now: MEMORY_SHORT, DISK_FULL, FILM_EXISTS. */
    readonly problems: readonly UserError[];
}
/**
 * Checks a film and estimates what it takes. Renders and writes nothing; takes a few seconds.
 *
 * @throws UserError for everything else that `renderFilm` refuses: see `prepareFilm` and `resolveOutput`.
 */
export declare function checkFilm(settings: Settings, options?: CheckOptions): Promise<FilmCheck>;
