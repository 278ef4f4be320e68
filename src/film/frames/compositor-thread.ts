// A worker thread that makes the pictures that are shown (see compositor.ts). It runs JavaScript alone, so it can be
// ended at any time.

import { parentPort, workerData } from 'node:worker_threads';
import { type Canvas, type ComposedFrame, type Composition, openComposing } from './composition.js';

/** A composition to make. */
export type CompositorRequest = Composition;

/** A frame of it. The bytes are transferred. */
export interface CompositorReply {
  readonly data: Uint8Array;
  readonly times: ComposedFrame['times'];
}

// Null when this file is imported for its types.
if (parentPort !== null) serve(parentPort, workerData as Canvas);

function serve(port: NonNullable<typeof parentPort>, canvas: Canvas): void {
  const composing = openComposing(canvas);
  port.on('message', (request: CompositorRequest) => {
    for (const { picture, times } of composing(request)) {
      const data = picture.data.slice();
      const reply: CompositorReply = { data, times };
      port.postMessage(reply, [data.buffer]);
    }
  });
}
