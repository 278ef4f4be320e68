// A worker thread that grows pictures one after the other, with its own engine and sessions. It ends itself on request,
// since terminating a thread while onnxruntime computes in it crashes the whole process.
import { parentPort, workerData } from 'node:worker_threads';
import { onnxEngine } from '../engines/onnx-engine.js';
import { UserError } from '../errors.js';
import { openSessionCache } from '../network/session-cache.js';
import { growStill, largestEvaluated } from './still.js';
// Null when this file is imported for its types.
if (parentPort !== null)
    serve(parentPort, workerData);
function serve(port, { plan, threads, memoryBytes, ...model }) {
    const ended = new AbortController();
    const cached = { largest: largestEvaluated(plan), memoryBytes, signal: ended.signal };
    const opened = onnxEngine({ threads }).then((engine) => openSessionCache(model, engine, cached));
    const growOne = async (request) => {
        const still = await growStill((await opened).of, request, plan, { signal: ended.signal });
        reply({ is: 'grown', still }, [still.data.buffer]);
    };
    const reply = (message, transfer = []) => port.postMessage(message, transfer);
    let last = Promise.resolve();
    port.on('message', (asked) => {
        if (asked.do === 'grow')
            last = growOne(asked.request).catch((error) => reply(toFailure(error)));
        else {
            ended.abort(new Error('The worker pool was closed.'));
            void last
                .then(async () => (await opened).close())
                .catch(() => undefined) // the reply to the picture has already reported an engine that failed to open
                .then(() => port.close());
        }
    });
}
/** Errors lose their class between threads, so the code and hint of a UserError travel separately. */
function toFailure(error) {
    if (!(error instanceof UserError))
        return { is: 'failed', error };
    const { code, hint, message } = error;
    return { is: 'failed', error: message, user: { code, hint } };
}
//# sourceMappingURL=worker.js.map