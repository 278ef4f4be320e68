import type { UnfinishedFilm } from './jobs.js';
/** A preview. */
export interface Preview {
    readonly path: string;
    readonly frames: number;
    readonly bytes: number;
}
/**
 * Makes a playable film of the frames so far, beside the unfinished film: `NAME.preview.mp4`.
 *
 * @throws UserError ARGUMENT_INVALID when there are no frames yet; JOB_DAMAGED, JOB_DIFFERS when the job cannot be
 *   read; FFMPEG_FAILED, FILM_INCOMPLETE, OUTPUT_UNWRITABLE, DISK_FULL.
 */
export declare function previewJob({ film, folder, file, unreadable }: UnfinishedFilm, signal?: AbortSignal): Promise<Preview>;
