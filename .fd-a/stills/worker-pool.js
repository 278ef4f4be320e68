// Opens the workers that grow pictures: this thread alone, or several worker threads with their own sessions.
// onnxruntime blocks the thread that calls it, so sessions run in parallel only on several JavaScript threads. A small
// picture has too little work for several of onnxruntime's own threads.
import { availableParallelism } from 'node:os';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { onnxEngine } from '../engines/onnx-engine.js';
import { UserError } from '../errors.js';
import { machineMemory, openSessionCache } from '../network/session-cache.js';
import { growStill, largestEvaluated } from './still.js';
/**
 * Opens the fastest pool for a number of pictures of one plan. The pictures are the same in any pool.
 *
 * @param layers - All layers that the pictures need.
 */
export async function openWorkerPool(model, layers, plan, pictures, { threads = availableParallelism(), signal } = {}) {
    const { workers, each } = divide(plan, pictures, threads);
    if (workers === 1)
        return [await openHere(model, plan, threads, signal)];
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
function divide({ width, height, margin }, pictures, threads) {
    const isSmall = (width + 2 * margin) * (height + 2 * margin) <= SMALL_PIXELS;
    const each = isSmall ? 1 : LARGE_PICTURE_THREADS;
    const useful = Math.min(MOST_WORKERS, Math.floor(threads / each), Math.floor(pictures / LEAST_PICTURES_EACH));
    const workers = Math.max(1, useful);
    return { workers, each: Math.max(1, Math.floor(threads / workers)) };
}
/** Copies layers as plain properties: only these reach a worker thread, and the `node` of an ONNX layer is a getter. */
function plain({ name, kind, node, parameters, declared }) {
    return { name, kind, node, parameters, declared };
}
async function openHere(model, plan, threads, signal) {
    const sessions = openSessionCache(model, await onnxEngine({ threads }), { largest: largestEvaluated(plan), signal });
    const closed = new AbortController();
    const either = signal === undefined ? closed.signal : AbortSignal.any([signal, closed.signal]);
    let growing = Promise.resolve();
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
const THREAD = new URL(import.meta.url.endsWith('.ts') ? '../../dist/stills/worker.js' : './worker.js', import.meta.url);
function openThread(settings, signal) {
    // The thread shares the environment: the engine sets a variable of the process before its runtime loads.
    const thread = new Worker(THREAD, { workerData: settings, env: SHARE_ENV });
    const send = (request) => thread.postMessage(request);
    return {
        grow: (request) => new Promise((resolve, reject) => {
            const settle = (act) => {
                thread.off('message', onReply).off('error', onError).off('exit', onExit);
                signal?.removeEventListener('abort', onAbort);
                act();
            };
            const onReply = (reply) => settle(() => (reply.is === 'grown' ? resolve(reply.still) : reject(toError(reply))));
            const onError = (error) => settle(() => reject(error));
            const onExit = () => settle(() => reject(new Error('The worker thread ended before its picture was done.')));
            const onAbort = () => settle(() => reject(signal?.reason));
            thread.on('message', onReply).on('error', onError).on('exit', onExit);
            signal?.addEventListener('abort', onAbort);
            if (signal?.aborted === true)
                onAbort();
            else
                send({ do: 'grow', request });
        }),
        close: () => new Promise((resolve) => {
            thread.on('exit', () => resolve()).on('error', () => undefined);
            if (thread.threadId === -1)
                resolve(); // it has ended
            else
                send({ do: 'end' });
        }),
    };
}
function toError({ error, user }) {
    return user === undefined ? error : new UserError(user.code, String(error), { hint: user.hint });
}
//# sourceMappingURL=worker-pool.js.map