// Streams raw frames to an ffmpeg process, one at a time. The film counts as complete only after its frames were
// counted in the file. This does not use fluent-ffmpeg, with which the producer of frames waits forever when ffmpeg
// dies, and an ffmpeg that stops early counts as success.
import { basename, dirname } from 'node:path';
import { diskFull, explainDiskError, isDiskFull } from '../../disk/disk-errors.js';
import { UserError } from '../../errors.js';
import { openOutput } from '../edit/output-file.js';
import { picturePattern } from '../read/png-folder.js';
import { startChild, within } from './child.js';
import { ffmpegFailure, verifyFilm } from './failure.js';
import { checkRate, checkSize, resolveQuality } from './format-limits.js';
import { outputArguments, targetPath } from './formats.js';
import { metadataArguments } from './metadata.js';
/**
 * An encoder for one film. It does nothing before `start`.
 *
 * Failures: `start` rejects with UserError ARGUMENT_INVALID (a size, rate or quality outside the format's limits),
 * OUTPUT_UNWRITABLE or DISK_FULL; `write` and `finish` with FFMPEG_FAILED (ffmpeg ended early, was killed, printed an
 * error or stalled; the message has its last words and the frame), FILM_INCOMPLETE (the file does not hold the frames
 * that were written, or none were written) or DISK_FULL. After any failure the partial file is removed. A frame with
 * another size or number of bytes is a RangeError, which does no harm.
 */
export function openEncoder(options) {
    return new StreamEncoder(options);
}
/** An ffmpeg that printed an error or closed its input has this long to end by itself and print why. */
const LAST_WORDS_MS = 2_000;
/**
 * Not every ffmpeg stops when the disk is full, so the disk is checked regularly. A check takes a fraction of a
 * millisecond.
 */
