// Makes the pictures that are shown: the frames between two keys, then the second key, in their tones. It works on the
// film's own thread, or on one beside it, while the engine already climbs the next key. Both make the same bytes.

import { Worker } from 'node:worker_threads';
import { sharedTensor, type Tensor } from '../../tensor/tensor.js';
import { type Canvas, type ComposedFrame, type Composition, openComposing } from './composition.js';
import type { CompositorReply, CompositorRequest } from './compositor-thread.js';

/** Makes pictures. One composition at a time. */
export interface Compositor {
  /** Whether it works beside the film's thread. */
  readonly isBeside: boolean;
  /**
   * Begins the frames of a composition, the key's last.
   *
   * @returns The next frame at each call, in order.
   */
  compose(composition: Composition): () => Promise<ComposedFrame>;
  close(): Promise<void>;
}

/** From this many pixels on, a separate thread saves more time than it costs to start and to send data to. */
const BESIDE_PIXELS = 640 * 480;

/** Whether frames of this size are made on a thread beside the film's: those of at least 640 x 480 pixels. */
export function isComposedBeside({ width, height }: Pick<Canvas, 'width' | 'height'>): boolean {
  return width * height >= BESIDE_PIXELS;
}

/**
 * Opens a compositor.
 *
 * @param isBeside - Whether it works on a thread of its own. @default `isComposedBeside`
 */
export function openCompositor(canvas: Canvas, isBeside = isComposedBeside(canvas)): Compositor {
  return isBeside ? openThread(canvas) : openHere(canvas);
}

function openHere(canvas: Canvas): Compositor {
  const composing = openComposing(canvas);
  let held: Tensor | undefined;
  return {
    isBeside: false,
    compose({ first, ...rest }) {
      const frames = composing(first === held ? rest : { first, ...rest });
      held = rest.next;
      return async () => frames.next().value!;
    },
    close: async () => undefined,
  };
}

/** Threads run JavaScript only. When this file runs from source (tsx, vitest), the thread comes from the last build. */
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/film/frames/compositor-thread.js' : './compositor-thread.js',
  import.meta.url,
);

function openThread(canvas: Canvas): Compositor {
  const { width, height, margin } = canvas;
  const workerData: Canvas = { width, height, margin };
  const thread = new Worker(THREAD, { workerData });
  thread.unref(); // it does not keep the process running
  const waiting: { readonly resolve: (frame: ComposedFrame) => void; readonly reject: (error: unknown) => void }[] = [];
  const arrived: ComposedFrame[] = [];
  let failure: Error | undefined;
  const fail = (error: unknown) => {
    failure ??= error instanceof Error ? error : new Error(`The compositor's thread has ended (${String(error)}).`);
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  thread.on('message', (reply: CompositorReply) => {
    const frame = { picture: { width, height, data: reply.data }, times: reply.times };
    const next = waiting.shift();
    if (next === undefined) arrived.push(frame);
    else next.resolve(frame);
  });
  thread.on('error', fail).on('exit', fail);
  /** The master that the thread has as its last key. */
  let held: Tensor | undefined;
  // Buffers that are sent by every key would wait for the garbage collection.
  const shared = { moved: openShared(), next: openShared() };
  const take = () =>
    new Promise<ComposedFrame>((resolve, reject) => {
      const frame = arrived.shift();
      if (frame !== undefined) resolve(frame);
      else if (failure !== undefined) reject(failure);
      else {
        thread.ref();
        waiting.push({ resolve, reject });
      }
    }).finally(() => {
      if (waiting.length === 0) thread.unref();
    });
  return {
    isBeside: true,
    compose({ first, moved, next, ...rest }) {
      const isNew = moved !== undefined && first !== held;
      const request: CompositorRequest = {
        ...rest,
        first: isNew ? first : undefined,
        moved: moved === undefined ? undefined : shared.moved(moved),
        next: shared.next(next),
      };
      // Where no frames lie between, the thread does not keep the key.
      held = moved === undefined ? undefined : next;
      thread.postMessage(request);
      return take;
    },
    async close() {
      thread.off('exit', fail);
      await thread.terminate();
    },
  };
}

/**
 * Copies tensors to shared memory if they are not in it, each over the one before: a composition is complete before the
 * next one begins.
 */
function openShared(): (source: Tensor) => Tensor {
  let copy: Tensor | undefined;
  return (source) => {
    if (source.data.buffer instanceof SharedArrayBuffer) return source;
    if (copy?.data.length !== source.data.length) copy = sharedTensor(source.shape);
    copy.data.set(source.data);
    return { shape: source.shape, data: copy.data };
  };
}
