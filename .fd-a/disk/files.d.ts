import type { Hash } from 'node:crypto';
/** The result of a file operation; null if the file or a folder in its path does not exist. */
export declare function ifExists<T>(operation: Promise<T>): Promise<T | null>;
/** Whether a file or folder exists and is accessible. */
export declare function exists(path: string): Promise<boolean>;
/** Whether a path is a regular file, or a link to one. */
export declare function isFile(path: string): Promise<boolean>;
/** Whether a path is a folder, or a link to one. */
export declare function isFolder(path: string): Promise<boolean>;
/** Whether a file or folder of this name was created by the system. */
export declare function isSystemFile(name: string): boolean;
/**
 * The names in a folder, sorted, without system files.
 *
 * @throws The system's error when it cannot be read.
 */
export declare function listFolder(folder: string): Promise<readonly string[]>;
/**
 * Removes a file or a folder with its contents, if it exists. Tries again for a second while a virus scanner or a file
 * server holds it. A folder that only has system files left counts as removed.
 */
export declare function remove(path: string): Promise<void>;
/** Adds all bytes of a file to a hash, piece by piece. @throws The system's error when it cannot be read. */
export declare function addFile(hash: Hash, path: string): Promise<void>;
