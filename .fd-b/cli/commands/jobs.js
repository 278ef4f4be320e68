// The command `neurozoom jobs` lists, previews and removes unfinished films. With --json each line on stdout is an
// object with a `kind`: `job`, `removed`, `preview`, or `error` (see `ErrorReport`).
import { UserError } from '../../errors.js';
import { JOB_EXTENSION } from '../../film/job/job-file.js';
import { listJobs, readJob, removeJob } from '../../film/job/jobs.js';
import { previewJob } from '../../film/job/preview.js';
import { OUTPUT_FOLDER } from '../../film/output.js';
import { displayPath } from '../input/preset-files.js';
import { formatErrorReport, toErrorReport } from '../output/error-report.js';
import { formatBytes, formatCommand, formatCount, formatTime } from '../output/format.js';
/** The command. */
export const jobs = {
    name: 'jobs',
    words: '[clean|preview] [FILM|FOLDER...]',
    about: 'List, preview or remove unfinished films',
    options: {
        'break-lock': { kind: 'flag', about: 'clean: remove the named films even if another process holds their lock' },
        json: { kind: 'flag', about: 'Print one JSON object per line, for programs' },
    },
    examples: [
        ['jobs', `The unfinished films in ${OUTPUT_FOLDER}/, with the commands that resume them`],
        ['jobs preview output/reel.mp4', 'The frames so far as a film, even while it is being rendered'],
        ['jobs clean', 'Remove all unfinished films that are not being rendered'],
    ],
    run,
};
const ACTIONS = { clean, preview };
async function run(call, terminal) {
    const [first, ...rest] = call.words;
    const action = first === 'clean' || first === 'preview' ? first : 'list';
    const paths = action === 'list' ? call.words : rest;
    checkCall(call, action, paths);
    const isNamed = paths.length > 0;
    const found = (await Promise.all((isNamed ? paths : [OUTPUT_FOLDER]).map((path) => find(path, isNamed)))).flat();
    const emit = (event) => {
        if (call.flag('json'))
            terminal.out(JSON.stringify(event));
    };
    if (found.length === 0)
        terminal.err('there are no unfinished films');
    if (action === 'list') {
        for (const job of found) {
            if (call.flag('json'))
                emit({ kind: 'job', ...factsOf(job) });
            else
                terminal.out(describeJob(job));
        }
        return 0;
    }
    let exitCode = 0;
    for (const job of found) {
        try {
            await ACTIONS[action](job, { terminal, emit, breakLock: call.flag('break-lock') });
        }
        catch (error) {
            // Without names, films that are being rendered are kept.
            if (action === 'clean' && !isNamed && error instanceof UserError && error.code === 'JOB_BUSY') {
                terminal.err(`${displayPath(job.film)}: kept, it is being rendered`);
                continue;
            }
            const report = toErrorReport(error, displayPath(job.film));
            emit(report);
            terminal.err(formatErrorReport(report));
            exitCode = Math.max(exitCode, report.exitCode);
        }
    }
    return exitCode;
}
function checkCall(call, action, paths) {
    if (action === 'preview' && paths.length === 0) {
        throw new UserError('ARGUMENT_INVALID', 'jobs preview needs a film', {
            hint: 'neurozoom jobs lists the unfinished films',
        });
    }
    if (call.flag('break-lock') && (action !== 'clean' || paths.length === 0)) {
        throw new UserError('ARGUMENT_INVALID', '--break-lock needs a film to remove', {
            hint: 'neurozoom jobs clean FILM --break-lock',
        });
    }
}
/** The jobs that a word names: the job of a film, the job in a job folder, or all jobs in a folder. */
async function find(word, isNamed) {
    const one = (await readJob(word)) ?? (await readJob(`${word.replace(/[\\/]+$/, '')}${JOB_EXTENSION}`));
    const found = one === null ? await listJobs(word) : [one];
    if (found.length > 0 || !isNamed)
        return found;
    throw new UserError('ARGUMENT_INVALID', `there is no unfinished film at ${word}`, {
        hint: 'neurozoom jobs lists the unfinished films',
    });
}
async function clean(job, { terminal, breakLock, emit }) {
    await removeJob(job, { breakLock });
    emit({ kind: 'removed', ...factsOf(job) });
    terminal.err(`${displayPath(job.folder)}: removed, ${formatBytes(job.bytes)}`);
}
async function preview(job, { terminal, emit }) {
    const made = await previewJob(job);
    emit({ kind: 'preview', ...made });
    terminal.err(`${displayPath(made.path)}: ${formatCount(made.frames, 'frame')}, ${formatBytes(made.bytes)}`);
}
function factsOf({ film, folder, bytes, holder, file, unreadable, frame }) {
    const range = file?.identity.frames;
    return {
        film,
        folder,
        bytes,
        holder,
        frame,
        frames: range === undefined ? null : range.last + 1,
        problem: unreadable?.message ?? null,
        command: file?.command ?? null,
    };
}
function describeJob(job) {
    const { frame, frames, holder, problem, command, bytes } = factsOf(job);
    const progress = frames === null ? '' : `${Math.floor((100 * frame) / frames)} %, frame ${frame} of ${frames}, `;
    const lines = [
        `${displayPath(job.film)}: ${progress}${formatBytes(bytes)}`,
        ...(holder === null ? [] : [`  ${describeHolder(holder)}`]),
        ...(problem === null ? [] : [`  cannot be resumed: ${problem}`]),
        ...(holder === null && command !== null ? [`  ${formatCommand(command)}`] : []),
    ];
    return lines.join('\n');
}
/** Longer silence is shown. A heartbeat is due every 15 seconds. */
const SILENT_MS = 60_000;
function describeHolder({ pid, host, since, silentMs }) {
    const silent = silentMs < SILENT_MS ? '' : `; last sign of life ${formatTime(Math.round(silentMs / 1000))} ago`;
    return `being rendered by process ${pid} on ${host} since ${since}${silent}`;
}
//# sourceMappingURL=jobs.js.map