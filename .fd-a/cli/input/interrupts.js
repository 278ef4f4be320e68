// Handles Ctrl-C and the other signals that ask a program to stop. The first signal means stop soon, the second stop at
// once; the third ends the process.
/** SIGHUP is sent when the terminal window is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** The exit code after any of the signals: that of Ctrl-C, since all of them are handled alike. */
export const STOPPED = 130;
/** Handles the signals until `close`: the first two no longer end the process. */
export function openInterrupts(terminal) {
    const listeners = new Set();
    let count = 0;
    const receive = () => {
        count += 1;
        if (count > 2)
            terminal.exit(STOPPED);
        else
            for (const listener of [...listeners])
                listener(count);
    };
    for (const signal of SIGNALS)
        process.on(signal, receive);
    return {
        exitCode: () => (count > 0 ? STOPPED : null),
        onSignal(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        close() {
            for (const signal of SIGNALS)
                process.off(signal, receive);
        },
    };
}
//# sourceMappingURL=interrupts.js.map