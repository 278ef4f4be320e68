import type { CatalogEntry } from './catalog.js';
/** What a file is. */
export interface Verdict {
    /** What is wrong with it, in words; null when it is what Keras publishes. */
    readonly fault: string | null;
    /** Hexadecimal. */
    readonly sha256: string;
}
/** Compares a file with what is published about a network. */
export declare function inspect(path: string, { bytes, md5 }: CatalogEntry): Promise<Verdict>;
/** The file that notes the SHA-256 of a pulled network. */
export declare function noteOf(path: string): string;
/** Notes the SHA-256 of a pulled network. @throws The system's error when it cannot be written. */
export declare function writeNote(path: string, sha256: string): Promise<void>;
/** The SHA-256 that was noted; null when none was, or when the note is damaged. */
export declare function readNote(path: string): Promise<string | null>;
/**
 * Checks that a pulled network is still the file that was pulled. Without a note, the file is inspected, and noted if
 * the folder is writable.
 *
 * @throws UserError NETWORK_UNREADABLE when the file has changed, or is not what Keras publishes.
 */
export declare function expectUnchanged(path: string, entry: CatalogEntry): Promise<void>;
