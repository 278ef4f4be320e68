// The output streams of a command: results go to stdout, messages and progress to stderr.
const COLUMNS = 100;
/** The streams of this process. When the reader of a stream closes it (`| head`), the command continues. */
export function openTerminal() {
    const { stdout, stderr } = process;
    const closed = new Set();
    for (const stream of [stdout, stderr]) {
        // A broken pipe emits 'error', which ends the process unless there is a listener.
        stream.on('error', () => closed.add(stream));
    }
    const write = (stream, text) => {
        if (!closed.has(stream))
            stream.write(`${text}\n`);
    };
    return {
        out: (text) => write(stdout, text),
        err: (text) => write(stderr, text),
        screen: stderr.isTTY === true && process.env.TERM !== 'dumb' ? stderr : null,
        columns: stdout.columns ?? stderr.columns ?? COLUMNS,
        exit: (code) => process.exit(code),
    };
}
//# sourceMappingURL=terminal.js.map