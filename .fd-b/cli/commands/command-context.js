// Shared by the commands for pictures: progress, Ctrl-C, writing and showing the result.
//
// With --json every line on stdout is an object with a `kind`: `start`, `progress` ({ done, of }), `picture` (a
// finished picture with the scores of its cells), `error` (see `ErrorReport`), `interrupted`, and last `end`.
import { UserError } from '../../errors.js';
import { renderFilm } from '../../film/render.js';
import { formatSubject } from '../../preset/picture/subject.js';
import { writePicture } from '../../stills/picture.js';
import { previewPng } from '../../stills/picture-file.js';
import { wholeNumber } from '../command.js';
import { openInterrupts } from '../input/interrupts.js';
import { displayPath } from '../input/preset-files.js';
import { formatErrorReport, toErrorReport } from '../output/error-report.js';
import { formatBytes, formatCount, formatTime } from '../output/format.js';
import { openProgress } from '../output/progress.js';
import { openThroughput } from '../output/throughput.js';
import { drawingProtocol, drawn, showInViewer } from '../output/viewer.js';
/** The options that all commands for pictures have, besides `PICTURE_OPTIONS`. */
export const PICTURE_COMMAND_OPTIONS = {
    threads: { kind: 'value', about: 'Threads of the engine (default: all)' },
    open: { kind: 'flag', about: "Open the result in the system's viewer" },
    'no-preview': { kind: 'flag', about: 'Do not draw the picture in the terminal' },
    quiet: { kind: 'flag', about: 'Print nothing but errors' },
    json: { kind: 'flag', about: 'Print one JSON object per line on stdout, for programs' },
};
/** Runs a command for pictures. @returns its exit code. */
export async function withCommandContext(call, terminal, work) {
    const threads = wholeNumber(call, 'threads', { min: 1, max: 1024 });
    const quiet = call.flag('quiet');
    const progress = openProgress(terminal, quiet);
    const interrupts = openInterrupts(terminal);
    const abort = new AbortController();
    const started = performance.now();
    const emit = (event) => {
        if (call.flag('json'))
            terminal.out(JSON.stringify(event));
    };
    const ignore = interrupts.onSignal(() => abort.abort(new Error('interrupted')));
    let running;
    let pictures = 0;
    const context = {
        ...{ threads, signal: abort.signal, say: progress.say, emit },
        begin(name) {
            const task = progress.task(name);
            running = task;
            let reached = 0;
            const throughput = openThroughput(1);
            return (done, of, share = done / of) => {
                throughput.done(share - reached, 0, performance.now());
                reached = share;
                const left = throughput.secondsLeft();
                emit({ kind: 'progress', done, of });
                task.update(share, `${done}/${of}${left === null ? '' : `, ${formatTime(Math.ceil(left))} left`}`);
                if (done === of)
                    task.close();
            };
        },
        async film(settings, options) {
            let onProgress;
            const made = await renderFilm(settings, {
                ...options,
                ...{ threads, stop: abort.signal },
                onEvent(event) {
                    options.onEvent?.(event);
                    if (event.kind !== 'frame')
                        return;
                    onProgress ??= context.begin(options.name ?? 'film');
                    onProgress(event.written, event.of);
                },
            });
            if (made.kind === 'done')
                return made;
            progress.say(`${made.written} of ${formatCount(made.of, 'frame')} are kept; run the same command again to resume`);
            throw abort.signal.reason;
        },
        async deliver(target, picture, settings) {
            const bytes = await writePicture(target, picture, settings);
            pictures += 1;
            const { width, height } = picture;
            emit({ kind: 'picture', file: target, width, height, bytes, cells: cellsOf(picture.cells, settings) });
            progress.say(`${displayPath(target)}: ${width}x${height}, ${formatBytes(bytes)}${describeScores(picture.cells)}`);
            const protocol = call.flag('no-preview') || quiet ? null : drawingProtocol(process.env);
            if (terminal.screen !== null && protocol !== null) {
                terminal.screen.write(drawn(await previewPng(picture), protocol));
            }
            if (call.flag('open'))
                await showInViewer(target, displayPath(target), terminal);
        },
    };
    try {
        await work(context);
        progress.say(`done in ${formatTime((performance.now() - started) / 1000)}`);
        emit({ kind: 'end', pictures, exitCode: 0 });
        return 0;
    }
    catch (error) {
        running?.close();
        const exitCode = abort.signal.aborted ? (interrupts.exitCode() ?? 1) : report(error);
        if (abort.signal.aborted) {
            emit({ kind: 'interrupted' });
            progress.say('stopped');
        }
        emit({ kind: 'end', pictures, exitCode });
        return exitCode;
    }
    finally {
        ignore();
        interrupts.close();
    }
    function report(error) {
        const errorReport = toErrorReport(error);
        emit(errorReport);
        terminal.err(formatErrorReport(errorReport));
        return errorReport.exitCode;
    }
}
function cellsOf(cells, { show }) {
    const subjects = show.flat();
    return cells.map(({ startScore, endScore, curve, isActive }, i) => {
        return { subject: formatSubject(subjects[i]), startScore, endScore, curve, dead: !isActive };
    });
}
function describeScores(cells) {
    const [first] = cells;
    if (first === undefined)
        return '';
    const dead = cells.filter(({ isActive }) => !isActive).length;
    if (cells.length > 1)
        return dead === 0 ? '' : `, ${dead} of ${cells.length} dead`;
    const rise = `, score ${first.startScore.toPrecision(3)} to ${first.endScore.toPrecision(3)}`;
    return dead === 0 ? rise : `${rise}; the neuron is dead`;
}
/** Checks the number of words of a call. @throws UserError ARGUMENT_INVALID when there are too few or too many. */
export function expectWords(call, { min, max, what }) {
    const { length } = call.words;
    if (length >= min && length <= max)
        return;
    throw new UserError('ARGUMENT_INVALID', `expected ${what}, got ${length === 0 ? 'nothing' : call.words.join(' ')}`);
}
//# sourceMappingURL=command-context.js.map