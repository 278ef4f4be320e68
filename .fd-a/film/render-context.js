// Opens everything that a render needs, checks that it can succeed, and reports its start.
import { checkTarget } from '../video/edit/output-file.js';
import { segmentFormat } from '../video/edit/segments.js';
import { checkNeeds, needsOf } from './estimate/preflight.js';
import { openWorkMeter } from './estimate/workload.js';
import { stateBytes } from './job/checkpoint.js';
import { openDiskFullRetry } from './job/disk-full-retry.js';
import { identify } from './job/identity.js';
import { openJob } from './job/job.js';
import { jobFolderOf } from './job/job-file.js';
import { folderBytes } from './job/jobs.js';
import { planSegments, segmentLength } from './job/segment-plan.js';
import { resolveOutput } from './output.js';
import { prepareFilm } from './prepare.js';
import { checkRange } from './render-frames.js';
import { metadataOf, settingsText } from './sidecars.js';
/**
 * How long a render waits for space on a full disk, and how long something makes no progress until it counts as hung.
 */
const DEFAULTS = { waitMs: 3_600_000, stallMs: 120_000 };
/**
 * Opens output, film and job.
 *
 * @throws UserError as `resolveOutput`, `prepareFilm`, `checkNeeds` and `openJob`; ARGUMENT_INVALID for a range that is
 *   not in the film.
 */
export async function openRender(settings, options) {
    const [output, film] = await both(resolveOutput(settings.output, settings, { ...options, name: nameOf(options) }), prepareFilm(settings, options));
    try {
        return await openPrepared(film, output, options);
    }
    catch (error) {
        await film.close();
        throw error;
    }
}
async function openPrepared(film, output, options) {
    const { settings, timeline } = film;
    const { width, height, fps } = settings;
    const { fresh = false, forceResume = false, breakLock, command = null, onEvent, stop, signal } = options;
    const name = nameOf(options);
    const range = checkRange(options.range, timeline.frameCount);
    const segmentFrames = options.segmentFrames ?? segmentLength(settings, timeline);
    const plan = planSegments(range, segmentFrames);
    const format = segmentFormat(output.format);
    await checkTarget(output.film, output.format.folder);
    const identity = await identify(film, output, range, segmentFrames);
    await checkNeeds(needsOf(film, output, plan), output.film, await folderBytes(jobFolderOf(output.film)));
    const job = await openJob({
        ...{ film: output.film, name, command, identity, plan, format, fresh, force: forceResume },
        ...{ breakLock, onLock: onEvent },
        signal: AbortSignal.any([stop, signal].filter((one) => one !== undefined)),
    });
    try {
        const emit = (event) => onEvent?.(event);
        const text = await settingsText(film, output, name, job.file.mixed);
        const video = { width, height, fps, metadata: metadataOf(settings.title ?? name, text) };
        const segments = {
            folder: job.folder,
            ffmpeg: output.ffmpeg,
            format,
            quality: settings.output.quality ?? undefined,
            video: { ...video, metadata: {} },
            retryWhenDiskFull: openDiskFullRetry({
                folder: job.folder,
                need: 4 * width * height * 3 + 3 * stateBytes(settings),
                waitMs: options.diskWaitMs ?? DEFAULTS.waitMs,
                onWait: (isWaiting) => emit({ kind: 'disk', isWaiting, folder: job.folder }),
                ...{ stop, signal },
            }),
            stallMs: options.stallMs ?? DEFAULTS.stallMs,
            onRetry: (message) => emit({ kind: 'retry', what: 'ffmpeg', message }),
            signal,
        };
        const work = openWorkMeter(settings, timeline, plan.last + 1);
        const close = async () => {
            await job.close();
            await film.close();
        };
        const context = { film, output, options, job, plan, segments, work, text, video, emit, close };
        emit(startEvent(context));
        return context;
    }
    catch (error) {
        await job.close();
        throw error;
    }
}
/** The name of the preset. */
export function nameOf({ name = 'film' }) {
    return name;
}
function startEvent({ film, output, job, plan, work, video }) {
    const { width, height, fps } = video;
    const { frame: from = 0, grown } = job.resume ?? {};
    const done = grown === undefined ? work.afterFrames(from) : work.afterGrowth(grown);
    return {
        kind: 'start',
        film: output.film,
        ...{ width, height, fps: fps.numerator / fps.denominator },
        frames: plan.last - plan.first + 1,
        from,
        grown: grown ?? 0,
        share: job.resume === null ? 0 : done,
        damage: job.damage,
        note: film.note ?? null,
        network: film.model.name,
        engine: film.engine.description,
        threads: film.engine.threads,
        ffmpeg: output.ffmpeg,
    };
}
/** Waits for both, also when one fails, so that nothing is left running or open. */
async function both(output, film) {
    const [resolved, prepared] = await Promise.allSettled([output, film]);
    if (resolved.status === 'rejected') {
        if (prepared.status === 'fulfilled')
            await prepared.value.close();
        throw resolved.reason;
    }
    if (prepared.status === 'rejected')
        throw prepared.reason;
    return [resolved.value, prepared.value];
}
//# sourceMappingURL=render-context.js.map