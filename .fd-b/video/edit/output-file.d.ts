/** An output under its temporary name. */
export interface OutputFile {
    /**
     * The path to write to: an empty file or folder on the same disk, named `.neurozoom-PID-N` with the final extension.
     */
    readonly path: string;
    /**
     * Flushes everything to disk and renames it to the final name, replacing an existing file. Returns its size in bytes.
     *
     * @throws UserError DISK_FULL or OUTPUT_UNWRITABLE; then nothing is renamed.
     */
    seal(): Promise<number>;
    /** Removes the file or folder, except after `seal`. Safe to call more than once. */
    discard(): Promise<void>;
}
/**
 * Prepares to write `target` (absolute), and creates the folders above it.
 *
 * @param folder - Whether the target is a folder of numbered pictures. An existing one is replaced only if it holds
 *   nothing else.
 * @param extension - Extension of the temporary file, with the dot.
 * @throws UserError OUTPUT_UNWRITABLE when the target cannot be written there, DISK_FULL when not even an empty file
 *   fits.
 */
export declare function openOutput(target: string, { folder, extension }: {
    readonly folder: boolean;
    readonly extension: string;
}): Promise<OutputFile>;
/**
 * Flushes a complete file or folder to disk and renames it to its final name on the same disk, replacing an existing
 * one.
 *
 * @returns its size in bytes.
 * @throws UserError DISK_FULL or OUTPUT_UNWRITABLE; then nothing is renamed.
 */
export declare function putInPlace(path: string, target: string, folder: boolean): Promise<number>;
/**
 * Refuses a target that must not be replaced.
 *
 * @throws UserError OUTPUT_UNWRITABLE for a folder where a file is expected, the reverse, a device, or a folder with
 *   anything but pictures.
 */
export declare function checkTarget(target: string, folder: boolean): Promise<void>;
