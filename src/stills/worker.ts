// A worker thread that grows pictures one after the other, with its own engine. It ends itself on request, after it has
// closed the engine.

import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorCode, UserError } from '../errors.js';
import type { Model } from '../models/model.js';
import { openSessionsOn } from '../network/session-cache.js';
import { growStill, largestEvaluated, type Still, type StillPlan, type StillRequest } from './still.js';

/**
 * The data that a worker starts with: the part of the network that it needs (graphs are plain data) and the plan of
 * all pictures.
 */
export interface WorkerSettings extends Model {
  readonly plan: StillPlan;
  /** Number of threads of its engine. */
  readonly threads: number;
  /** Most memory that its open sessions may take, in bytes. */
  readonly memoryBytes: number;
}

/** A message to a worker: grow a picture, or stop and end. */
export type WorkerRequest = { readonly do: 'grow'; readonly request: StillRequest } | { readonly do: 'end' };

/** The single reply to a request for a picture. */
export type WorkerReply =
  | { readonly is: 'grown'; readonly still: Still }
  | {
      readonly is: 'failed';
      readonly error: unknown;
      readonly user?: { readonly code: ErrorCode; readonly hint: string | undefined };
    };

// Null when this file is imported for its types.
if (parentPort !== null) serve(parentPort, workerData as WorkerSettings);

function serve(port: NonNullable<typeof parentPort>, { plan, threads, memoryBytes, ...model }: WorkerSettings): void {
  const ended = new AbortController();
  const cached = { largest: largestEvaluated(plan), memoryBytes, signal: ended.signal };
  const opened = openSessionsOn({ threads }, model, cached);
  const growOne = async (request: StillRequest) => {
    const still = await growStill((await opened).of, request, plan, { signal: ended.signal });
    reply({ is: 'grown', still }, [still.data.buffer as ArrayBuffer]);
  };
  const reply = (message: WorkerReply, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  let last: Promise<void> = Promise.resolve();
  port.on('message', (asked: WorkerRequest) => {
    if (asked.do === 'grow') last = growOne(asked.request).catch((error: unknown) => reply(toFailure(error)));
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
function toFailure(error: unknown): WorkerReply {
  if (!(error instanceof UserError)) return { is: 'failed', error };
  const { code, hint, message } = error;
  return { is: 'failed', error: message, user: { code, hint } };
}
