// A host in a process of its own. A process that crashes or hangs is replaced by a new one, which gets the same
// sessions and the same request; the results are the same, since they depend on the request alone.

import { UserError } from '../../errors.js';
import { describeEnding, type Ending } from '../../processes/child.js';
import { elementCount, type Tensor, tensor } from '../../tensor/tensor.js';
import type { Host, HostSession } from '../host.js';
import type { HostName } from '../hosts.js';
import { type EngineProcess, LostProcessError, startProcess } from './engine-child.js';
import type { Reply } from './messages.js';
import { runIn } from './run.js';
import { createSharedMemory } from './shared-memory.js';
import { openWatchdog, StalledError } from './watchdog.js';

/** How a host beside the program is opened and watched. */
export interface RemoteOptions {
  readonly threads?: number | undefined;
  /** As in `OnnxOptions`. @default false */
  readonly isBusy?: boolean | undefined;
  /**
   * A process counts as hung after this many milliseconds without a reply, or after ten times its slowest reply so far
   * if that is longer. Time in which this program did not run does not count. @default 120000
   */
  readonly stallMs?: number | undefined;
  /** Called when a process has to be replaced. @param reason - What happened to it, as in 'was killed by SIGSEGV'. */
  readonly onReplaced?: ((reason: string) => void) | undefined;
  /** Whether pictures and gradients go through shared memory where there is any. @default true */
  readonly sharesMemory?: boolean | undefined;
}

/** A host in another process. */
export interface RemoteHost extends Host {
  /** Number of the current process; undefined while there is none. */
  pid(): number | undefined;
}

const DEFAULT_STALL_MS = 120_000;

/** How many times a process is replaced for one request. */
const MAX_REPLACEMENTS = 2;

/** A busy machine takes long to start a process. */
const LEAST_START_MS = 30_000;

/** How long a process may take to end by itself, in milliseconds, since an evaluation cannot be interrupted. */
const GRACE_MS = 2_000;

/** A process that waits for its host. */
let ahead: Promise<EngineProcess | undefined> | undefined;

/**
 * Starts a process for the next host with shared memory before it is known which one: the process loads its library
 * while the program still loads its own modules. It ends with the program if it is not needed.
 */
export function startAhead(): void {
  ahead ??= createSharedMemory().then(
    (memory) => startProcess(memory, true),
    () => undefined, // the host will fail in the same way, and say so
  );
}

/** The process that was started ahead, for one host alone: it is taken before it is waited for. */
function takeAhead(): Promise<EngineProcess | undefined> | undefined {
  const taken = ahead;
  ahead = undefined;
  return taken;
}

type Started = Extract<Reply, { readonly is: 'started' }>;

/**
 * Starts a process and opens the host in it.
 *
 * @throws UserError as the host; ENGINE_FAILED when the process crashes or hangs three times at one request.
 */
export async function openRemoteHost(name: HostName, options: RemoteOptions = {}): Promise<RemoteHost> {
  const { threads, isBusy, stallMs = DEFAULT_STALL_MS, onReplaced, sharesMemory = true } = options;
  const watchdog = openWatchdog(stallMs);
  const startWatchdog = openWatchdog(Math.max(stallMs, LEAST_START_MS));
  let spare = sharesMemory ? await takeAhead() : undefined;
  const memory = spare?.memory ?? (sharesMemory ? await createSharedMemory() : null);
  const graphs = new Map<number, () => Uint8Array>();
  let process: EngineProcess | undefined;
  /** The sessions that the current process has. */
  let opened = new Set<number>();
  let started: Started | undefined;
  let sessions = 0;
  let isClosed = false;

  const start = async (): Promise<EngineProcess> => {
    process = spare ?? startProcess(memory);
    spare = undefined;
    opened = new Set();
    const { head } = await startWatchdog.guard(
      process.request({ do: 'start', host: name, options: { threads, isBusy } }),
    );
    started = head as Started;
    return process;
  };
  /** Acts with a process, and again with another one if it crashes or hangs. */
  const persistently = async <T>(act: (current: EngineProcess) => Promise<T>): Promise<T> => {
    for (let replaced = 0; ; replaced++) {
      if (isClosed) throw new Error('Expected an open engine, got a closed one.');
      try {
        return await act(process ?? (await start()));
      } catch (error) {
        const isHung = error instanceof StalledError;
        if (!isHung && !(error instanceof LostProcessError)) throw error;
        const ending = await process!.end(isHung ? 0 : GRACE_MS);
        process = undefined;
        const reason = isHung ? `hung (${error.message})` : describeEnding(ending);
        if (replaced === MAX_REPLACEMENTS) throw engineFailed(started?.description ?? name, reason, ending);
        onReplaced?.(reason);
      }
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  /** Acts when everything before has been done, since a process answers one request at a time. */
  const inTurn = <T>(act: (current: EngineProcess) => Promise<T>): Promise<T> => {
    const result = last.then(() => persistently(act));
    last = result.catch(() => undefined);
    return result;
  };
  const openIn = async (current: EngineProcess, session: number): Promise<void> => {
    if (opened.has(session)) return;
    await watchdog.guard(current.request({ do: 'open', session }, [graphs.get(session)!()]));
    opened.add(session);
  };
  const closeIn = async (current: EngineProcess, session: number): Promise<void> => {
    if (opened.delete(session)) await watchdog.guard(current.request({ do: 'close', session }));
  };
  const openSession = async (serialise: () => Uint8Array): Promise<HostSession> => {
    const session = sessions++;
    graphs.set(session, serialise);
    try {
      await inTurn((current) => openIn(current, session));
    } catch (error) {
      graphs.delete(session);
      throw error;
    }
    return {
      run: (inputs, outputs) =>
        inTurn(async (current) => {
          await openIn(current, session);
          return watchdog.guard(runIn(current, session, inputs, outputs));
        }),
      async close() {
        graphs.delete(session);
        if (!isClosed) await inTurn((current) => closeIn(current, session));
      },
    };
  };
  const allocate = (shape: readonly number[]): Tensor => {
    return tensor(shape, memory?.allocate(elementCount(shape)).data);
  };
  const close = async () => {
    await last;
    if (isClosed) return;
    isClosed = true;
    await process?.end(GRACE_MS);
    memory?.close();
  };
  try {
    await inTurn(async () => undefined);
  } catch (error) {
    await close();
    throw error;
  }
  const { description, threads: count } = started!;
  return { description, threads: count, pid: () => process?.pid, open: openSession, allocate, close };
}

function engineFailed(description: string, reason: string, { lastWords }: Ending): UserError {
  const times = MAX_REPLACEMENTS + 1;
  const error = lastWords.split('\n').find((line) => /error/i.test(line));
  const words = error === undefined ? '' : `: ${error}`;
  return new UserError('ENGINE_FAILED', `${description} failed ${times} times at the same step; it ${reason}${words}`, {
    hint: 'run the same command again to resume; if it fails again, free some memory or use fewer --threads',
  });
}
