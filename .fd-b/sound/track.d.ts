import { type SoundAnalysis } from './analysis.js';
import { type DecodeOptions } from './decode.js';
/** A sound file and what is known of it. */
export interface Track {
    /** As it was given. */
    readonly path: string;
    /** SHA-256 of the file, in hexadecimal digits. */
    readonly sha256: string;
    readonly analysis: SoundAnalysis;
}
/** What opening a track needs. */
export interface TrackOptions extends Omit<DecodeOptions, 'ffmpeg'> {
    readonly ffmpeg: {
        readonly path: string;
        readonly version: string;
    };
}
/**
 * Opens a track. The first time takes about a second for each minute; later the analysis comes from the cache.
 *
 * @throws UserError SOUND_UNREADABLE when the file does not exist or cannot be read; SOUND_UNUSABLE when it is damaged,
 *   silent, too long or too short, or holds no sound.
 */
export declare function openTrack(path: string, options: TrackOptions): Promise<Track>;
