// The two streams of a command: results go to stdout, messages and progress to stderr.

/** Where a command writes. */
export interface Terminal {
  /** Writes a line (or several) to stdout. */
  out(text: string): void;
  /** Writes a line (or several) to stderr. */
  err(text: string): void;
  /** Where bars can be drawn; null when stderr is no terminal. */
  readonly screen: NodeJS.WriteStream | null;
  /** Columns of the terminal; 100 where there is none. */
  readonly columns: number;
  /** Ends the process at once, finished or not. */
  exit(code: number): void;
}

const COLUMNS = 100;

/** The terminal of this process. When the reader of a stream goes away (`| head`), the command continues without it. */
export function openTerminal(): Terminal {
  const { stdout, stderr } = process;
  const closed = new Set<NodeJS.WriteStream>();
  for (const stream of [stdout, stderr]) {
    // A broken pipe is an 'error' event, which ends a process that does not listen for it.
    stream.on('error', () => closed.add(stream));
  }
  const write = (stream: NodeJS.WriteStream, text: string) => {
    if (!closed.has(stream)) stream.write(`${text}\n`);
  };
  return {
    out: (text) => write(stdout, text),
    err: (text) => write(stderr, text),
    screen: stderr.isTTY === true && process.env.TERM !== 'dumb' ? stderr : null,
    columns: stdout.columns ?? stderr.columns ?? COLUMNS,
    exit: (code) => process.exit(code),
  };
}
