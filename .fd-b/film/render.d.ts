import type { Settings } from '../preset/settings.js';
import type { PausedFilm, RenderedFilm, RenderOptions } from './events.js';
/**
 * Renders a film, or resumes its interrupted render. Only with `stop` can it end with a `PausedFilm`.
 *
 * @throws UserError for everything that the user can fix: see `openRender` and `renderLoop`, and FFMPEG_FAILED,
 *   DISK_FULL, JOB_DAMAGED. The job keeps its files. Rejects with the reason of `signal` if it aborts.
 */
export declare function renderFilm(settings: Settings, options?: RenderOptions & {
    readonly stop?: undefined;
}): Promise<RenderedFilm>;
export declare function renderFilm(settings: Settings, options: RenderOptions): Promise<RenderedFilm | PausedFilm>;
