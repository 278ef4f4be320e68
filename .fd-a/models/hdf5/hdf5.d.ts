import type { Tensor } from '../../tensor/tensor.js';
import type { Contents } from './hdf5-worker.js';
/** An open file. */
export interface Hdf5File extends Contents {
    /** For messages. */
    readonly name: string;
    /**
     * Reads datasets as float32, whatever number type they have.
     *
     * @throws UserError NETWORK_UNREADABLE when they hold anything but numbers.
     */
    read(paths: readonly string[]): Promise<ReadonlyMap<string, Tensor>>;
}
/** Whether a file begins like HDF5. */
export declare function isHdf5(head: Uint8Array): boolean;
/**
 * Opens a file for as long as `use` runs.
 *
 * @param name - The name of the file, for messages.
 * @param bytes - All of the file. They are transferred, so the array is empty afterwards.
 * @throws UserError NETWORK_UNREADABLE when the file is damaged, or holds something that no file of weights has.
 */
export declare function withHdf5<T>(name: string, bytes: Uint8Array<ArrayBuffer>, use: (file: Hdf5File) => Promise<T>): Promise<T>;