const DISK_CHECK_FRAMES = 25;
class StreamEncoder {
    #options;
    /** Absolute path. */
    #target;
    #state = 'new';
    /** Frames that ffmpeg has accepted completely. */
    #frames = 0;
    #busy = false;
    #failure;
    #output;
    #run;
    #sealing;
    #aborting;
    #onAbort = () => {
        // Pending calls of `write` and `finish` reject. If the partial file cannot be removed, the caller's own `abort`
        // says so.
        this.abort().catch(() => undefined);
    };
    constructor(options) {
        this.#options = options;
        this.#target = targetPath(options.format, options.path);
    }
    async start(video) {
        const { format, ffmpeg, quality, signal } = this.#options;
        this.#expect('new', 'start');
        signal?.throwIfAborted();
        checkSize(format, video.width, video.height);
        checkRate(format, video.fps);
        const middle = [
            ...outputArguments(format, resolveQuality(format, quality)),
            ...metadataArguments(format, video.metadata),
        ];
        this.#state = 'starting';
        signal?.addEventListener('abort', this.#onAbort, { once: true });
        this.#output = openOutput(this.#target, format);
        const output = await this.#output.catch((error) => this.#fail(error));
        this.#throwIfAborted();
        const file = format.folder ? picturePattern(output.path) : output.path;
        const child = startChild(ffmpeg.path, [...inputArguments(video), ...middle, '-y', `file:${file}`], { input: true });
        this.#run = { video, output, child };
        this.#state = 'writing';
        if (child.pid === undefined)
            await this.#failWith(this.#run, LAST_WORDS_MS, 'did not start');
    }
    async write(frame) {
        const run = this.#expect('writing', 'write');
        checkFrame(frame, run.video);
        if (this.#busy)
            throw new Error('Expected `write` to be called after the previous one settled.');
        this.#busy = true;
        try {
            await this.#send(frame, run);
            this.#frames += 1;
        }
        finally {
            this.#busy = false;
        }
    }
    async finish() {
        const run = this.#expect('writing', 'finish');
        if (this.#busy)
            throw new Error('Expected `finish` to be called after the last `write` settled.');
        this.#state = 'finishing';
        if (this.#frames === 0) {
            return this.#fail(new UserError('FILM_INCOMPLETE', `'${basename(this.#target)}' has no frames`));
        }
        const { finishTimeoutMs = 600_000 } = this.#options;
        run.child.stdin?.end();
        const ending = await within(run.child.ended, finishTimeoutMs);
        this.#throwIfAborted();
        if (ending === undefined || ending.code !== 0 || ending.lastWords !== '') {
            return this.#failWith(run, 0, `did not finish the film within ${finishTimeoutMs / 1000} s`);
        }
        const expected = { frames: this.#frames, width: run.video.width, height: run.video.height };
        const verifying = verifyFilm(this.#attempt, run.output.path, this.#options.format, expected);
        const { frames } = await verifying.catch((error) => {
            this.#throwIfAborted();
            return this.#fail(error);
        });
        this.#throwIfAborted();
        // From here on `abort` waits to see whether the film is complete or failed.
        this.#state = 'sealing';
        const sealing = run.output.seal();
        this.#sealing = sealing;
        const bytes = await sealing.catch((error) => this.#fail(error));
        this.#state = 'done';
        this.#release();
        return { path: this.#target, frames, bytes };
    }
    abort() {
        this.#aborting ??= this.#giveUp();
        return this.#aborting;
    }
    async #giveUp() {
        if (this.#sealing !== undefined)
            await this.#sealing.catch(() => undefined); // `finish` reports it
        if (this.#state !== 'done' && this.#state !== 'failed')
            this.#state = 'aborted';
        this.#release();
        const output = await this.#output?.catch(() => undefined);
        await this.#run?.child.end(0);
        await output?.discard();
    }
    /** Settles when the last byte of the frame has been written to ffmpeg's pipe. */
    async #send(frame, run) {
        const { child } = run;
        // At this log level any output is an error. Stop now instead of rendering a broken film for hours.
        if (child.lastWords() !== '')
            return this.#failWith(run, LAST_WORDS_MS, 'printed an error');
        if (this.#frames % DISK_CHECK_FRAMES === 0 && (await isDiskFull(dirname(this.#target)))) {
            return this.#fail(diskFull(this.#target, this.#attempt.when));
        }
        this.#throwIfAborted();
        const { writeTimeoutMs = 120_000 } = this.#options;
        const accepted = new Promise((resolve) => {
            child.stdin?.write(frame.data, (error) => resolve(error ? 'refused' : 'accepted'));
        });
        // A dying ffmpeg usually breaks the pipe. If that is not reported, its exit is.
        const outcome = await within(Promise.race([accepted, child.ended]), writeTimeoutMs);
        this.#throwIfAborted();
        if (outcome === 'accepted')
            return;
        if (outcome === undefined)
            return this.#failWith(run, 0, `accepted no frame for ${writeTimeoutMs / 1000} s`);
        return this.#failWith(run, LAST_WORDS_MS, 'closed its input');
    }
    /**
     * Ends ffmpeg and fails with how it ended, or with why it was killed if it did not end by itself within `graceMs`.
     */
    async #failWith({ child }, graceMs, stalled) {
        const own = await within(child.ended, graceMs);
        const ending = own ?? (await child.end(0));
        this.#throwIfAborted();
        return this.#fail(ffmpegFailure(this.#attempt, ending, own === undefined ? stalled : undefined));
    }
    get #attempt() {
        const { format, ffmpeg } = this.#options;
        const when = this.#frames === 0 ? 'before the first frame' : `after frame ${this.#frames}`;
        return { target: this.#target, ffmpeg: ffmpeg.path, task: format.encoder, when };
    }
    /** Ends ffmpeg, removes the partial file, and fails this call and every later one. */
    async #fail(cause) {
        const error = explainDiskError(cause, this.#target);
        this.#state = 'failed';
        this.#failure = error;
        this.#release();
        await this.#run?.child.end(0);
        const output = await this.#output?.catch(() => undefined);
        await output?.discard();
        throw error;
    }
    #release() {
        this.#options.signal?.removeEventListener('abort', this.#onAbort);
    }
    #throwIfAborted() {
        if (this.#state !== 'aborted')
            return;
        this.#options.signal?.throwIfAborted();
        throw new DOMException(`the encoding of '${basename(this.#target)}' was aborted`, 'AbortError');
    }
    #expect(state, call) {
        this.#throwIfAborted();
        if (this.#state === 'failed')
            throw this.#failure;
        if (this.#state !== state)
            throw new Error(`Expected \`${call}\` in the state '${state}', got \`${this.#state}\`.`);
        return this.#run;
    }
}
/**
 * ffmpeg does not read from the terminal and need not guess: the size, rate and layout of the raw frames are given.
 */
function inputArguments({ width, height, fps }) {
    const general = ['-hide_banner', '-loglevel', 'error', '-nostdin'];
    const layout = ['-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', `${width}x${height}`];
    return [...general, ...layout, '-framerate', `${fps.numerator}/${fps.denominator}`, '-i', 'pipe:0'];
}
function checkFrame({ width, height, data }, video) {
    if (width !== video.width || height !== video.height) {
        throw new RangeError(`Expected \`frame\` to be ${video.width}x${video.height}, got \`${width}x${height}\`.`);
    }
    const bytes = width * height * 3;
    if (data.length !== bytes)
        throw new RangeError(`Expected \`frame.data\` to have ${bytes} bytes, got \`${data.length}\`.`);
}
//# sourceMappingURL=stream.js.map