// A worker thread that makes the pictures that are shown (see compositor.ts). It runs JavaScript alone, so it can be
// ended at any time.
import { parentPort, workerData } from 'node:worker_threads';
import { openComposing } from './composition.js';
// Null when this file is imported for its types.
if (parentPort !== null)
    serve(parentPort, workerData);
function serve(port, canvas) {
    const composing = openComposing(canvas);
    port.on('message', (request) => {
        for (const { picture, times } of composing(request)) {
            const data = picture.data.slice();
            const reply = { data, times };
            port.postMessage(reply, [data.buffer]);
        }
    });
}
//# sourceMappingURL=compositor-thread.js.map