// Reads HDF5 files in a worker thread, which is ended when it takes too long, crashes, or uses too much memory.
// hdf5-worker.ts says what a file may hold.
import { Worker } from 'node:worker_threads';
import { UserError } from '../../errors.js';
/** Bytes at the start of every HDF5 file. */
const SIGNATURE = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);
/**
 * Reading 1 MB takes 10 ms; after this deadline the library is in an endless loop. A thread starts in 0.1 s, but may
 * take longer on a busy machine.
 */
const MIN_DEADLINE_MS = 2000;
const DEADLINE_MS_PER_BYTE = 1e-3;
const START_DEADLINE_MS = 60_000;
/**
 * Neither the thread nor WebAssembly frees its memory, so a thread that has read or allocated more than this is ended.
 */
const KEPT_FILE_BYTES = 2 ** 24;
const KEPT_HEAP_BYTES = 2 ** 25;
/** Whether a file begins like HDF5. */
export function isHdf5(head) {
    return SIGNATURE.every((byte, i) => head[i] === byte);
}
/**
 * Opens a file for as long as `use` runs.
 *
 * @param name - The name of the file, for messages.
 * @param bytes - All of the file. They are transferred, so the array is empty afterwards.
 * @throws UserError NETWORK_UNREADABLE when the file is damaged, or holds something that no file of weights has.
 */
export async function withHdf5(name, bytes, use) {
    return inTurn(async () => {
        const deadlineMs = MIN_DEADLINE_MS + bytes.byteLength * DEADLINE_MS_PER_BYTE;
        const isLarge = bytes.byteLength > KEPT_FILE_BYTES;
        const ask = (request, transfer = []) => answered(name, deadlineMs, (worker) => worker.postMessage(request, transfer));
        if (thread === undefined)
            await answered(name, START_DEADLINE_MS, () => undefined); // until it is ready
        try {
            const { contents } = expectReply('opened', await ask({ do: 'open', bytes }, [bytes.buffer]));
            const read = async (paths) => {
                const { values } = expectReply('read', await ask({ do: 'read', paths }));
                return new Map(paths.map((path, i) => [path, { shape: contents.datasets.get(path), data: values[i] }]));
            };
            return await use({ name, ...contents, read });
        }
        finally {
            if (isLarge)
                await endThread();
            else
                await tidyUp(ask);
        }
    });
}
/** Closes the file, so that the thread can be used again. A thread that cannot close it is ended. */
async function tidyUp(ask) {
    if (thread === undefined)
        return;
    const closed = await ask({ do: 'close' }).catch(() => undefined);
    if (closed?.is !== 'closed' || closed.heapBytes > KEPT_HEAP_BYTES)
        await endThread();
}
/** Files are read one after the other, since the thread holds one at a time. */
let last = Promise.resolve();
function inTurn(act) {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
}
/** Threads run JavaScript only. When this file runs from source (tsx, vitest), the thread comes from the last build. */
const THREAD = new URL(import.meta.url.endsWith('.ts') ? '../../../dist/models/hdf5/hdf5-worker.js' : './hdf5-worker.js', import.meta.url);
let thread;
function startThread() {
    const started = new Worker(THREAD);
    started.unref(); // it does not keep the process running
    return started;
}
async function endThread() {
    const ended = thread;
    thread = undefined;
    await ended?.terminate();
}
/** The next reply of the thread. */
function answered(name, deadlineMs, ask) {
    thread ??= startThread();
    const worker = thread;
    return new Promise((resolve, reject) => {
        const settle = (act) => {
            clearTimeout(timer);
            worker.off('message', hear).off('error', crash).off('exit', crash);
            act();
        };
        const refuse = (what) => settle(() => reject(unreadable(name, what)));
        const giveUp = (error) => settle(() => endThread().then(() => reject(error)));
        const timer = setTimeout(() => giveUp(unreadable(name, 'cannot be read in reasonable time; it must be damaged')), deadlineMs);
        const hear = (reply) => {
            if (reply.is !== 'refused')
                settle(() => resolve(reply));
            else if (reply.isOrderly)
                refuse(reply.what);
            else
                giveUp(unreadable(name, reply.what));
        };
        const crash = (cause) => {
            // A thread that did not start says nothing about the file.
            const isOurs = cause instanceof Error && 'code' in cause && /MODULE_NOT_FOUND$/.test(String(cause.code));
            giveUp(isOurs ? cause : unreadable(name, 'is damaged or incomplete', cause));
        };
        worker.on('message', hear).on('error', crash).on('exit', crash);
        ask(worker);
    });
}
function expectReply(is, reply) {
    if (reply.is !== is)
        throw new RangeError(`Expected the thread to answer '${is}', got '${reply.is}'.`);
    return reply;
}
function unreadable(name, what, cause) {
    return new UserError('NETWORK_UNREADABLE', `${name} ${what}`, { hint: 'check that the file is complete', cause });
}
//# sourceMappingURL=hdf5.js.map