// Turns the metadata of a film (title, comment and so on) into arguments of ffmpeg. A metadata file would not work,
// since the 2018 build cuts its lines at 1,024 bytes.
/** The keys that MP4, QuickTime and WebM all keep. Other keys are dropped without an error. */
export const METADATA_KEYS = ['title', 'artist', 'album', 'comment', 'genre', 'copyright', 'date'];
/**
 * The most bytes of all values together: a command line on Windows has 32,767 characters.
 */
export const METADATA_MAX_BYTES = 28_000;
/**
 * The arguments that write the metadata; none for a format that keeps no metadata.
 *
 * @throws RangeError for an unknown key, a NUL in a value, or more than `METADATA_MAX_BYTES` of text.
 */
export function metadataArguments(format, metadata) {
    const entries = Object.entries(metadata);
    for (const [key, value] of entries) {
        if (!METADATA_KEYS.includes(key)) {
            throw new RangeError(`Expected a metadata key to be one of ${METADATA_KEYS.join(', ')}, got \`${key}\`.`);
        }
        if (value.includes('\0'))
            throw new RangeError(`Expected \`metadata.${key}\` to be text, got a NUL in it.`);
    }
    const bytes = entries.reduce((sum, [, value]) => sum + Buffer.byteLength(value), 0);
    if (bytes > METADATA_MAX_BYTES) {
        throw new RangeError(`Expected \`metadata\` to be at most ${METADATA_MAX_BYTES} bytes long, got \`${bytes}\`.`);
    }
    if (!format.keepsMetadata)
        return [];
    return entries.flatMap(([key, value]) => ['-metadata', `${key}=${value}`]);
}
//# sourceMappingURL=metadata.js.map