// Child processes. They are started from an argument array (never through a shell), the end of their stderr is kept,
// and they are killed together with everything they started. On POSIX a child leads its own process group, so Ctrl-C in
// the terminal does not reach it, and the film can still be finished.

import { type SpawnOptions, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';

/** How a process ended. */
export interface Ending {
  /** `null` when a signal ended the process, or when it never started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of its stderr (at most 4 kB), or why it could not be started. */
  readonly lastWords: string;
}

/** A running process. */
export interface Child {
  readonly pid: number | undefined;
  /** `null` without `input`. It already has an error handler. */
  readonly stdin: Writable | null;
  /** The pipe at file descriptor 3, with `pipe`. It already has an error handler. */
  readonly pipe: Socket | null;
  /** Settles when the process has ended and its output is read to the end; never rejects. */
  readonly ended: Promise<Ending>;
  /** The end of its stderr so far (at most 4 kB). */
  lastWords(): string;
  /** Kills the process and everything it started, at once. Safe at any time. */
  kill(): void;
  /** Waits at most this many milliseconds for the end, then kills the process and waits again. Never rejects. */
  end(graceMs: number): Promise<Ending>;
}

/** Options for starting a child process. */
export interface ChildOptions {
  /** Opens `stdin` for writing. */
  readonly input?: boolean;
  /** Receives stdout, which is discarded by default. */
  readonly onOutput?: (chunk: Buffer) => void;
  /** Opens a pipe in both directions, the child's file descriptor 3. */
  readonly pipe?: boolean;
  /** A file descriptor that the child inherits as its 4, with `pipe`. */
  readonly fd?: number | undefined;
  /** Whether this process may end while the child runs; the child is then killed. @default false */
  readonly isBackground?: boolean;
}

/** Starts a program. A failure to start is reported by `ended`, never thrown. */
export function startChild(
  path: string,
  args: readonly string[],
  { input = false, onOutput, pipe = false, fd, isBackground = false }: ChildOptions = {},
): Child {
  const output = onOutput === undefined ? 'ignore' : 'pipe';
  const options: SpawnOptions = {
    stdio: [
      input ? 'pipe' : 'ignore',
      output,
      'pipe',
      ...(pipe ? ['pipe' as const] : []),
      ...(fd === undefined ? [] : [fd]),
    ],
    detached: process.platform !== 'win32', // on Windows this would open a console window
    windowsHide: true,
  };
  let child: ReturnType<typeof spawn>;
  try {
    child = spawn(path, [...args], options);
  } catch (error) {
    return neverStarted(error); // thrown instead of emitted, for example when the arguments are too long
  }
  const words = keepTail(child.stderr, LAST_WORDS_BYTES);
  if (onOutput !== undefined) child.stdout?.on('data', onOutput);
  // Without a handler, the broken pipe of a dying ffmpeg would end our own process. `ended` has the cause.
  child.stdin?.on('error', () => undefined);
  const socket = pipe ? (child.stdio[3] as Socket) : null;
  socket?.on('error', () => undefined);
  if (isBackground) {
    child.unref();
    (child.stderr as Socket | null)?.unref();
    socket?.unref();
  }

  let gone = false;
  const kill = () => {
    if (!gone && child.pid !== undefined) killGroup(child.pid);
  };
  const ended = new Promise<Ending>((resolve) => {
    const settle = (ending: Ending) => {
      gone = true;
      forgetChild(kill);
      resolve(ending);
    };
    child.once('error', (error) => settle({ code: null, signal: null, lastWords: error.message }));
    child.once('close', (code, signal) => settle({ code, signal, lastWords: words() }));
  });
  if (child.pid !== undefined) killAtExit(kill);
  const end = (graceMs: number) => endWithin(ended, kill, words, graceMs);
  return { pid: child.pid, stdin: child.stdin, pipe: socket, ended, lastWords: words, kill, end };
}

/**
 * Runs a program to its end and returns what it printed; kills it after `timeoutMs`. Rejects only when the signal
 * aborts.
 */
export async function runChild(
  path: string,
  args: readonly string[],
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
): Promise<Ending & { readonly output: string }> {
  signal?.throwIfAborted();
  const chunks: Buffer[] = [];
  const child = startChild(path, args, { onOutput: (chunk) => chunks.push(chunk) });
  signal?.addEventListener('abort', child.kill, { once: true });
  const ending = await child.end(timeoutMs);
  signal?.removeEventListener('abort', child.kill);
  signal?.throwIfAborted();
  return { ...ending, output: Buffer.concat(chunks).toString() };
}

/** Describes how a process ended: `ended with code 1`, `was killed by SIGKILL`, `could not be started`. */
export function describeEnding({ code, signal }: Ending): string {
  if (signal !== null) return `was killed by ${signal}`;
  return code === null ? 'could not be started' : `ended with code ${code}`;
}

/** Settles with the promise's value, or with `undefined` after this many milliseconds. */
export async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), Math.min(milliseconds, MAX_TIMER_MS));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

const LAST_WORDS_BYTES = 4096;

/**
 * The time limit after SIGKILL: only a process that is stuck in the kernel (for example on a dead network drive) still
 * runs then.
 */
const DEATH_MS = 10_000;

/** The longest delay of `setTimeout`; a longer one would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

async function endWithin(ended: Promise<Ending>, kill: () => void, words: () => string, graceMs: number) {
  const inTime = await within(ended, graceMs);
  if (inTime !== undefined) return inTime;
  kill();
  return (await within(ended, DEATH_MS)) ?? { code: null, signal: 'SIGKILL' as const, lastWords: words() };
}

function neverStarted(error: unknown): Child {
  const ending: Ending = {
    code: null,
    signal: null,
    lastWords: error instanceof Error ? error.message : String(error),
  };
  return {
    pid: undefined,
    stdin: null,
    pipe: null,
    ended: Promise.resolve(ending),
    lastWords: () => ending.lastWords,
    kill: () => undefined,
    end: () => Promise.resolve(ending),
  };
}

function keepTail(stream: Readable | null, bytes: number): () => string {
  let tail = Buffer.alloc(0);
  stream?.on('data', (chunk: Buffer) => {
    tail = Buffer.concat([tail, chunk]).subarray(-bytes);
  });
  return () => tail.toString().trim();
}

function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: the process has just ended. EPERM: the same on macOS, before it was waited for.
    if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM'))) throw error;
  }
}

/** How to kill each child that is running. */
const living = new Set<() => void>();

function killAll(): void {
  for (const kill of living) kill();
}

/** Calls `kill` when this process exits, which a detached child would outlive. */
export function killAtExit(kill: () => void): void {
  if (living.size === 0) process.on('exit', killAll);
  living.add(kill);
}

/** Undoes `killAtExit` for a child that has ended. */
export function forgetChild(kill: () => void): void {
  if (living.delete(kill) && living.size === 0) process.off('exit', killAll);
}
