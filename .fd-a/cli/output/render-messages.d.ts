import type { FilmEvent, PausedFilm, RenderedFilm } from '../../film/events.js';
import type { Settings } from '../../preset/settings.js';
/** The film that the messages are about. */
export interface DescribedFilm {
    readonly name: string;
    readonly settings: Settings;
    /** The words of the command line that resumes it. */
    readonly command: readonly string[];
}
/** The message for an event; null for an event that only updates the progress. */
export declare function describeEvent(film: DescribedFilm, event: FilmEvent): string | null;
/** The message for a film that was stopped. */
export declare function describePause({ name, command }: DescribedFilm, { film, frame, written, of }: PausedFilm): string;
/** The message for a finished film. */
export declare function describeEnd({ name, settings }: DescribedFilm, film: RenderedFilm, seconds: number): string;
