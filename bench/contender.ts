// Contenders run in separate processes and take turns, so that a slow moment of the machine affects all of them. The
// protocol is one line of JSON in each direction: the process sends {"ready": "its description"} or {"skip": "the
// reason"}, then answers every line with {"ms": time of one step}.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process that is ready to take steps. */
export interface Contender {
  readonly name: string;
  /** Library, version, threads. */
  readonly description: string;
  /** Takes one step and returns its milliseconds, by the process's own clock. */
  step(): Promise<number>;
  /** Resolves when the process has ended. */
  close(): Promise<void>;
}

/** The reason why a contender does not run here. */
export interface Absent {
  readonly name: string;
  readonly reason: string;
}

/** Starts the process and waits until it is ready. */
export async function openContender(
  name: string,
  command: string,
  args: readonly string[],
): Promise<Contender | Absent> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(`it ended with code ${code}`));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<Record<string, unknown>> => {
    for (;;) {
      const line = await Promise.race([lines.next(), ended]);
      if (typeof line === 'string') return { skip: line };
      if (line.done === true) return { skip: await ended };
      // skips other output of libraries
      if (line.value.startsWith('{')) return JSON.parse(line.value) as Record<string, unknown>;
    }
  };
  const first = await answer();
  if (typeof first.ready !== 'string') return { name, reason: String(first.skip) };
  return {
    name,
    description: first.ready,
    async step() {
      child.stdin.write('step\n');
      const { ms, skip } = await answer();
      if (typeof ms !== 'number') throw new Error(`${name} took no step: ${skip}`);
      return ms;
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}

/**
 * The process's side: answers every line with the time of one step, until the input ends. Takes one uncounted step
 * first.
 */
export async function serve(description: string, step: () => Promise<unknown>): Promise<void> {
  await step();
  say({ ready: description });
  for await (const _line of createInterface({ input: process.stdin })) {
    const start = performance.now();
    await step();
    say({ ms: performance.now() - start });
  }
}

function say(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
