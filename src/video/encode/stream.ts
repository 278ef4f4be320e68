// Streams raw frames into an ffmpeg of our own, one at a time, and believes in the film only when its frames were
// counted in the file. Not fluent-ffmpeg: there a dying ffmpeg leaves the producer of the frames waiting for ever, and
// one that stops early counts as success.

import { basename, dirname } from 'node:path';
import { diskFull, explainDiskError, isDiskFull } from '../../disk/disk-errors.js';
import { UserError } from '../../errors.js';
import type { Rgb8Image } from '../../tensor/pixels.js';
import { type OutputFile, openOutput } from '../edit/output-file.js';
import { picturePattern } from '../read/png-folder.js';
import { type Child, startChild, within } from './child.js';
import type { EncodedVideo, VideoEncoder, VideoProperties } from './encoder.js';
import { type Attempt, ffmpegFailure, verifyFilm } from './failure.js';
import { checkRate, checkSize, resolveQuality } from './format-limits.js';
import { outputArguments, targetPath, type VideoFormat } from './formats.js';
import { metadataArguments } from './metadata.js';

/** What a film is encoded with, and where to. */
export interface EncoderOptions {
  /** From `findFfmpeg`. */
  readonly ffmpeg: { readonly path: string };
  readonly format: VideoFormat;
  /**
   * Final name of the film; its folder is created. What stands there is replaced when the film is complete, not before.
   */
  readonly path: string;
  /** Within the format's range. Left out: the format's default. */
  readonly quality?: number | undefined;
  /** Aborting it is the same as calling `abort`; pending and later calls reject with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** ffmpeg is killed when it takes no frame for so long. Milliseconds. @default 120000 */
  readonly writeTimeoutMs?: number;
  /** ffmpeg is killed when it has not completed the file so long after the last frame. Milliseconds. @default 600000 */
  readonly finishTimeoutMs?: number;
}

/**
 * An encoder for one film. Nothing is touched before `start`.
 *
 * Failures: `start` rejects with UserError ARGUMENT_INVALID (size, rate or quality that the format has not),
 * OUTPUT_UNWRITABLE or DISK_FULL; `write` and `finish` with FFMPEG_FAILED (ended early, killed, complained or stalled:
 * with its last words and the frame), FILM_INCOMPLETE (the file does not hold the frames that were written, or there
 * were none) or DISK_FULL. After any failure the partial file is gone. A frame of another size, or of too many or few
 * bytes, is a RangeError and does no harm.
 */
export function openEncoder(options: EncoderOptions): VideoEncoder {
  return new StreamEncoder(options);
}

/** What `start` set up. */
interface Run {
  readonly video: VideoProperties;
  readonly output: OutputFile;
  readonly child: Child;
}

/** An ffmpeg that complained or closed its input is given this long to end by itself and say why. */
const LAST_WORDS_MS = 2_000;

/**
 * Not every ffmpeg stops at a full disk, so it is looked at now and then: the call takes a fraction of a millisecond.
 */
const DISK_CHECK_FRAMES = 25;

