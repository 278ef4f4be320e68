// A thread that grows pictures, one after the other, with an engine and sessions of its own. It is asked to end and never ended from outside: a thread
// that is terminated while onnxruntime computes on it takes the whole process down.

import { parentPort, workerData } from 'node:worker_threads';
import { onnxEngine } from '../engines/onnx-engine.js';
import { type ErrorCode, UserError } from '../errors.js';
import type { Model } from '../models/model.js';
import { openSessionCache } from '../network/session-cache.js';
import { growStill, largestEvaluated, type Still, type StillPlan, type StillRequest } from './still.js';

/** What a thread is begun with: the part of the network that it needs (graphs are plain data), and what all its pictures have in common. */
export interface WorkerSettings extends Model {
  readonly plan: StillPlan;
  /** Threads of its engine. */
  readonly threads: number;
  /** Memory that its open sessions may take. */
  readonly memoryBytes: number;
}

/** What it is asked: a picture, or to give up what it is doing and end. */
export type WorkerRequest = { readonly do: 'grow'; readonly request: StillRequest } | { readonly do: 'end' };

/** What it answers to a request for a picture, once. */
export type WorkerReply =
  | { readonly is: 'grown'; readonly still: Still }
  | {
      readonly is: 'failed';
      readonly error: unknown;
      readonly user?: { readonly code: ErrorCode; readonly hint: string | undefined };
    };

// Not a thread when somebody only looks at the types.
if (parentPort !== null) serve(parentPort, workerData as WorkerSettings);

function serve(port: NonNullable<typeof parentPort>, { plan, threads, memoryBytes, ...model }: WorkerSettings): void {
  const ended = new AbortController();
  const cached = { largest: largestEvaluated(plan), memoryBytes, signal: ended.signal };
  const opened = onnxEngine({ threads }).then((engine) => openSessionCache(model, engine, cached));
  const growOne = async (request: StillRequest) => {
    const still = await growStill((await opened).of, request, plan, { signal: ended.signal });
    reply({ is: 'grown', still }, [still.data.buffer as ArrayBuffer]);
  };
  const reply = (words: WorkerReply, transfer: ArrayBuffer[] = []) => port.postMessage(words, transfer);
  let last: Promise<void> = Promise.resolve();
  port.on('message', (asked: WorkerRequest) => {
    if (asked.do === 'grow') last = growOne(asked.request).catch((error: unknown) => reply(toFailure(error)));
    else {
      ended.abort(new Error('The crew was sent home.'));
      void last
        .then(async () => (await opened).close())
        .catch(() => undefined) // an engine that did not open has said so
        .then(() => port.close());
    }
  });
}

/** Errors lose their class on the way between threads; that of the user must not. */
function toFailure(error: unknown): WorkerReply {
  if (!(error instanceof UserError)) return { is: 'failed', error };
  const { code, hint, message } = error;
  return { is: 'failed', error: message, user: { code, hint } };
}
