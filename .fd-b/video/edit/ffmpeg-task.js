// Runs ffmpeg once on finished files, through fluent-ffmpeg, which no other file imports. It has these faults, which
// this file works around:
// - it splits an option string at a single space, unless the call has more than one option;
// - it keeps the path of ffmpeg in a global variable, so tasks with different ffmpegs must not overlap;
// - it crashes the process when ffmpeg cannot be started, so that is checked first;
// - it cannot kill a command before it has spawned, so an early abort is remembered;
// - it treats exit code 0 as success, so any output on stderr is a failure here, and the caller reads the file;
// - it starts ffmpeg in our own process group, where Ctrl-C in the terminal ends it too: such a task runs again.
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import fluentFfmpeg from 'fluent-ffmpeg';
import { UserError } from '../../errors.js';
import { forgetChild, killAtExit } from '../encode/child.js';
import { ffmpegFailure } from '../encode/failure.js';
/**
 * Runs the task to its end. Tasks with the same ffmpeg run side by side.
 *
 * @throws UserError FFMPEG_FAILED or DISK_FULL with ffmpeg's last words; the signal's reason when it aborts.
 */
export async function runFfmpegTask({ ffmpeg, signal }, task) {
    return besideTasksOf(ffmpeg.path, async () => {
        signal?.throwIfAborted();
        await access(ffmpeg.path, constants.X_OK).catch((cause) => {
            throw new UserError('FFMPEG_FAILED', `the ffmpeg at ${ffmpeg.path} can no longer be run`, { cause });
        });
        for (let left = MAX_INTERRUPTS;; left--) {
            const outcome = await execute(ffmpeg.path, task, signal);
            if (outcome === 'done')
                return;
            if (left === 0)
                throw ffmpegFailure(task.attempt, { code: INTERRUPTED, signal: null, lastWords: '' });
        }
    });
}
/** ffmpeg's exit code after SIGINT or SIGTERM. It prints nothing then, but does when it fails by itself. */
const INTERRUPTED = 255;
/** How many times a task runs again after Ctrl-C in the terminal. */
const MAX_INTERRUPTS = 5;
/** The tasks of one ffmpeg: they start when `ready` settles. Tasks of another ffmpeg start when `settled` settles. */
let group = {
    path: '',
    ready: Promise.resolve(),
    settled: Promise.resolve(),
};
async function besideTasksOf(path, run) {
    if (group.path !== path)
        group = { path, ready: group.settled, settled: group.settled };
    const mine = group.ready.then(run);
    group.settled = Promise.allSettled([group.settled, mine]).then(() => undefined);
    return mine;
}
function execute(ffmpegPath, task, signal) {
    const command = fluentFfmpeg(task.cwd === undefined ? {} : { cwd: task.cwd });
    command.setFfmpegPath(ffmpegPath);
    for (const { path, options } of task.inputs) {
        command.input(`file:${path}`).inputOptions(...INPUT_OPTIONS, ...options);
    }
    command.outputOptions(...task.options, '-y').output(`file:${task.output}`);
    const kill = () => {
        command.kill('SIGKILL');
    };
    return new Promise((resolve, reject) => {
        const settle = (outcome) => {
            signal?.removeEventListener('abort', kill);
            forgetChild(kill);
            if (signal?.aborted === true)
                reject(signal.reason);
            else if (outcome instanceof Error)
                reject(outcome);
            else
                resolve(outcome);
        };
        const failure = (error, stderr) => {
            const lastWords = (stderr ?? '').trim().slice(-MAX_LAST_WORDS) || error.message;
            return ffmpegFailure(task.attempt, { ...endingIn(error.message), lastWords });
        };
        command.on('start', () => {
            if (signal?.aborted === true)
                kill();
        });
        command.on('error', (error, _stdout, stderr) => {
            settle(isInterrupt(error) && (stderr ?? '').trim() === '' ? 'interrupted' : failure(error, stderr));
        });
        command.on('end', (_stdout, stderr) => {
            const isClean = (stderr ?? '').trim() === '';
            settle(isClean ? 'done' : failure(new Error('ffmpeg exited with code 0'), stderr));
        });
        signal?.addEventListener('abort', kill, { once: true });
        killAtExit(kill);
        command.run();
    });
}
/** The whitelist prevents ffmpeg from opening anything but files, whatever an input is or refers to. */
const INPUT_OPTIONS = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-protocol_whitelist', 'file,pipe'];
/** The most characters of ffmpeg's last output that a message quotes. */
const MAX_LAST_WORDS = 4096;
/** Whether ffmpeg ended by a signal from the terminal: its own way, or as any program before it has its handler. */
function isInterrupt({ message }) {
    const { code, signal } = endingIn(message);
    return code === INTERRUPTED || signal === 'SIGINT' || signal === 'SIGTERM';
}
/** fluent-ffmpeg reports how ffmpeg ended only in the text of its error. */
function endingIn(message) {
    const code = /exited with code (\d+)/.exec(message)?.[1];
    const signal = /killed with signal (SIG\w+)/.exec(message)?.[1];
    return { code: code === undefined ? null : Number(code), signal: signal ?? null };
}
//# sourceMappingURL=ffmpeg-task.js.map