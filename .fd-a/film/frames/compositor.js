// Makes the pictures that are shown: the frames between two keys, then the second key, in their tones. It works on the
// film's own thread, or on one beside it, while the engine already climbs the next key. Both make the same bytes.
import { Worker } from 'node:worker_threads';
import { openComposing } from './composition.js';
/** From this many pixels on, a separate thread saves more time than it costs to start and to send data to. */
const BESIDE_PIXELS = 640 * 480;
/** Whether frames of this size are made on a thread beside the film's: those of at least 640 x 480 pixels. */
export function isComposedBeside({ width, height }) {
    return width * height >= BESIDE_PIXELS;
}
/**
 * Opens a compositor.
 *
 * @param isBeside - Whether it works on a thread of its own. @default `isComposedBeside`
 */
export function openCompositor(canvas, isBeside = isComposedBeside(canvas)) {
    return isBeside ? openThread(canvas) : openHere(canvas);
}
function openHere(canvas) {
    const composing = openComposing(canvas);
    let held;
    return {
        isBeside: false,
        compose({ first, ...rest }) {
            const frames = composing(first === held ? rest : { first, ...rest });
            held = rest.next;
            return async () => frames.next().value;
        },
        close: async () => undefined,
    };
}
/** Threads run JavaScript only. When this file runs from source (tsx, vitest), the thread comes from the last build. */
const THREAD = new URL(import.meta.url.endsWith('.ts') ? '../../../dist/film/frames/compositor-thread.js' : './compositor-thread.js', import.meta.url);
function openThread(canvas) {
    const { width, height, margin } = canvas;
    const workerData = { width, height, margin };
    const thread = new Worker(THREAD, { workerData });
    thread.unref(); // it does not keep the process running
    const waiting = [];
    const arrived = [];
    let failure;
    const fail = (error) => {
        failure ??= error instanceof Error ? error : new Error(`The compositor's thread has ended (${String(error)}).`);
        for (const { reject } of waiting.splice(0))
            reject(failure);
    };
    thread.on('message', (reply) => {
        const frame = { picture: { width, height, data: reply.data }, times: reply.times };
        const next = waiting.shift();
        if (next === undefined)
            arrived.push(frame);
        else
            next.resolve(frame);
    });
    thread.on('error', fail).on('exit', fail);
    /** The master that the thread has as its last key. */
    let held;
    const send = (request, transfer) => thread.postMessage(request, transfer.map(({ buffer }) => buffer));
    const take = () => new Promise((resolve, reject) => {
        const frame = arrived.shift();
        if (frame !== undefined)
            resolve(frame);
        else if (failure !== undefined)
            reject(failure);
        else {
            thread.ref();
            waiting.push({ resolve, reject });
        }
    }).finally(() => {
        if (waiting.length === 0)
            thread.unref();
    });
    return {
        isBeside: true,
        compose({ first, moved, next, ...rest }) {
            const copy = ({ shape, data }) => ({ shape, data: data.slice() });
            const own = first === undefined || first === held ? undefined : copy(first);
            const key = copy(next);
            held = next;
            const transfer = [own, moved, key].flatMap((sent) => (sent === undefined ? [] : [sent.data]));
            send({ first: own, moved, next: key, ...rest }, transfer);
            return take;
        },
        async close() {
            thread.off('exit', fail);
            await thread.terminate();
        },
    };
}
//# sourceMappingURL=compositor.js.map