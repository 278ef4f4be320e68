// The program's end of an engine's process: starts it, sends requests and gets replies.

import { fileURLToPath } from 'node:url';
import { UserError } from '../../errors.js';
import { type Ending, startChild } from '../../processes/child.js';
import { encode, LOADS_AHEAD, type Message, openDecoder, type Reply, type Request, SHARES_MEMORY } from './messages.js';
import type { SharedArray, SharedMemory } from './shared-memory.js';

/** A running process of an engine. One request at a time. */
export interface EngineProcess {
  readonly pid: number | undefined;
  /** The memory that the process shares; null if there is none. */
  readonly memory: SharedMemory | null;
  /**
   * Shared memory for numbers on their way, by their name in messages: the same for the same length. Undefined if there
   * is no shared memory.
   */
  staging(name: string, length: number): SharedArray | undefined;
  /**
   * Sends a request and waits for its reply.
   *
   * @throws LostProcessError when the process ends first; what the process reports as failed.
   */
  request(head: Request, body?: readonly Uint8Array[]): Promise<Message<Reply>>;
  /** Ends the process. @param graceMs - How long it may take to end by itself. */
  end(graceMs: number): Promise<Ending>;
}

/** The error for a process that ended before its reply. */
export class LostProcessError extends Error {
  override readonly name = 'LostProcessError';
}

/** When this file runs from source (tsx, vitest), the process comes from the last build. */
const PROGRAM = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../../dist/engines/process/engine-process.js' : './engine-process.js',
    import.meta.url,
  ),
);

/**
 * Starts a process. A failure to start is reported by its first request.
 *
 * @param memory - Memory to share with it.
 * @param isAhead - Whether it is not known yet what it computes.
 */
export function startProcess(memory: SharedMemory | null, isAhead = false): EngineProcess {
  const args = [PROGRAM, ...(memory === null ? [] : [SHARES_MEMORY]), ...(isAhead ? [LOADS_AHEAD] : [])];
  const child = startChild(process.execPath, args, { pipe: true, fd: memory?.fd, isBackground: true });
  const { pipe } = child;
  const decoder = openDecoder<Reply>();
  let waiting:
    | { readonly resolve: (reply: Message<Reply>) => void; readonly reject: (error: Error) => void }
    | undefined;
  let isLost = pipe === null;
  const lose = () => {
    isLost = true;
    waiting?.reject(new LostProcessError('The process of the engine has ended.'));
  };
  pipe?.on('close', lose);
  pipe?.on('data', (chunk: Buffer) => {
    for (let at = 0; at < chunk.length; ) {
      const length = Math.min(decoder.missing(), chunk.length - at);
      const reply = decoder.take(chunk.subarray(at, at + length));
      if (reply !== undefined) waiting?.resolve(reply);
      at += length;
    }
  });
  pipe?.unref();
  void child.ended.then(lose);
  const stages = new Map<string, SharedArray>();
  return {
    pid: child.pid,
    memory,
    staging(name, length) {
      const found = stages.get(name);
      if (found?.data.length === length) return found;
      const made = memory?.allocate(length);
      if (made !== undefined) stages.set(name, made);
      return made;
    },
    async request(head, body) {
      try {
        const reply = await new Promise<Message<Reply>>((resolve, reject) => {
          waiting = { resolve, reject };
          if (isLost) lose();
          pipe?.ref(); // a pending request keeps the program running
          for (const piece of encode(head, body)) pipe?.write(piece);
        });
        if (reply.head.is === 'failed') throw toError(reply.head);
        return reply;
      } finally {
        waiting = undefined;
        pipe?.unref();
      }
    },
    end(graceMs) {
      pipe?.end();
      return child.end(graceMs);
    },
  };
}

function toError({ message, user }: Extract<Reply, { readonly is: 'failed' }>): Error {
  return user === undefined ? new Error(message) : new UserError(user.code, message, { hint: user.hint });
}
