import { UserError } from '../errors.js';
/** The UserError for a disk error on `target`; any other error unchanged. */
export declare function explainDiskError(error: unknown, target: string): unknown;
/** The error for a full disk. @param when - Appended to the message, for example `after frame 12`. */
export declare function diskFull(target: string, when: string, cause?: unknown): UserError;
/** Whether less than 64 kB are free in a folder; `false` if the system does not say. */
export declare function isDiskFull(folder: string): Promise<boolean>;
/** The free bytes in a folder; `null` if the system does not say. */
export declare function freeBytes(folder: string): Promise<number | null>;
