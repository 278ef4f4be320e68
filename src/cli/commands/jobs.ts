// The command `neurozoom jobs`: films that are not finished. With --json each line on stdout is an object with a `kind`: `job`, `removed`, `preview`, or
// `error` (see `Complaint`).

import { UserError } from '../../errors.js';
import { JOB_ENDING } from '../../film/job/job-file.js';
import { listJobs, readJob, removeJob, type UnfinishedFilm } from '../../film/job/jobs.js';
import { previewJob } from '../../film/job/preview.js';
import { OUTPUT_FOLDER } from '../../film/output.js';
import type { Call, Command } from '../command.js';
import { displayPath } from '../input/preset-files.js';
import { formatErrorReport, toErrorReport } from '../output/error-report.js';
import { formatBytes, formatCommand, formatCount } from '../output/format.js';
import type { Terminal } from '../terminal.js';

/** The command. */
export const jobs: Command = {
  name: 'jobs',
  words: '[clean|preview] [FILM|FOLDER...]',
  about: 'Films that are not finished: list them, look at one, remove them',
  options: { json: { kind: 'flag', about: 'One JSON object a line, for programs' } },
  examples: [
    ['jobs', `Those in ${OUTPUT_FOLDER}/, with the commands that go on with them`],
    ['jobs preview output/reel.mp4', 'What there is of it, as a film, while it is being made too'],
    ['jobs clean', 'Remove all that nobody is at work at'],
  ],
  run,
};

const ACTIONS = { clean, preview } as const;

async function run(call: Call, terminal: Terminal): Promise<number> {
  const [first, ...rest] = call.words;
  const action = first === 'clean' || first === 'preview' ? first : 'list';
  const places = action === 'list' ? call.words : rest;
  if (action === 'preview' && places.length === 0) {
    throw new UserError('ARGUMENT_INVALID', 'jobs preview needs a film', {
      hint: 'neurozoom jobs lists those that are not finished',
    });
  }
  const found = (
    await Promise.all((places.length === 0 ? [OUTPUT_FOLDER] : places).map((place) => find(place, places.length > 0)))
  ).flat();
  const emit = (event: object) => {
    if (call.flag('json')) terminal.out(JSON.stringify(event));
  };
  if (found.length === 0) terminal.err('no film is unfinished');
  if (action === 'list') {
    for (const job of found) {
      if (call.flag('json')) emit({ kind: 'job', ...facts(job) });
      else terminal.out(tellJob(job));
    }
    return 0;
  }
  let exitCode = 0;
  for (const job of found) {
    try {
      await ACTIONS[action](job, terminal, emit);
    } catch (error) {
      // Of all films, those that somebody is at work at are left alone.
      if (action === 'clean' && places.length === 0 && error instanceof UserError && error.code === 'JOB_BUSY') {
        terminal.err(`${displayPath(job.film)}: left alone, it is being rendered`);
        continue;
      }
      const complaint = toErrorReport(error, displayPath(job.film));
      emit(complaint);
      terminal.err(formatErrorReport(complaint));
      exitCode = Math.max(exitCode, complaint.exitCode);
    }
  }
  return exitCode;
}

/** The jobs that a word means: a film's, a job's folder, or all in a folder. */
async function find(word: string, isNamed: boolean): Promise<readonly UnfinishedFilm[]> {
  const one = (await readJob(word)) ?? (await readJob(`${word.replace(/[\\/]+$/, '')}${JOB_ENDING}`));
  const found = one === null ? await listJobs(word) : [one];
  if (found.length > 0 || !isNamed) return found;
  throw new UserError('ARGUMENT_INVALID', `there is no unfinished film at ${word}`, {
    hint: 'neurozoom jobs lists those that there are',
  });
}

async function clean(job: UnfinishedFilm, terminal: Terminal, emit: (event: object) => void): Promise<void> {
  await removeJob(job);
  emit({ kind: 'removed', ...facts(job) });
  terminal.err(`${displayPath(job.folder)}: removed, ${formatBytes(job.bytes)}`);
}

async function preview(job: UnfinishedFilm, terminal: Terminal, emit: (event: object) => void): Promise<void> {
  const made = await previewJob(job);
  emit({ kind: 'preview', ...made });
  terminal.err(`${displayPath(made.path)}: ${formatCount(made.frames, 'frame')}, ${formatBytes(made.bytes)}`);
}

function facts({ film, folder, bytes, holder, file, frame }: UnfinishedFilm) {
  const range = file?.identity.frames;
  return {
    film,
    folder,
    bytes,
    holder,
    frame,
    frames: range === undefined ? null : range.last + 1,
    isDamaged: file === null,
    command: file?.command ?? null,
  };
}

function tellJob(job: UnfinishedFilm): string {
  const { frame, frames, holder, isDamaged, command, bytes } = facts(job);
  const share = frames === null ? '' : `${Math.floor((100 * frame) / frames)} %, `;
  const lines = [
    `${displayPath(job.film)}: ${share}frame ${frame}${frames === null ? '' : ` of ${frames}`}, ${formatBytes(bytes)}`,
    ...(holder === null ? [] : [`  being rendered by process ${holder.pid} on ${holder.host}, since ${holder.since}`]),
    ...(isDamaged ? ['  damaged: it cannot be gone on with'] : []),
    ...(holder === null && command !== null ? [`  ${formatCommand(command)}`] : []),
  ];
  return lines.join('\n');
}
