// Whoever grows pictures: this thread, or several threads beside it, each with sessions of its own and pictures of its own. onnxruntime computes on the
// thread that asks it to, so sessions run side by side on threads of JavaScript only; and small pictures leave little for its own threads to share.

import { availableParallelism } from 'node:os';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { onnxEngine } from '../engines/onnx-engine.js';
import { UserError } from '../errors.js';
import type { Layer, Model } from '../models/model.js';
import { machineMemory, openSessionCache } from '../network/session-cache.js';
import { growStill, largestEvaluated, type Still, type StillPlan, type StillRequest } from './still.js';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './worker.js';

/** One that grows a picture at a time. */
export interface PictureWorker {
  grow(request: StillRequest): Promise<Still>;
  close(): Promise<void>;
}

/** How many threads a crew may use, and how it is called off. */
export interface WorkerPoolOptions {
  /** @default all */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens the crew that is the fastest for so many pictures of one plan. Which one it is makes no difference to the pictures.
 *
 * @param layers - All layers that the pictures will need.
 */
export async function openWorkerPool(
  model: Model,
  layers: readonly string[],
  plan: StillPlan,
  pictures: number,
  { threads = availableParallelism(), signal }: WorkerPoolOptions = {},
): Promise<readonly PictureWorker[]> {
  const { hands, each } = divide(plan, pictures, threads);
  if (hands === 1) return [await openHere(model, plan, threads, signal)];
  const memoryBytes = machineMemory() / 2 / hands;
  const needed = model.layers.filter(({ name }) => layers.includes(name)).map(plain);
  const setting = { name: model.name, image: model.image, layers: needed, plan, threads: each, memoryBytes };
  return Array.from({ length: hands }, () => openThread(setting, signal));
}

/**
 * Up to this many pixels of the master, one thread a picture is the fastest. Measured on two cores, InceptionV3's mixed4, per picture: two hands of one
 * thread against one of two took 0.74 of the time at 80 px, 0.79 at 128, 0.85 at 160 and 1.0 at 256.
 */
const SMALL_PIXELS = 200 ** 2;

/** Threads that share the work on a larger picture well enough. */
const LARGE_PICTURE_THREADS = 4;

/** A hand holds the weights of its layers, some 100 MB. */
const MOST_HANDS = 8;

/** A thread takes a second to begin: as long as some pictures. */
const LEAST_PICTURES_EACH = 3;

function divide({ width, height, margin }: StillPlan, pictures: number, threads: number) {
  const isSmall = (width + 2 * margin) * (height + 2 * margin) <= SMALL_PIXELS;
  const each = isSmall ? 1 : LARGE_PICTURE_THREADS;
  const useful = Math.min(MOST_HANDS, Math.floor(threads / each), Math.floor(pictures / LEAST_PICTURES_EACH));
  const hands = Math.max(1, useful);
  return { hands, each: Math.max(1, Math.floor(threads / hands)) };
}

/** Only a layer's own properties reach a thread: the `node` of an ONNX layer is a getter, which would stay behind. */
function plain({ name, kind, node, parameters }: Layer): Layer {
  return { name, kind, node, parameters };
}

async function openHere(
  model: Model,
  plan: StillPlan,
  threads: number,
  signal: AbortSignal | undefined,
): Promise<PictureWorker> {
  const sessions = openSessionCache(model, await onnxEngine({ threads }), { largest: largestEvaluated(plan), signal });
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
      closed.abort(new Error('The crew was sent home.'));
      await growing; // or it would open its session again
      await sessions.close();
    },
  };
}

/** Threads run JavaScript only: where this file is run from its source, by tsx or vitest, the thread is taken from the last build. */
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/stills/worker.js' : './worker.js',
  import.meta.url,
);

function openThread(setting: WorkerSettings, signal: AbortSignal | undefined): PictureWorker {
  // What the engine sets before its runtime loads must reach the process, not a copy of its environment.
  const thread = new Worker(THREAD, { workerData: setting, env: SHARE_ENV });
  const tell = (request: WorkerRequest) => thread.postMessage(request);
  return {
    grow: (request) =>
      new Promise<Still>((resolve, reject) => {
        const settle = (act: () => void) => {
          thread.off('message', hear).off('error', fall).off('exit', end);
          signal?.removeEventListener('abort', callOff);
          act();
        };
        const hear = (reply: WorkerReply) =>
          settle(() => (reply.is === 'grown' ? resolve(reply.still) : reject(toError(reply))));
        const fall = (error: unknown) => settle(() => reject(error));
        const end = () => settle(() => reject(new Error('The thread that grew a picture ended.')));
        const callOff = () => settle(() => reject(signal?.reason));
        thread.on('message', hear).on('error', fall).on('exit', end);
        signal?.addEventListener('abort', callOff);
        if (signal?.aborted === true) callOff();
        else tell({ do: 'grow', request });
      }),
    close: () =>
      new Promise<void>((resolve) => {
        thread.on('exit', () => resolve()).on('error', () => undefined);
        if (thread.threadId === -1)
          resolve(); // it has ended
        else tell({ do: 'end' });
      }),
  };
}

function toError({ error, user }: Extract<WorkerReply, { readonly is: 'failed' }>): unknown {
  return user === undefined ? error : new UserError(user.code, String(error), { hint: user.hint });
}
