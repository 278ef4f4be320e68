import type { VideoFormat } from './formats.js';
/** The keys that MP4, QuickTime and WebM all keep. Other keys are dropped without an error. */
export declare const METADATA_KEYS: readonly string[];
/**
 * The most bytes of all values together: a command line on Windows has 32,767 characters.
 */
export declare const METADATA_MAX_BYTES = 28000;
/**
 * The arguments that write the metadata; none for a format that keeps no metadata.
 *
 * @throws RangeError for an unknown key, a NUL in a value, or more than `METADATA_MAX_BYTES` of text.
 */
export declare function metadataArguments(format: VideoFormat, metadata: Readonly<Record<string, string>>): readonly string[];
