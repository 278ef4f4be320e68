// Runs one ffmpeg job on finished files, through fluent-ffmpeg. The only file that imports it; what it gets wrong is set right here:
// - it splits option strings at a single space, unless there is more than one of them in the call;
// - it keeps the path of ffmpeg in a global, so jobs run one after the other;
// - it crashes the process when ffmpeg cannot be started, so that is checked before;
// - it cannot be killed before it has spawned, so an early abort is remembered;
// - it takes exit code 0 for success, so what ffmpeg complained of is looked at, and the caller reads the file;
// - it starts ffmpeg in our own process group, so that Ctrl-C in the terminal ends it too: such a job is run again.

import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import fluentFfmpeg from 'fluent-ffmpeg';
import { UserError } from '../../errors.js';
import { type Attempt, ffmpegFailure } from '../encode/failure.js';

/** What every job on a finished file needs. */
export interface Tools {
  /** From `findFfmpeg`. */
  readonly ffmpeg: { readonly path: string };
  /** Aborting it kills ffmpeg, removes the partial file and rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** One input: its options, then `file:` and a name, absolute as a rule. */
export interface FfmpegInput {
  readonly options: readonly string[];
  readonly path: string;
}

/** One run of ffmpeg on finished files. */
export interface FfmpegTask {
  readonly inputs: readonly FfmpegInput[];
  /** All of ffmpeg's arguments between the inputs and the output's name. */
  readonly options: readonly string[];
  /** Absolute name to write to; what is there is overwritten. */
  readonly output: string;
  /** The folder that relative names of inputs are meant from. */
  readonly cwd?: string;
  /** For the error message. */
  readonly attempt: Attempt;
  /** Somebody else's file is read: complaints about it are no failure as long as ffmpeg ends well. */
  readonly foreignInput?: boolean;
}

/**
 * Runs the job to its end.
 *
 * @throws UserError FFMPEG_FAILED or DISK_FULL with ffmpeg's last words; the signal's reason when it aborts.
 */
export async function runFfmpegTask({ ffmpeg, signal }: Tools, job: FfmpegTask): Promise<void> {
  const run = async () => {
    signal?.throwIfAborted();
    await access(ffmpeg.path, constants.X_OK).catch((cause: unknown) => {
      throw new UserError('FFMPEG_FAILED', `the ffmpeg at ${ffmpeg.path} can no longer be run`, { cause });
    });
    for (let left = MOST_INTERRUPTS; ; left--) {
      const outcome = await execute(ffmpeg.path, job, signal);
      if (outcome === 'done') return;
      if (left === 0) throw ffmpegFailure(job.attempt, { code: INTERRUPTED, signal: null, lastWords: '' });
    }
  };
  const mine = queue.then(run, run);
  queue = mine.catch(() => undefined);
  return mine;
}

let queue: Promise<void> = Promise.resolve();

/** What ffmpeg ends with when SIGINT or SIGTERM asked it to; it says nothing then, but where it fails by itself. */
const INTERRUPTED = 255;
/** Whoever presses Ctrl-C more often than so is not in time to meet one of these short jobs each time. */
const MOST_INTERRUPTS = 5;

function execute(
  ffmpegPath: string,
  job: FfmpegTask,
  signal: AbortSignal | undefined,
): Promise<'done' | 'interrupted'> {
  const command = fluentFfmpeg(job.cwd === undefined ? {} : { cwd: job.cwd });
  command.setFfmpegPath(ffmpegPath);
  for (const { path, options } of job.inputs) {
    command.input(`file:${path}`).inputOptions(...QUIET, ...options);
  }
  command.outputOptions(...job.options, '-y').output(`file:${job.output}`);
  const kill = () => {
    command.kill('SIGKILL');
  };
  return new Promise((resolve, reject) => {
    const settle = (outcome: 'done' | 'interrupted' | Error) => {
      signal?.removeEventListener('abort', kill);
      process.off('exit', kill);
      if (signal?.aborted === true) reject(signal.reason);
      else if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    const failure = (error: Error, stderr: string | null | undefined) => {
      const ending = { code: codeIn(error.message), signal: signalIn(error.message) };
      return ffmpegFailure(job.attempt, {
        ...ending,
        lastWords: (stderr ?? '').trim().slice(-LAST_WORDS) || error.message,
      });
    };
    command.on('start', () => {
      if (signal?.aborted === true) kill();
    });
    command.on('error', (error, _stdout, stderr) => {
      const isInterrupt = codeIn(error.message) === INTERRUPTED && (stderr ?? '').trim() === '';
      settle(isInterrupt ? 'interrupted' : failure(error, stderr));
    });
    command.on('end', (_stdout, stderr) => {
      const complained = (stderr ?? '').trim() !== '' && job.foreignInput !== true;
      settle(complained ? failure(new Error('ffmpeg exited with code 0'), stderr) : 'done');
    });
    signal?.addEventListener('abort', kill, { once: true });
    process.on('exit', kill);
    command.run();
  });
}

/** No input is fetched from anywhere but the disk, whatever it is or names. */
const QUIET = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-protocol_whitelist', 'file,pipe'];

/** Characters. */
const LAST_WORDS = 4096;

// fluent-ffmpeg tells how ffmpeg ended only in the text of its error.
function codeIn(message: string): number | null {
  const code = /exited with code (\d+)/.exec(message)?.[1];
  return code === undefined ? null : Number(code);
}

function signalIn(message: string): NodeJS.Signals | null {
  return (/killed with signal (SIG\w+)/.exec(message)?.[1] as NodeJS.Signals | undefined) ?? null;
}
