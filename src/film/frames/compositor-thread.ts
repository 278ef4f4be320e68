// A worker thread that makes the pictures that are shown (see compositor.ts). It runs JavaScript alone, so it can be
// ended at any time.

import { parentPort, workerData } from 'node:worker_threads';
import type { Tensor } from '../../tensor/tensor.js';
import { type Canvas, type ComposedFrame, type Composition, openComposing } from './composition.js';

/** A composition to make. The thread keeps the last key, which is the `first` of the next composition without one. */
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
  let last: Tensor | undefined;
  port.on('message', ({ first = last, ...request }: CompositorRequest) => {
    for (const { picture, times } of composing({ first, ...request })) {
      const data = picture.data.slice();
      const reply: CompositorReply = { data, times };
      port.postMessage(reply, [data.buffer]);
    }
    last = request.next;
  });
}
