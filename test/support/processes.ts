// The processes of engines (Linux, macOS).

import { execFileSync } from 'node:child_process';

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** As `ps` prints it: `T` is stopped, `Z` has ended. */
  readonly state: string;
  readonly args: string;
}

function processes(): readonly Process[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,stat=,args=']).toString().trim().split('\n');
  return lines.map((line) => {
    const [pid = '', parent = '', state = '', ...args] = line.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), state, args: args.join(' ') };
  });
}

/** The running engines of a program. */
export function enginesOf(program: number): readonly number[] {
  return processes()
    .filter(
      ({ parent, state, args }) => parent === program && !state.startsWith('Z') && args.includes('engine-process'),
    )
    .map(({ pid }) => pid);
}

/** Whether a process exists and has not ended. */
export function isRunning(pid: number): boolean {
  return processes().some((one) => one.pid === pid && !one.state.startsWith('Z'));
}

/** Waits until something is so; checks every few milliseconds. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}
