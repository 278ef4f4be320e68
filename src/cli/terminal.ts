// The output streams of a command: results go to stdout, messages and progress to stderr.

/** The streams that a command writes to. */
export interface Terminal {
  /** Writes one or more lines to stdout. */
  out(text: string): void;
  /** Writes one or more lines to stderr. */
  err(text: string): void;
  /** The stream to draw bars on; null when stderr is not a terminal. */
  readonly screen: NodeJS.WriteStream | null;
  /** Columns of the terminal; 100 without one. */
  readonly columns: number;
  /** Ends the process at once. */
  exit(code: number): void;
}

const COLUMNS = 100;

/** The streams of this process. When the reader of a stream closes it (`| head`), the command continues. */
export function openTerminal(): Terminal {
  const { stdout, stderr } = process;
  const closed = new Set<NodeJS.WriteStream>();
  for (const stream of [stdout, stderr]) {
    // A broken pipe emits 'error', which ends the process unless there is a listener.
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
