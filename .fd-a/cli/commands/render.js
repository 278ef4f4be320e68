// The command `neurozoom render PRESET...` renders films. With --json every line on stdout is an object with a `kind`:
// the events of `renderFilm` (see `FilmEvent`) with the preset as written on the command line, `error` (see
// `ErrorReport`), `interrupted`, and last `end`.
import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { UserError } from '../../errors.js';
import { checkReplaceable } from '../../film/film-owner.js';
import { settleTarget } from '../../film/output.js';
import { renderFilm } from '../../film/render.js';
import { locateProblems } from '../../preset/load.js';
import { time } from '../../preset/schema/reader.js';
import { frameCountOf } from '../../timeline/timeline.js';
import { wholeNumber } from '../command.js';
import { commandOf, FILM_OPTIONS, loadFilm } from '../input/film-request.js';
import { openInterrupts } from '../input/interrupts.js';
import { checkOut, parseFrames } from '../input/options.js';
import { formatErrorReport, toErrorReport } from '../output/error-report.js';
import { openEventLog } from '../output/event-log.js';
import { formatCommand } from '../output/format.js';
import { openProgress } from '../output/progress.js';
import { describeEnd, describeEvent, describePause } from '../output/render-messages.js';
/** The command. */
export const render = {
    name: 'render',
    words: 'PRESET...',
    about: 'Render films. PRESET is a file or the name of a built-in preset (neurozoom presets lists them)',
    options: {
        ...FILM_OPTIONS,
        frames: { kind: 'value', about: 'Write only these frames, counted from 0, as in 100..199, 100.. or ..99' },
        jobs: { kind: 'value', about: 'How many films to render at a time (default 1, which uses the whole machine)' },
        overwrite: { kind: 'flag', about: 'Replace a film that this preset did not make' },
        fresh: { kind: 'flag', about: 'Start over instead of resuming an interrupted render' },
        'force-resume': {
            kind: 'flag',
            about: 'Resume even if the preset or a program has changed; the film is marked as mixed',
        },
        'break-lock': { kind: 'flag', about: 'Take over the lock of a process that no longer exists' },
        keep: { kind: 'flag', about: 'Keep the folder of the job when the film is done' },
        log: { kind: 'value', about: 'Append one JSON line per frame to this file: scores, colours, times, memory' },
        wait: { kind: 'value', about: 'How long to wait for space on a full disk, as in 10m (default 1h)' },
        stall: {
            kind: 'value',
            about: 'How long ffmpeg or the engine may be silent before it counts as hung (default 2m)',
        },
        segment: { kind: 'value', about: 'Frames per segment (default: about 10 s of rendering)' },
        quiet: { kind: 'flag', about: 'Print nothing but errors' },
        json: { kind: 'flag', about: 'Print one JSON object per line on stdout, for programs' },
    },
    examples: [
        ['render first-light', 'A first film, to output/first-light.mp4'],
        ['render my.yaml --draft --seed 9', 'A quick draft of another variation'],
        ['render reel --set camera.zoom.doubles=3s', 'The same film with a slower zoom'],
        ['render first-light', 'After Ctrl-C, a crash or a power cut: resumes where it stopped'],
    ],
    run: renderAll,
};
async function renderAll(call, terminal) {
    const jobs = wholeNumber(call, 'jobs', { min: 1, max: 64 }) ?? 1;
    const options = optionsOf(call, jobs);
    await checkWords(call);
    const quiet = call.flag('quiet');
    const progress = openProgress(terminal, quiet);
    const emit = (event) => {
        if (call.flag('json'))
            terminal.out(JSON.stringify(event));
    };
    const report = (error, word) => {
        const errorReport = toErrorReport(error, word);
        emit(errorReport);
        (quiet ? terminal.err : progress.say)(formatErrorReport(errorReport));
        return errorReport.exitCode;
    };
    const logFile = call.value('log');
    const log = logFile === undefined ? null : openEventLog(logFile, progress.say);
    const interrupts = openInterrupts(terminal);
    const context = { options, log, progress, interrupts, emit, report };
    try {
        // All presets are checked before the first film starts.
        const queued = await queueFilms(call, context);
        const queue = new PQueue({ concurrency: jobs });
        const codes = await Promise.all(queued.map((film) => (typeof film === 'number' ? film : queue.add(() => renderOne(film, context)))));
        const exitCode = Math.max(...codes);
        emit({ kind: 'end', films: codes.length, failed: codes.filter((code) => code !== 0).length, exitCode });
        return exitCode;
    }
    finally {
        interrupts.close();
    }
}
function optionsOf(call, jobs) {
    const threadsEach = jobs === 1 ? undefined : Math.max(1, Math.floor(availableParallelism() / jobs));
    return {
        threads: wholeNumber(call, 'threads', { min: 1, max: 1024 }) ?? threadsEach,
        overwrite: call.flag('overwrite'),
        fresh: call.flag('fresh'),
        forceResume: call.flag('force-resume'),
        breakLock: call.flag('break-lock'),
        keep: call.flag('keep'),
        diskWaitMs: milliseconds(call, 'wait', 0),
        stallMs: milliseconds(call, 'stall', 1),
        segmentFrames: wholeNumber(call, 'segment', { min: 6, max: 100_000 }),
        details: call.value('log') !== undefined,
    };
}
function milliseconds(call, option, min) {
    const text = call.value(option);
    if (text === undefined)
        return undefined;
    const { expected, read } = time({ min, max: 30 * 24 * 3600 });
    const seconds = read(text);
    if (seconds !== undefined)
        return 1000 * seconds;
    throw new UserError('ARGUMENT_INVALID', `Expected \`--${option}\` to be ${expected}, got \`${text}\`.`);
}
async function checkWords(call) {
    if (call.words.length === 0) {
        throw new UserError('ARGUMENT_INVALID', 'render needs a preset: a file or the name of a built-in preset', {
            hint: 'neurozoom render first-light renders a first film; neurozoom presets lists all presets',
        });
    }
    await checkOut(call, call.words.length, 'presets');
}
/** The film of each preset, or the exit code of its error. */
async function queueFilms(call, { report }) {
    const takenBy = new Map();
    const films = [];
    for (const word of call.words) {
        try {
            const film = await loadFilm(word, call);
            const range = parseFrames(call.value('frames') ?? '..', frameCountOf(film.settings));
            const target = await settleTarget(film.settings.output, film);
            if (!call.flag('overwrite'))
                await checkReplaceable(target, film.name);
            const other = takenBy.get(target.film);
            if (other !== undefined) {
                throw new UserError('ARGUMENT_INVALID', `${word} and ${other} would both be written to ${target.film}`, {
                    hint: 'render them one by one, each with another --out',
                });
            }
            takenBy.set(target.film, word);
            films.push({ ...film, word, range, command: commandOf(film, call) });
        }
        catch (error) {
            films.push(report(error, word));
        }
    }
    return films;
}
/** Renders one film. @returns its exit code. */
async function renderOne(queued, context) {
    const { word, name, settings, range, out, command } = queued;
    const { options, interrupts, progress, log, emit, report } = context;
    const before = interrupts.exitCode();
    if (before !== null) {
        emit({ kind: 'interrupted', preset: word });
        return before;
    }
    const stop = new AbortController();
    const abort = new AbortController();
    const started = performance.now();
    const view = progress.open(name);
    let hasStarted = false;
    let hasFrames = false;
    const ignore = interrupts.onSignal((count) => {
        // While the network opens or the lock is held by another process, there is nothing to finish.
        if (count === 1 && hasStarted) {
            const piece = hasFrames ? 'this frame' : 'this size of the growth';
            progress.say(`${name}: stopping after ${piece}; press Ctrl-C again to stop at once`);
            stop.abort();
        }
        else
            abort.abort(new Error('interrupted'));
    });
    const onEvent = (event) => {
        const line = { ...event, preset: word, ...(event.kind === 'done' ? { seconds: secondsSince(started) } : {}) };
        emit(line);
        log?.write(line);
        hasStarted ||= event.kind === 'start';
        hasFrames ||= event.kind === 'frame';
        const message = describeEvent(queued, event);
        if (message !== null)
            progress.say(message);
        view.event(event);
    };
    try {
        const signals = { stop: stop.signal, signal: abort.signal };
        const film = await renderFilm(settings, { ...options, name, out, range, command, onEvent, ...signals });
        view.close();
        if (film.kind === 'paused') {
            progress.say(describePause(queued, film));
            return interrupts.exitCode() ?? 0;
        }
        progress.say(describeEnd(queued, film, secondsSince(started)));
        return 0;
    }
    catch (error) {
        view.close();
        if (!abort.signal.aborted)
            return report(locateProblems(error, queued.source), word);
        emit({ kind: 'interrupted', preset: word });
        progress.say(`${name}: stopped; all saved work is kept. To resume: ${formatCommand(command)}`);
        return interrupts.exitCode() ?? 1;
    }
    finally {
        ignore();
    }
}
function secondsSince(start) {
    return (performance.now() - start) / 1000;
}
//# sourceMappingURL=render.js.map