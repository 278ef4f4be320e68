// The command line within the process of a test: no start of a program, no decoding of the network's weights for every
// call. What a test proves about signals, exit codes of the process or its working folder needs the built program
// instead (test/e2e/program.ts).

import { main } from '../../src/cli/main.js';
import type { Terminal } from '../../src/cli/terminal.js';

/** One line of --json. */
export interface JsonEvent {
  readonly kind: string;
  readonly [key: string]: unknown;
}

/** What a command line left. */
export interface Run {
  /** Exit code; null for a program that a signal ended. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of stdout, when they are JSON. */
  readonly events: readonly JsonEvent[];
}

/** A terminal that keeps what is written to it. `exit` throws: no test asks for it. */
export function recordingTerminal({ columns = 100 }: { readonly columns?: number } = {}) {
  let stdout = '';
  let stderr = '';
  const terminal: Terminal = {
    out(text) {
      stdout += `${text}\n`;
    },
    err(text) {
      stderr += `${text}\n`;
    },
    screen: null,
    columns,
    exit(code) {
      throw new Error(`the program asked to exit with ${code}`);
    },
  };
  return { terminal, stdout: () => stdout, stderr: () => stderr };
}

/**
 * Runs a command line to its end in this process. The working folder and the environment are those of the test:
 * `process.chdir` and `vi.stubEnv` change them. `atlas` lowers the priority of the process unless it gets `--priority
 * normal`.
 *
 * @param args - Without node and the program.
 */
export async function runInProcess(args: readonly string[], options: { readonly columns?: number } = {}): Promise<Run> {
  const { terminal, stdout, stderr } = recordingTerminal(options);
  const code = await main(args, terminal);
  return { code, stdout: stdout(), stderr: stderr(), events: eventsIn(stdout()) };
}

/** The lines of a text that are JSON objects. */
export function eventsIn(text: string): readonly JsonEvent[] {
  const lines = text.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
  return lines.map((line) => JSON.parse(line) as JsonEvent);
}
