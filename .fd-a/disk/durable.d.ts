import { type FileHandle } from 'node:fs/promises';
/** Extension of a temporary file. A temporary file that is found later was left by a killed process. */
export declare const TEMPORARY = ".tmp";
/**
 * Writes a file so that after a crash at any moment it holds either the complete new contents or the complete old ones.
 *
 * @param pieces - Written in order.
 */
export declare function writeDurably(path: string, ...pieces: readonly (string | Uint8Array)[]): Promise<void>;
/** Renames a file within a disk, so that the new name survives a crash. */
export declare function renameDurably(from: string, to: string): Promise<void>;
/** Renames a file; tries again while a virus scanner, an indexer or a file server holds it or the file it replaces. */
export declare function renameWithRetries(from: string, to: string): Promise<void>;
/** Flushes a file to the disk. @returns its size in bytes. */
export declare function flush(path: string): Promise<number>;
/** Makes renames in this folder survive a power cut. Not possible on Windows, which does not open folders. */
export declare function flushNames(folder: string): Promise<void>;
/** Writes all bytes at a position in a file. The system may write only a part per call. */
export declare function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void>;
/**
 * Creates a folder and its missing parents, one by one: `mkdir` with `recursive` never ends if none can be created and
 * the system answers ENOENT (`/proc`).
 */
export declare function makeFolders(folder: string): Promise<void>;