class StreamEncoder implements VideoEncoder {
  readonly #options: EncoderOptions;
  /** Absolute. */
  readonly #target: string;
  #state: 'new' | 'starting' | 'writing' | 'finishing' | 'sealing' | 'done' | 'failed' | 'aborted' = 'new';
  /** Frames that ffmpeg has taken whole. */
  #frames = 0;
  #busy = false;
  #failure: unknown;
  #output: Promise<OutputFile> | undefined;
  #run: Run | undefined;
  #sealing: Promise<unknown> | undefined;
  #aborting: Promise<void> | undefined;
  readonly #onAbort = () => {
    // Whoever awaits `write` or `finish` hears of it; a partial file that cannot be removed is told by their `abort`.
    this.abort().catch(() => undefined);
  };

  constructor(options: EncoderOptions) {
    this.#options = options;
    this.#target = targetPath(options.format, options.path);
  }

  async start(video: VideoProperties): Promise<void> {
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
    const output = await this.#output.catch((error: unknown) => this.#fail(error));
    this.#throwIfAborted();
    const file = format.folder ? picturePattern(output.path) : output.path;
    const child = startChild(ffmpeg.path, [...inputArguments(video), ...middle, '-y', `file:${file}`], { input: true });
    this.#run = { video, output, child };
    this.#state = 'writing';
    if (child.pid === undefined) await this.#failWith(this.#run, LAST_WORDS_MS, 'did not start');
  }

  async write(frame: Rgb8Image): Promise<void> {
    const run = this.#expect('writing', 'write');
    checkFrame(frame, run.video);
    if (this.#busy) throw new Error('Expected `write` to be called after the previous one settled.');
    this.#busy = true;
    try {
      await this.#handOver(frame, run);
      this.#frames += 1;
    } finally {
      this.#busy = false;
    }
  }

  async finish(): Promise<EncodedVideo> {
    const run = this.#expect('writing', 'finish');
    if (this.#busy) throw new Error('Expected `finish` to be called after the last `write` settled.');
    this.#state = 'finishing';
    if (this.#frames === 0) {
      return this.#fail(
        new UserError('FILM_INCOMPLETE', `no frame was written, so there is no '${basename(this.#target)}'`),
      );
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
    const { frames } = await verifying.catch((error: unknown) => {
      this.#throwIfAborted();
      return this.#fail(error);
    });
    this.#throwIfAborted();
    // From here on it is complete or failed, and `abort` waits to see which.
    this.#state = 'sealing';
    const sealing = run.output.seal();
    this.#sealing = sealing;
    const bytes = await sealing.catch((error: unknown) => this.#fail(error));
    this.#state = 'done';
    this.#release();
    return { path: this.#target, frames, bytes };
  }

  abort(): Promise<void> {
    this.#aborting ??= this.#giveUp();
    return this.#aborting;
  }

  async #giveUp(): Promise<void> {
    if (this.#sealing !== undefined) await this.#sealing.catch(() => undefined); // `finish` tells of it
    if (this.#state !== 'done' && this.#state !== 'failed') this.#state = 'aborted';
    this.#release();
    const output = await this.#output?.catch(() => undefined);
    await this.#run?.child.end(0);
    await output?.discard();
  }

  /** Settles when ffmpeg has the frame whole: it was written to the pipe to the last byte. */
  async #handOver(frame: Rgb8Image, run: Run): Promise<void> {
    const { child } = run;
    // At this log level any word is an error: end now instead of rendering for hours into a film that failed.
    if (child.lastWords() !== '') return this.#failWith(run, LAST_WORDS_MS, 'complained');
    if (this.#frames % DISK_CHECK_FRAMES === 0 && (await isDiskFull(dirname(this.#target)))) {
      return this.#fail(diskFull(this.#target, this.#attempt.when));
    }
    this.#throwIfAborted();
    const { writeTimeoutMs = 120_000 } = this.#options;
    const taken = new Promise<'taken' | 'refused'>((resolve) => {
      child.stdin?.write(frame.data, (error) => resolve(error ? 'refused' : 'taken'));
    });
    // A dying ffmpeg breaks the pipe as a rule; where the break is not reported, its end is.
    const outcome = await within(Promise.race([taken, child.ended]), writeTimeoutMs);
    this.#throwIfAborted();
    if (outcome === 'taken') return;
    if (outcome === undefined) return this.#failWith(run, 0, `took no frame for ${writeTimeoutMs / 1000} s`);
    return this.#failWith(run, LAST_WORDS_MS, 'closed its input');
  }

  /**
   * Ends ffmpeg and fails with how it ended; when it does not end by itself within `graceMs`, with why it had to be
   * killed.
   */
  async #failWith({ child }: Run, graceMs: number, stalled: string): Promise<never> {
    const own = await within(child.ended, graceMs);
    const ending = own ?? (await child.end(0));
    this.#throwIfAborted();
    return this.#fail(ffmpegFailure(this.#attempt, ending, own === undefined ? stalled : undefined));
  }

  get #attempt(): Attempt {
    const { format, ffmpeg } = this.#options;
    const when = this.#frames === 0 ? 'before the first frame' : `after frame ${this.#frames}`;
    return { target: this.#target, ffmpeg: ffmpeg.path, task: format.encoder, when };
  }

  /** Ends ffmpeg, removes the partial file, and fails now and in every later call. */
  async #fail(cause: unknown): Promise<never> {
    const error = explainDiskError(cause, this.#target);
    this.#state = 'failed';
    this.#failure = error;
    this.#release();
    await this.#run?.child.end(0);
    const output = await this.#output?.catch(() => undefined);
    await output?.discard();
    throw error;
  }

  #release(): void {
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
  }

  #throwIfAborted(): void {
    if (this.#state !== 'aborted') return;
    this.#options.signal?.throwIfAborted();
    throw new DOMException(`'${basename(this.#target)}' was given up`, 'AbortError');
  }

  #expect(state: 'new' | 'writing', call: string): Run {
    this.#throwIfAborted();
    if (this.#state === 'failed') throw this.#failure;
    if (this.#state !== state) throw new Error(`Expected \`${call}\` in the state '${state}', got \`${this.#state}\`.`);
    return this.#run as Run;
  }
}

/** Nothing is read from the terminal, nothing is guessed: size, rate and layout of the raw frames are all given. */
function inputArguments({ width, height, fps }: VideoProperties): readonly string[] {
  const general = ['-hide_banner', '-loglevel', 'error', '-nostdin'];
  const layout = ['-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', `${width}x${height}`];
  return [...general, ...layout, '-framerate', `${fps.numerator}/${fps.denominator}`, '-i', 'pipe:0'];
}

function checkFrame({ width, height, data }: Rgb8Image, video: VideoProperties): void {
  if (width !== video.width || height !== video.height) {
    throw new RangeError(`Expected \`frame\` to be ${video.width}x${video.height}, got \`${width}x${height}\`.`);
  }
  const bytes = width * height * 3;
  if (data.length !== bytes)
    throw new RangeError(`Expected \`frame.data\` to have ${bytes} bytes, got \`${data.length}\`.`);
}
