/** Keras's largest published network, ConvNeXtXLarge, takes 1.4 GB. The readers cannot hold more than this limit. */
export declare const MAX_FILE_BYTES: number;
/** Bytes by which sources recognise a file. */
export declare const HEAD_BYTES = 4096;
/**
 * All bytes of a file, in a new buffer.
 *
 * @throws UserError NETWORK_UNREADABLE when it does not exist, is not a file, is empty, or is larger than 2 GB.
 */
export declare function readModelFile(path: string): Promise<Uint8Array<ArrayBuffer>>;
/** The first bytes of a file, at most `HEAD_BYTES`. @throws UserError NETWORK_UNREADABLE as `readModelFile`. */
export declare function readHead(path: string): Promise<Uint8Array>;
/** Whether a file begins like JSON: an object. */
export declare function isJson(head: Uint8Array): boolean;
/** Whether a file begins like a zip archive: with 'PK', 3, 4. */
export declare function isZip(head: Uint8Array): boolean;
/** Whether a file begins like a web page, which is what most often arrives instead of a network. */
export declare function isWebPage(head: Uint8Array): boolean;
