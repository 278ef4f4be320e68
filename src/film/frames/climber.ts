// Makes the pictures that are climbed, keys and the growth before them: on the film's own thread, or on one beside it, so
// that the film's thread stays free for signals, files and servers. Both make the same bytes.

import { Worker } from 'node:worker_threads';
import type { ObjectiveTerm } from '../../optvis/ascend.js';
import { NotFiniteError } from '../../optvis/conditioning.js';
import { type GrowingMaster, type GrowthPlan, growing, growthScales, leastScale } from '../../optvis/grow.js';
import { openOctaveAscent } from '../../optvis/octaves.js';
import { sharedTensor, type Tensor } from '../../tensor/tensor.js';
import type { Shot } from '../../timeline/timeline.js';
import type { ClimberData, ClimberReply, ClimberRequest } from './climber-thread.js';
import { filmTiling, type KeyMaker, type KeyOptions, type MadeKey, openKeyMaker } from './keys.js';

/** A piece of a growth to continue after. */
export type GrowthStart = Pick<GrowingMaster, 'master' | 'done'>;

/** Makes one key or growth at a time. Close it when done. */
export interface Climber extends KeyMaker {
  /** Grows a master piece by piece: see `growing`. */
  grow(
    objective: readonly ObjectiveTerm[],
    plan: GrowthPlan,
    start?: GrowthStart,
  ): AsyncGenerator<GrowingMaster, void, void>;
  /** Call it when nothing is being made. */
  close(): Promise<void>;
}

/** @param isBeside - Whether it works on a thread of its own, which takes 50 ms to start. */
export function openClimber(options: KeyOptions, isBeside: boolean): Climber {
  return isBeside ? openThread(options) : openHere(options);
}

function openHere(options: KeyOptions): Climber {
  return {
    ...openKeyMaker(options),
    grow(objective, plan, start) {
      const ascent = openOctaveAscent(options.sessions, filmTiling(options));
      return growing(ascent, objective, plan, options.signal, start);
    },
    close: async () => undefined,
  };
}

/** Threads run JavaScript only. When this file runs from source (tsx, vitest), the thread comes from the last build. */
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/film/frames/climber-thread.js' : './climber-thread.js',
  import.meta.url,
);

function openThread(options: KeyOptions): Climber {
  const { timeline, sessions, signal } = options;
  const { width, height, margin, look, seed, minimumSize, rateBackoff } = options;
  const workerData: ClimberData = { width, height, margin, look, seed, minimumSize, rateBackoff };
  const thread = new Worker(THREAD, { workerData });
  thread.unref(); // it does not keep the process running
  const send = (request: ClimberRequest) => thread.postMessage(request);
  let waiting:
    | { readonly resolve: (reply: ClimberReply) => void; readonly reject: (error: unknown) => void }
    | undefined;
  /** Why sessions failed during the current request: the thread only knows the message. */
  const causes: unknown[] = [];
  let ended: Error | undefined;
  const end = (error: unknown) => {
    ended ??= error instanceof Error ? error : new Error(`The climber's thread has ended (${String(error)}).`);
    waiting?.reject(ended);
  };
  const evaluate = async ({ target, inputs }: Extract<ClimberReply, { readonly is: 'evaluate' }>) => {
    try {
      const { session, channels } = await sessions(...target);
      if (inputs === undefined) send({ do: 'opened', channels });
      else {
        const { score, row, gradient } = await session.evaluate(inputs);
        if (gradient !== inputs.into && gradient.data !== inputs.into.data) inputs.into.data.set(gradient.data);
        send({ do: 'evaluated', score, row });
      }
    } catch (error) {
      causes.push(error);
      send({ do: 'failed', message: String(error) });
    }
  };
  thread.on('message', (reply: ClimberReply) => {
    if (reply.is === 'evaluate') void evaluate(reply);
    else waiting?.resolve(reply);
  });
  thread.on('error', end).on('exit', end);
  const abort = () => send({ do: 'abort' });
  signal?.addEventListener('abort', abort, { once: true });
  /** Sends a request and waits for what it makes. */
  const ask = async (
    request: ClimberRequest,
  ): Promise<Exclude<ClimberReply, { readonly is: 'evaluate' | 'failed' }>> => {
    signal?.throwIfAborted();
    if (ended !== undefined) throw ended;
    causes.length = 0;
    thread.ref();
    try {
      const reply = await new Promise<ClimberReply>((resolve, reject) => {
        waiting = { resolve, reject };
        send(request);
      });
      if (reply.is === 'evaluate') throw new Error('Expected something made, got an evaluation.');
      if (reply.is !== 'failed') return reply;
      signal?.throwIfAborted();
      if (causes.length > 0) throw causes[0];
      throw reply.notFinite === undefined ? reply.error : new NotFiniteError(reply.notFinite);
    } finally {
      waiting = undefined;
      thread.unref();
    }
  };
  return {
    async make(from, key) {
      const frames = new Set([Math.max(0, from.key), key]);
      for (let frame = from.key + 1; frame < key; frame++) frames.add(frame);
      const shots = [...frames].map((frame): [number, Shot] => [frame, timeline.shot(frame)]);
      const reply = await ask({ do: 'make', from: { key: from.key, master: shared(from.master) }, key, shots });
      if (reply.is !== 'made') throw new Error(`Expected a key, got '${reply.is}'.`);
      const { made } = reply;
      // The same objects as the caller's, by which the compositor knows what it has.
      const composition: MadeKey['composition'] = {
        ...made.composition,
        first: made.composition.first === undefined ? undefined : from.master,
        next: made.master,
      };
      return { ...made, composition };
    },
    async *grow(objective, { octavesAt, ...plan }, start) {
      const sizes = growthScales(plan, plan, leastScale(plan, plan.minimumSize));
      const octaves = octavesAt === undefined ? undefined : new Map(sizes.map((size) => [size, octavesAt(size)]));
      const plain = { ...plainPlan(plan), octaves };
      for (let request: ClimberRequest = { do: 'grow', objective, plan: plain, start }; ; request = { do: 'go on' }) {
        const reply = await ask(request);
        if (reply.is === 'grown') return;
        if (reply.is !== 'piece') throw new Error(`Expected a piece of the growth, got '${reply.is}'.`);
        yield reply.piece;
      }
    },
    async close() {
      signal?.removeEventListener('abort', abort);
      thread.off('exit', end);
      await thread.terminate();
    },
  };
}

/** A tensor in memory that threads share, since a message would copy it twice. */
function shared(source: Tensor): Tensor {
  if (source.data.buffer instanceof SharedArrayBuffer) return source;
  const copy = sharedTensor(source.shape);
  copy.data.set(source.data);
  return copy;
}

/** The plan without what else the object may have, such as functions. */
function plainPlan({
  seed,
  minimumSize,
  climb,
  grade,
  finish,
  init,
  fromPixels,
  enlargements,
  width,
  height,
  margin,
}: Omit<GrowthPlan, 'octavesAt'>): Omit<GrowthPlan, 'octavesAt'> {
  return { seed, minimumSize, climb, grade, finish, init, fromPixels, enlargements, width, height, margin };
}
