// What a kind of network file is to the rest: something that recognises a file by its first bytes and opens it.

import type { Model } from './model.js';
import type { Preprocessing } from './preprocessing.js';

/** A kind of file that networks come in. */
export interface ModelSource {
  /** For messages: 'Keras HDF5', 'ONNX', ... */
  readonly name: string;
  /**
   * Whether the file looks like one of this kind. Must not throw.
   *
   * @param path - Of the file.
   * @param head - Its first 4096 bytes, or all where it is shorter.
   */
  recognises(path: string, head: Uint8Array): boolean;
  /** @throws UserError naming the file, where it cannot be used. */
  open(path: string, options: OpenOptions): Promise<Model>;
}

/** What the user says of a network, besides where it is. */
export interface OpenOptions {
  /** What the network is called. */
  readonly name: string;
  /** What it was trained on, where the file does not say. */
  readonly preprocessing?: Preprocessing | undefined;
  /** Whose weights these are, for files that hold nothing but weights. @default found out by the names of the layers */
  readonly architecture?: string | undefined;
}
