// Renders settings to a finished film on disk with its sidecar files, by a job that survives the process.
import { join } from 'node:path';
import { UserError } from '../errors.js';
import { putInPlace } from '../video/edit/output-file.js';
import { joinSegments } from '../video/edit/segments.js';
import { checkReplaceable } from './film-owner.js';
import { FRESH_HINT } from './job/job-file.js';
import { firstDamaged, listSegments } from './job/segment-writer.js';
import { nameOf, openRender } from './render-context.js';
import { renderLoop } from './render-loop.js';
import { writeSidecars } from './sidecars.js';
export async function renderFilm(settings, options = {}) {
    try {
        const context = await openRender(settings, options);
        try {
            const next = await renderLoop(context);
            return next <= context.plan.last ? pause(context, next) : await finish(context);
        }
        finally {
            await context.close();
        }
    }
    catch (error) {
        options.signal?.throwIfAborted();
        throw error;
    }
}
function pause({ output, job, plan, emit }, next) {
    const paused = {
        kind: 'paused',
        film: output.film,
        folder: job.folder,
        frame: next,
        written: Math.max(0, next - plan.first),
        of: plan.last - plan.first + 1,
    };
    emit(paused);
    return paused;
}
/** Joins the segments, gives the film its name, and writes the sidecar files. */
async function finish(context) {
    const { output, options, job, plan, segments, video, text, emit } = context;
    const { format, film, poster, sheet, settings } = output;
    emit({ kind: 'finish' });
    const sealed = await intactSegments(plan, segments);
    const out = join(job.folder, `film${format.folder ? '' : format.extension}`);
    const tools = { ffmpeg: output.ffmpeg, signal: segments.signal };
    const facts = await segments.retryWhenDiskFull(() => joinSegments(tools, { format, video, segments: sealed, out, target: film }));
    await job.checkLock();
    // The file may have appeared during the render.
    if (options.overwrite !== true)
        await checkReplaceable(output, nameOf(options));
    const bytes = await putInPlace(out, film, format.folder);
    await segments.retryWhenDiskFull(() => writeSidecars({ path: film, format, facts }, output, text, job.folder));
    const mixed = job.file.mixed.length > 0;
    if (options.keep !== true)
        await job.remove();
    const done = { kind: 'done', film, frames: facts.frames, bytes, poster, sheet, settings, mixed };
    emit(done);
    return done;
}
/** @throws UserError JOB_DAMAGED when a segment is missing or has changed since it was sealed. */
async function intactSegments(plan, { format, folder }) {
    const sealed = await listSegments(folder);
    const damaged = await firstDamaged(sealed, plan.count, format);
    if (damaged !== null) {
        throw new UserError('JOB_DAMAGED', `segment ${damaged} of ${folder} is missing or damaged`, { hint: FRESH_HINT });
    }
    return Array.from({ length: plan.count }, (_, i) => ({ path: sealed.get(i).path, frames: plan.lengthOf(i) }));
}
//# sourceMappingURL=render.js.map