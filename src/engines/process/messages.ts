// Messages between the program and an engine's process: a small head as JSON, then numbers as they lie in memory. A pipe
// carries them in both directions, each request with one reply, in order. Pictures and gradients lie in memory that
// both processes share, where there is any; otherwise they follow the head.

import type { ErrorCode } from '../../errors.js';
import type { HostName } from '../hosts.js';
import type { OnnxOptions } from '../onnx-host.js';

/** File descriptor of the pipe in the engine's process. */
export const PIPE = 3;
/** File descriptor of the shared memory there, if there is any. */
export const MEMORY = 4;
/** The argument of a process that has shared memory. */
export const SHARES_MEMORY = 'shares-memory';

/** The argument of a process that was started before it is known what it computes: it loads the usual library. */
export const LOADS_AHEAD = 'loads-ahead';

/** Where the numbers of a tensor are: at this byte of the shared memory, or next in the body. */
export type Location = number | 'body';

/** A tensor of a message. */
export interface SentTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly at: Location;
}

/** An output to compute. */
export interface WantedOutput {
  readonly name: string;
  /** The shape, if it is known and the result is wanted in the shared memory at `at`. */
  readonly shape?: readonly number[];
  readonly at?: number;
}

/** A request to the process. */
export type Request =
  | { readonly do: 'start'; readonly host: HostName; readonly options: OnnxOptions }
  /** The body is the serialised graph. */
  | { readonly do: 'open'; readonly session: number }
  | {
      readonly do: 'run';
      readonly session: number;
      readonly inputs: readonly SentTensor[];
      readonly outputs: readonly WantedOutput[];
    }
  | { readonly do: 'close'; readonly session: number };

/** The reply to a request. */
export type Reply =
  | { readonly is: 'started'; readonly description: string; readonly threads: number }
  | { readonly is: 'done' }
  | { readonly is: 'ran'; readonly outputs: readonly SentTensor[] }
  | {
      readonly is: 'failed';
      readonly message: string;
      /** Of a UserError. */
      readonly user?: { readonly code: ErrorCode; readonly hint: string | undefined };
    };

/** A message and its body. */
export interface Message<Head> {
  readonly head: Head;
  readonly body: Uint8Array;
}

/** Lengths of head and body, as 32-bit numbers, begin each message. */
const PREFIX_BYTES = 8;

/** A message up to this many bytes is one piece, so that one call writes it. */
const ONE_PIECE = 65_536;

/** The bytes of a message, in pieces. */
export function encode(head: Request | Reply, body: readonly Uint8Array[] = []): readonly Uint8Array[] {
  const text = Buffer.from(JSON.stringify(head));
  const first = Buffer.allocUnsafe(PREFIX_BYTES + text.length);
  first.writeUInt32LE(text.length, 0);
  const bytes = body.reduce((sum, { length }) => sum + length, 0);
  first.writeUInt32LE(bytes, 4);
  first.set(text, PREFIX_BYTES);
  const isSmall = body.length > 0 && first.length + bytes <= ONE_PIECE;
  return isSmall ? [Buffer.concat([first, ...body])] : [first, ...body];
}

/** Reads messages out of a stream of bytes. */
export interface Decoder<Head> {
  /** How many bytes the current part of a message still needs. */
  missing(): number;
  /** Takes the next bytes, at most as many as are missing. @returns the message that they complete. */
  take(bytes: Uint8Array): Message<Head> | undefined;
}

/** Opens a decoder. */
export function openDecoder<Head>(): Decoder<Head> {
  let part = new Uint8Array(PREFIX_BYTES);
  let filled = 0;
  let head: Head | undefined;
  let lengths: readonly [head: number, body: number] | undefined;
  const expect = (length: number) => {
    part = new Uint8Array(length);
    filled = 0;
  };
  return {
    missing: () => part.length - filled,
    take(bytes) {
      part.set(bytes, filled);
      filled += bytes.length;
      if (filled < part.length) return undefined;
      if (lengths === undefined) {
        const view = new DataView(part.buffer);
        lengths = [view.getUint32(0, true), view.getUint32(4, true)];
        expect(lengths[0]);
        return undefined;
      }
      if (head === undefined) {
        head = JSON.parse(Buffer.from(part.buffer).toString()) as Head;
        expect(lengths[1]);
        if (lengths[1] > 0) return undefined;
      }
      const message = { head, body: part };
      [head, lengths] = [undefined, undefined];
      expect(PREFIX_BYTES);
      return message;
    },
  };
}

/** The bytes of a tensor's numbers, not copied. */
export function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
