// Opens the workers that grow pictures: this thread alone, or several worker threads with an engine each. A small picture
// has too little work for several threads of an engine, which then wait for each other.

import { availableParallelism } from 'node:os';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { UserError } from '../errors.js';
import type { Layer, Model } from '../models/model.js';
import { machineMemory, openSessionsOn } from '../network/session-cache.js';
import { growStill, largestEvaluated, type Still, type StillPlan, type StillRequest } from './still.js';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './worker.js';

/** Grows one picture at a time. */
export interface PictureWorker {
  grow(request: StillRequest): Promise<Still>;
  close(): Promise<void>;
}

/** Threads and cancellation of a pool. */
export interface WorkerPoolOptions {
  /** @default all */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens the fastest pool for a number of pictures of one plan. The pictures are the same in any pool.
 *
 * @param layers - All layers that the pictures need.
 */
export async function openWorkerPool(
  model: Model,
  layers: readonly string[],
  plan: StillPlan,
  pictures: number,
  { threads = availableParallelism(), signal }: WorkerPoolOptions = {},
): Promise<readonly PictureWorker[]> {
  const { workers, each } = divide(plan, pictures, threads);
  if (workers === 1) return [await openHere(model, plan, threads, signal)];
  const memoryBytes = machineMemory() / 2 / workers;
  const needed = model.layers.filter(({ name }) => layers.includes(name)).map(plain);
  const workerSettings = { name: model.name, image: model.image, layers: needed, plan, threads: each, memoryBytes };
  return Array.from({ length: workers }, () => openThread(workerSettings, signal));
}

/**
 * Up to this many pixels of the master, one thread per picture is fastest. Measured on two cores with InceptionV3's
 * mixed4: two workers with one thread each took 0.74 of the time per picture of one worker with two threads at 80 px,
 * 0.79 at 128, 0.85 at 160 and 1.0 at 256.
 */
const SMALL_PIXELS = 200 ** 2;

/** Threads per worker for larger pictures; this many share the work on one picture well. */
const LARGE_PICTURE_THREADS = 4;

/** Limits memory: each worker holds the weights of its layers, about 100 MB. */
const MOST_WORKERS = 8;

/** A worker thread takes a second to start, as long as a few pictures take. */
const LEAST_PICTURES_EACH = 3;

function divide({ width, height, margin }: StillPlan, pictures: number, threads: number) {
  const isSmall = (width + 2 * margin) * (height + 2 * margin) <= SMALL_PIXELS;
  const each = isSmall ? 1 : LARGE_PICTURE_THREADS;
  const useful = Math.min(MOST_WORKERS, Math.floor(threads / each), Math.floor(pictures / LEAST_PICTURES_EACH));
  const workers = Math.max(1, useful);
  return { workers, each: Math.max(1, Math.floor(threads / workers)) };
}

/** Copies layers as plain properties: only these reach a worker thread, and the `node` of an ONNX layer is a getter. */
function plain({ name, kind, node, parameters, declared }: Layer): Layer {
  return { name, kind, node, parameters, declared };
}

async function openHere(
  model: Model,
  plan: StillPlan,
  threads: number,
  signal: AbortSignal | undefined,
): Promise<PictureWorker> {
  const sessions = await openSessionsOn({ threads }, model, { largest: largestEvaluated(plan), signal });
  const closed = new AbortController();
  const either = signal === undefined ? closed.signal : AbortSignal.any([signal, closed.signal]);
  let growing: Promise<unknown> = Promise.resolve();
  return {
    grow(request) {
      const grown = growStill(sessions.of, request, plan, { signal: either });
      growing = grown.catch(() => undefined);
      return grown;
    },
    async close() {
      closed.abort(new Error('The worker pool was closed.'));
      await growing; // otherwise it would reopen its session
      await sessions.close();
    },
  };
}

/** Threads run JavaScript only. When this file runs from source (tsx, vitest), the thread comes from the last build. */
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/stills/worker.js' : './worker.js',
  import.meta.url,
);

function openThread(settings: WorkerSettings, signal: AbortSignal | undefined): PictureWorker {
  // The thread shares the environment: the engine sets a variable of the process before its runtime loads.
  // Node does not know the file descriptors of the engine's shared memory, and would warn when they are closed.
  const thread = new Worker(THREAD, { workerData: settings, env: SHARE_ENV, trackUnmanagedFds: false });
  const send = (request: WorkerRequest) => thread.postMessage(request);
  return {
    grow: (request) =>
      new Promise<Still>((resolve, reject) => {
        const settle = (act: () => void) => {
          thread.off('message', onReply).off('error', onError).off('exit', onExit);
          signal?.removeEventListener('abort', onAbort);
          act();
        };
        const onReply = (reply: WorkerReply) =>
          settle(() => (reply.is === 'grown' ? resolve(reply.still) : reject(toError(reply))));
        const onError = (error: unknown) => settle(() => reject(error));
        const onExit = () => settle(() => reject(new Error('The worker thread ended before its picture was done.')));
        const onAbort = () => settle(() => reject(signal?.reason));
        thread.on('message', onReply).on('error', onError).on('exit', onExit);
        signal?.addEventListener('abort', onAbort);
        if (signal?.aborted === true) onAbort();
        else send({ do: 'grow', request });
      }),
    close: () =>
      new Promise<void>((resolve) => {
        thread.on('exit', () => resolve()).on('error', () => undefined);
        if (thread.threadId === -1)
          resolve(); // it has ended
        else send({ do: 'end' });
      }),
  };
}

function toError({ error, user }: Extract<WorkerReply, { readonly is: 'failed' }>): unknown {
  return user === undefined ? error : new UserError(user.code, String(error), { hint: user.hint });
}
