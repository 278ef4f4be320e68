// The command `neurozoom check PRESET...` reports everything that `render` would refuse, the film second by second, and
// the time, memory and disk space it takes. Renders and writes nothing. With --json each line on stdout is
// `{ kind: 'check', ... }` (see `Report`) or `{ kind: 'error', ... }` (see `ErrorReport`).
import { UserError } from '../../errors.js';
import { checkFilm } from '../../film/estimate/check-film.js';
import { locateProblems } from '../../preset/load.js';
import { wholeNumber } from '../command.js';
import { FILM_OPTIONS, loadFilm } from '../input/film-request.js';
import { displayPath } from '../input/preset-files.js';
import { formatErrorReport, toErrorReport } from '../output/error-report.js';
import { formatBytes, formatCount, formatFfmpeg, formatRate, formatTime } from '../output/format.js';
import { formatTimeline, timelineRows } from '../output/timeline-table.js';
/** The command. */
export const check = {
    name: 'check',
    words: 'PRESET...',
    about: 'Check presets, show the film second by second and estimate the time it takes; renders nothing',
    options: {
        ...FILM_OPTIONS,
        json: { kind: 'flag', about: 'Print one JSON object per line, for programs' },
    },
    examples: [['check descent --draft', 'How long would a draft take?']],
    run: checkAll,
};
async function checkAll(call, terminal) {
    const threads = wholeNumber(call, 'threads', { min: 1, max: 1024 });
    if (call.words.length === 0) {
        throw new UserError('ARGUMENT_INVALID', 'check needs a preset: a file or the name of a built-in preset', {
            hint: 'neurozoom presets lists the built-in presets',
        });
    }
    const json = call.flag('json');
    let exitCode = 0;
    const fail = (error, word) => {
        const report = toErrorReport(error, word);
        if (json)
            terminal.out(JSON.stringify(report));
        terminal.err(formatErrorReport(report));
        exitCode = Math.max(exitCode, report.exitCode);
    };
    for (const word of call.words) {
        let source;
        try {
            const request = await loadFilm(word, call);
            const { settings, name, out } = request;
            source = request.source;
            const film = await checkFilm(settings, { name, out, threads });
            const report = reportOf(word, film);
            terminal.out(json ? JSON.stringify(report) : formatReport(report, film.problems.length === 0));
            for (const problem of film.problems)
                fail(locateProblems(problem, source), word);
        }
        catch (error) {
            fail(locateProblems(error, source), word);
        }
    }
    return exitCode;
}
function reportOf(word, film) {
    const { settings, timeline, format, ffmpeg, network, engine, threads, layers, estimate } = film;
    const { width, height, fps, title } = settings;
    return {
        kind: 'check',
        preset: word,
        title,
        ...{ film: film.film, format },
        ...{ width, height, fps: fps.numerator / fps.denominator },
        ...{ seconds: timeline.durationSeconds, frames: timeline.frameCount },
        ...{ network, engine, threads, ffmpeg, layers },
        deadNeurons: film.deadNeurons.map(({ layer, neuron }) => `${layer}:${neuron}`),
        estimate,
        timeline: [...timelineRows(timeline)],
    };
}
function formatReport(report, canRender) {
    const { preset, title, film, format, width, height, fps, seconds, frames, ffmpeg, estimate } = report;
    const share = Math.round((100 * estimate.engineSeconds) / estimate.seconds);
    const layers = report.layers.map(({ name, neurons, minimumSize: least }) => `${name} (${neurons} neurons, from ${least}x${least})`);
    const lines = [
        `${preset}${title === null ? '' : ` "${title}"`} ${canRender ? 'can be rendered' : 'cannot be rendered'}`,
        `  film     ${displayPath(film)} (${format})`,
        `           ${width}x${height}, ${formatCount(frames, 'frame')} at ${formatRate(fps)} fps: ${formatTime(seconds)}`,
        `  network  ${report.network}, ${report.engine}, ${formatCount(report.threads, 'thread')}`,
        `           ${layers.join(', ')}`,
        `  ffmpeg   ${formatFfmpeg(ffmpeg)}`,
        `  takes    about ${formatTime(estimate.seconds)}, ${share} % of it in the network; ` +
            `${formatTime(estimate.seconds / frames)} per frame`,
        `           about ${formatBytes(rounded(estimate.memoryBytes))} of memory and ` +
            `${formatBytes(rounded(estimate.fileBytes))} on disk`,
        ...report.deadNeurons.map((neuron) => `  warning  ${neuron} does not respond to gradient ascent (a dead neuron); it would stay blank`),
        '',
        formatTimeline(report.timeline),
        '',
    ];
    return lines.join('\n');
}
/** Rounds an estimate to two digits. */
function rounded(bytes) {
    return Number(bytes.toPrecision(2));
}
//# sourceMappingURL=check.js.map