// Child processes. They are started from an argument array (never through a shell), the end of their stderr is kept,
// and they are killed together with everything they started. On POSIX a child leads its own process group, so Ctrl-C in
// the terminal does not reach it, and the film can still be finished.
import { spawn } from 'node:child_process';
/** Starts a program. A failure to start is reported by `ended`, never thrown. */
export function startChild(path, args, { input = false, onOutput } = {}) {
    const output = onOutput === undefined ? 'ignore' : 'pipe';
    const options = {
        stdio: [input ? 'pipe' : 'ignore', output, 'pipe'],
        detached: process.platform !== 'win32', // on Windows this would open a console window
        windowsHide: true,
    };
    let child;
    try {
        child = spawn(path, [...args], options);
    }
    catch (error) {
        return neverStarted(error); // thrown instead of emitted, for example when the arguments are too long
    }
    const words = keepTail(child.stderr, LAST_WORDS_BYTES);
    if (onOutput !== undefined)
        child.stdout?.on('data', onOutput);
    // Without a handler, the broken pipe of a dying ffmpeg would end our own process. `ended` has the cause.
    child.stdin?.on('error', () => undefined);
    let gone = false;
    const kill = () => {
        if (!gone && child.pid !== undefined)
            killGroup(child.pid);
    };
    const ended = new Promise((resolve) => {
        const settle = (ending) => {
            gone = true;
            forgetChild(kill);
            resolve(ending);
        };
        child.once('error', (error) => settle({ code: null, signal: null, lastWords: error.message }));
        child.once('close', (code, signal) => settle({ code, signal, lastWords: words() }));
    });
    if (child.pid !== undefined)
        killAtExit(kill);
    const end = (graceMs) => endWithin(ended, kill, words, graceMs);
    return { pid: child.pid, stdin: child.stdin, ended, lastWords: words, kill, end };
}
/**
 * Runs a program to its end and returns what it printed; kills it after `timeoutMs`. Rejects only when the signal
 * aborts.
 */
export async function runChild(path, args, { timeoutMs, signal }) {
    signal?.throwIfAborted();
    const chunks = [];
    const child = startChild(path, args, { onOutput: (chunk) => chunks.push(chunk) });
    signal?.addEventListener('abort', child.kill, { once: true });
    const ending = await child.end(timeoutMs);
    signal?.removeEventListener('abort', child.kill);
    signal?.throwIfAborted();
    return { ...ending, output: Buffer.concat(chunks).toString() };
}
/** Describes how a process ended: `ended with code 1`, `was killed by SIGKILL`, `could not be started`. */
export function describeEnding({ code, signal }) {
    if (signal !== null)
        return `was killed by ${signal}`;
    return code === null ? 'could not be started' : `ended with code ${code}`;
}
/** Settles with the promise's value, or with `undefined` after this many milliseconds. */
export async function within(promise, milliseconds) {
    let timer;
    const late = new Promise((resolve) => {
        timer = setTimeout(() => resolve(undefined), Math.min(milliseconds, MAX_TIMER_MS));
    });
    try {
        return await Promise.race([promise, late]);
    }
    finally {
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
async function endWithin(ended, kill, words, graceMs) {
    const inTime = await within(ended, graceMs);
    if (inTime !== undefined)
        return inTime;
    kill();
    return (await within(ended, DEATH_MS)) ?? { code: null, signal: 'SIGKILL', lastWords: words() };
}
function neverStarted(error) {
    const ending = {
        code: null,
        signal: null,
        lastWords: error instanceof Error ? error.message : String(error),
    };
    return {
        pid: undefined,
        stdin: null,
        ended: Promise.resolve(ending),
        lastWords: () => ending.lastWords,
        kill: () => undefined,
        end: () => Promise.resolve(ending),
    };
}
function keepTail(stream, bytes) {
    let tail = Buffer.alloc(0);
    stream?.on('data', (chunk) => {
        tail = Buffer.concat([tail, chunk]).subarray(-bytes);
    });
    return () => tail.toString().trim();
}
function killGroup(pid) {
    try {
        process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    }
    catch (error) {
        // ESRCH: the process has just ended. EPERM: the same on macOS, before it was waited for.
        if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM')))
            throw error;
    }
}
/** How to kill each child that is running. */
const living = new Set();
function killAll() {
    for (const kill of living)
        kill();
}
/** Calls `kill` when this process exits, which a detached child would outlive. */
export function killAtExit(kill) {
    if (living.size === 0)
        process.on('exit', killAll);
    living.add(kill);
}
/** Undoes `killAtExit` for a child that has ended. */
export function forgetChild(kill) {
    if (living.delete(kill) && living.size === 0)
        process.off('exit', killAll);
}
//# sourceMappingURL=child.js.map