// HDF5 files, read on a thread that is ended when it takes too long, falls, or has grown. What a file may hold, and its limits, stand in
// hdf5-worker.ts.

import { Worker } from 'node:worker_threads';
import { UserError } from '../errors.js';
import type { Tensor } from '../tensor/tensor.js';
import type { Contents, Reply, Request } from './hdf5-worker.js';

/** An open file. */
export interface Hdf5File extends Contents {
  /** For messages. */
  readonly name: string;
  /** Reads datasets, in float32 whatever they are stored in. @throws UserError NETWORK_UNREADABLE when they hold something else than numbers. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Tensor>>;
}

/** Bytes at the start of every HDF5 file. */
const SIGNATURE = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);

/** Reading 1 MB takes 10 ms; what takes this long is going round in circles. */
const MIN_DEADLINE_MS = 10_000;
const DEADLINE_MS_PER_BYTE = 1e-3;

/** WebAssembly never gives memory back: a thread that has read more than this is not kept. */
const KEPT_THREAD_BYTES = 2 ** 24;

/** Whether a file begins as HDF5 does. */
export function isHdf5(head: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => head[i] === byte);
}

/**
 * Opens a file for as long as `use` runs.
 *
 * @param name - Of the file, for messages.
 * @param bytes - All of it. They are handed over: the array is empty afterwards.
 * @throws UserError NETWORK_UNREADABLE when the file is damaged, or holds what no file of weights does.
 */
export async function withHdf5<T>(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  use: (file: Hdf5File) => Promise<T>,
): Promise<T> {
  return alone(async () => {
    const deadlineMs = MIN_DEADLINE_MS + bytes.byteLength * DEADLINE_MS_PER_BYTE;
    const isLarge = bytes.byteLength > KEPT_THREAD_BYTES;
    const ask = (request: Request, transfer: readonly ArrayBuffer[] = []) => asked(name, request, transfer, deadlineMs);
    try {
      const { contents } = expectReply('opened', await ask({ do: 'open', bytes }, [bytes.buffer]));
      const read = async (paths: readonly string[]) => {
        const { values } = expectReply('read', await ask({ do: 'read', paths }));
        return new Map(paths.map((path, i) => [path, { shape: contents.datasets.get(path)!, data: values[i]! }]));
      };
      const result = await use({ name, ...contents, read });
      if (!isLarge) await ask({ do: 'close' });
      return result;
    } catch (error) {
      await endThread(); // what is left open in it is not worth the care
      throw error;
    } finally {
      if (isLarge) await endThread();
    }
  });
}

/** Files are read one after the other: the thread holds one at a time. */
let last: Promise<unknown> = Promise.resolve();

function alone<T>(act: () => Promise<T>): Promise<T> {
  const turn = last.then(act);
  last = turn.catch(() => undefined);
  return turn;
}

/** Threads run JavaScript only: where this file is run from its source, by tsx or vitest, the thread is taken from the last build. */
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/models/hdf5-worker.js' : './hdf5-worker.js',
  import.meta.url,
);

let thread: Worker | undefined;

function startThread(): Worker {
  const started = new Worker(THREAD, { stderr: true }); // the library says every mistake that it finds there, in many lines
  started.unref();
  started.stderr.resume();
  return started;
}

async function endThread(): Promise<void> {
  const ended = thread;
  thread = undefined;
  await ended?.terminate();
}

function asked(name: string, request: Request, transfer: readonly ArrayBuffer[], deadlineMs: number): Promise<Reply> {
  thread ??= startThread();
  const worker = thread;
  return new Promise<Reply>((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      worker.off('message', hear).off('error', fall).off('exit', fall);
      act();
    };
    const refuse = (what: string, cause?: unknown) => settle(() => reject(unreadable(name, what, cause)));
    const timer = setTimeout(() => refuse('cannot be read in reasonable time: it must be damaged'), deadlineMs);
    const hear = (reply: Reply) => (reply.is === 'refused' ? refuse(reply.what) : settle(() => resolve(reply)));
    const fall = (cause: unknown) => {
      // A thread that never began says nothing of the file.
      if (cause instanceof Error && 'code' in cause && /MODULE_NOT_FOUND$/.test(String(cause.code)))
        settle(() => reject(cause));
      else refuse('is damaged or not complete', cause);
    };
    worker.on('message', hear).on('error', fall).on('exit', fall);
    worker.postMessage(request, transfer);
  });
}

function expectReply<K extends Reply['is']>(is: K, reply: Reply): Extract<Reply, { readonly is: K }> {
  if (reply.is !== is) throw new RangeError(`Expected the thread to answer '${is}', got '${reply.is}'.`);
  return reply as Extract<Reply, { readonly is: K }>;
}

function unreadable(name: string, what: string, cause?: unknown): UserError {
  return new UserError('NETWORK_UNREADABLE', `${name} ${what}`, { hint: 'is it the whole file?', cause });
}
