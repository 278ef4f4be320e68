import type { Atlas, AtlasNetwork } from './atlas.js';
/** The path of `atlas.json`. */
export declare function atlasFile(folder: string): string;
/** The path of the page. */
export declare function pageFile(folder: string): string;
/** The name of a network's folder among the atlases of other networks. */
export declare function folderName({ name, hash }: AtlasNetwork): string;
/**
 * Turns a name into one that every file system accepts. Different names give different stems, even on file systems that
 * ignore case.
 */
export declare function fileStem(name: string): string;
/**
 * Reads the atlas of a folder.
 *
 * @returns undefined if there is none.
 * @throws UserError ATLAS_UNUSABLE when it is damaged or cannot be read.
 */
export declare function readAtlas(folder: string): Promise<Atlas | undefined>;
/** Writes `atlas.json`. @throws UserError DISK_FULL, OUTPUT_UNWRITABLE. */
export declare function writeAtlas(folder: string, atlas: Atlas): Promise<void>;
/** Writes a file atomically. @throws UserError DISK_FULL, OUTPUT_UNWRITABLE. */
export declare function writeInFolder(path: string, ...pieces: readonly (string | Uint8Array)[]): Promise<void>;
