import type { Model } from './model.js';
import type { Preprocessing } from './preprocessing.js';
/** A kind of network file. */
export interface ModelSource {
    /** For messages: 'Keras HDF5', 'ONNX', ... */
    readonly name: string;
    /**
     * Whether a file looks like one of this kind. Must not throw.
     *
     * @param head - Its first 4096 bytes, or all of a shorter file.
     */
    recognises(head: Uint8Array): boolean;
    /**
     * Loads the reader, then reads the file.
     *
     * @throws UserError with the name of the file when it cannot be used.
     */
    open(path: string, options: OpenOptions): Promise<Model>;
}
/** What the user states about a network, besides its path. */
export interface OpenOptions {
    /** The name of the network. */
    readonly name: string;
    /** Its preprocessing, if the file does not state it. */
    readonly preprocessing?: Preprocessing | undefined;
    /** The architecture, for files that hold weights alone. @default recognised by the names of the layers */
    readonly architecture?: string | undefined;
}
