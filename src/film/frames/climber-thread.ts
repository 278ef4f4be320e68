// A worker thread that makes the pictures that are climbed (see climber.ts). It runs JavaScript alone: sessions stay on
// the film's thread, which has the engine. It can be ended at any time.

import { parentPort, workerData } from 'node:worker_threads';
import type { ScoreInputs } from '../../engines/engine.js';
import type { ObjectiveTerm, SessionSource } from '../../optvis/ascend.js';
import { NotFiniteError } from '../../optvis/conditioning.js';
import { type GrowingMaster, type GrowthPlan, growing } from '../../optvis/grow.js';
import { type Octave, openOctaveAscent } from '../../optvis/octaves.js';
import { sharedTensor, type Tensor } from '../../tensor/tensor.js';
import type { Shot, Timeline } from '../../timeline/timeline.js';
import { filmTiling, type KeyOptions, type MadeKey, openKeyMaker } from './keys.js';

/** The options that the thread starts with. */
export type ClimberData = Omit<KeyOptions, 'timeline' | 'sessions' | 'signal'>;

/** A message to the thread. */
export type ClimberRequest =
  | {
      readonly do: 'make';
      readonly from: { readonly key: number; readonly master: Tensor };
      readonly key: number;
      /** The shots of both keys and of the frames between them. */
      readonly shots: readonly (readonly [number, Shot])[];
    }
  | {
      readonly do: 'grow';
      readonly objective: readonly ObjectiveTerm[];
      /** With the octaves of every size in place of the function. */
      readonly plan: Omit<GrowthPlan, 'octavesAt'> & {
        readonly octaves: ReadonlyMap<number, readonly Octave[]> | undefined;
      };
      readonly start: Pick<GrowingMaster, 'master' | 'done'> | undefined;
    }
  /** Makes the next piece of the growth. */
  | { readonly do: 'go on' }
  | { readonly do: 'abort' }
  /** The replies to `evaluate`. */
  | { readonly do: 'opened'; readonly channels: number }
  | { readonly do: 'evaluated'; readonly score: number; readonly row: Float32Array | undefined }
  | { readonly do: 'failed'; readonly message: string };

/** A message from the thread. */
export type ClimberReply =
  | { readonly is: 'made'; readonly made: MadeKey }
  | { readonly is: 'piece'; readonly piece: GrowingMaster }
  | { readonly is: 'grown' }
  /** `notFinite` is the argument of a NotFiniteError, since errors lose their class between threads. */
  | { readonly is: 'failed'; readonly error: unknown; readonly notFinite: string | undefined }
  /** Asks for an evaluation in memory that the threads share; without inputs, for the number of channels. */
  | {
      readonly is: 'evaluate';
      readonly target: Parameters<SessionSource>;
      readonly inputs?: ScoreInputs & { readonly into: Tensor };
    };

// Null when this file is imported for its types.
if (parentPort !== null) serve(parentPort, workerData as ClimberData);

function serve(port: NonNullable<typeof parentPort>, data: ClimberData): void {
  const reply = (message: ClimberReply) => port.postMessage(message);
  const aborted = new AbortController();
  let answered: ((answer: ClimberRequest) => void) | undefined;
  const ask = (question: ClimberReply) =>
    new Promise<ClimberRequest>((resolve) => {
      answered = resolve;
      reply(question);
    });
  const sessions = remoteSessions(ask);
  let shots: ReadonlyMap<number, Shot> = new Map();
  const timeline: Pick<Timeline, 'shot'> = { shot: (frame) => shots.get(frame)! };
  const options = { ...data, sessions, signal: aborted.signal, timeline: timeline as Timeline };
  const maker = openKeyMaker(options);
  let pieces: AsyncGenerator<GrowingMaster, void, void> | undefined;
  const act = async (request: ClimberRequest): Promise<void> => {
    if (request.do === 'make') {
      shots = new Map(request.shots);
      const made = await maker.make(request.from, request.key);
      // The film's thread knows the others.
      const composition = { ...made.composition, next: EMPTY, first: made.composition.first && EMPTY };
      reply({ is: 'made', made: { ...made, composition } });
      return;
    }
    if (request.do === 'grow') {
      const { octaves, ...plan } = request.plan;
      const all = octaves === undefined ? plan : { ...plan, octavesAt: (size: number) => octaves.get(size)! };
      const ascent = openOctaveAscent(sessions, filmTiling(options));
      pieces = growing(ascent, request.objective, all, aborted.signal, request.start);
    }
    const piece = (await pieces?.next())?.value;
    // It holds the buffers of a whole climb.
    if (piece === undefined) pieces = undefined;
    reply(piece === undefined ? { is: 'grown' } : { is: 'piece', piece });
  };
  port.on('message', (request: ClimberRequest) => {
    if (request.do === 'abort') aborted.abort();
    else if (request.do === 'make' || request.do === 'grow' || request.do === 'go on') {
      void act(request).catch((error: unknown) => {
        reply({ is: 'failed', error, notFinite: error instanceof NotFiniteError ? error.what : undefined });
      });
    } else answered?.(request);
  });
}

const EMPTY: Tensor = { shape: [0], data: new Float32Array(0) };

/**
 * Sizes of pictures whose buffers are kept. A film has up to four of tiles and four of octaves; shared memory that is
 * made anew for every step would wait for the garbage collection.
 */
const KEPT_SIZES = 8;

/** Sessions on the film's thread. */
function remoteSessions(ask: (question: ClimberReply) => Promise<ClimberRequest>): SessionSource {
  const known = new Map<string, number>();
  /** Pictures and gradients go through memory that both threads have: some for each of the sizes used last. */
  const buffers = new Map<number, { readonly image: Tensor; readonly into: Tensor }>();
  const shared = ({ shape, data }: Tensor) => {
    const found = buffers.get(data.length) ?? { image: sharedTensor(shape), into: sharedTensor(shape) };
    buffers.delete(data.length);
    buffers.set(data.length, found);
    if (buffers.size > KEPT_SIZES) buffers.delete(buffers.keys().next().value!);
    found.image.data.set(data);
    return { image: { shape, data: found.image.data }, into: { shape, data: found.into.data } };
  };
  return async (...target) => {
    const key = `${target[1]} ${target[0]}`;
    const answer = known.has(key) ? undefined : await ask({ is: 'evaluate', target });
    if (answer !== undefined && answer.do !== 'opened')
      throw new Error(answer.do === 'failed' ? answer.message : answer.do);
    const channels = answer?.channels ?? known.get(key)!;
    known.set(key, channels);
    return {
      channels,
      session: {
        async evaluate({ image, weights }) {
          const { shape } = image;
          const inputs = { ...shared(image), weights };
          const evaluated = await ask({ is: 'evaluate', target, inputs });
          if (evaluated.do !== 'evaluated')
            throw new Error(evaluated.do === 'failed' ? evaluated.message : evaluated.do);
          const { score, row } = evaluated;
          return { score, row, gradient: { shape, data: inputs.into.data.slice() } };
        },
        close: async () => undefined,
      },
    };
  };
}
