// The command `neurozoom render PRESET...`: one film after the other, or several at a time. The failure of one does not stop the rest.
//
// With --json every line on stdout is an object with a `kind`: the events of `FilmEvent` (start, growth, frame, retry, disk, finish, done, paused), each with
// the `preset` as given, `done` with the `seconds` it took; `error` (see `Complaint`); `interrupted` for a film that was stopped at once or never begun; and
// last `end`.

import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { UserError } from '../../errors.js';
import { outlineTimeline } from '../../film/estimate/workload.js';
import type { FilmEvent, RenderOptions } from '../../film/events.js';
import { meansFolder, settleTarget } from '../../film/output.js';
import { renderFilm } from '../../film/render.js';
import { time } from '../../preset/schema/reader.js';
import { type Call, type Command, wholeNumber } from '../command.js';
import { commandOf, FILM_OPTIONS, type FilmRequest, loadFilm } from '../input/film-request.js';
import { type FrameRange, parseFrames } from '../input/frame-range.js';
import { type Interrupts, openInterrupts } from '../input/interrupts.js';
import { formatErrorReport, toErrorReport } from '../output/error-report.js';
import { type EventLog, openEventLog } from '../output/event-log.js';
import { formatCommand } from '../output/format.js';
import { openProgress, type Progress } from '../output/progress.js';
import { describeEnd, describeEvent, describePause } from '../output/render-messages.js';
import type { Terminal } from '../terminal.js';

/** The command. */
export const render: Command = {
  name: 'render',
  words: 'PRESET...',
  about: 'Render films. PRESET is a file, or the name of one that comes along (see: neurozoom presets)',
  options: {
    ...FILM_OPTIONS,
    frames: { kind: 'value', about: 'Write only these, as in 100..199, 100.. or ..99; from 0' },
    jobs: { kind: 'value', about: 'Films at a time (as a rule one: it uses the whole machine)' },
    fresh: { kind: 'flag', about: 'Start over instead of going on with an interrupted film' },
    'force-resume': {
      kind: 'flag',
      about: 'Go on though the preset or a program has changed; marks the film as mixed',
    },
    keep: { kind: 'flag', about: "Keep the job's folder when the film is done" },
    log: { kind: 'value', about: 'Append a JSON line a frame to this file: scores, colours, times, memory' },
    wait: { kind: 'value', about: 'How long to wait when the disk is full, as in 10m (as a rule, 1h)' },
    stall: { kind: 'value', about: 'After how long without a sign of life something has hung (as a rule, 2m)' },
    segment: { kind: 'value', about: 'Frames of a segment (as a rule, 10 s of rendering)' },
    quiet: { kind: 'flag', about: 'Say nothing but errors' },
    json: { kind: 'flag', about: 'One JSON object a line on stdout, for programs' },
  },
  examples: [
    ['render first-light', 'A first film, to output/first-light.mp4'],
    ['render my.yaml --draft --seed 9', 'A quick look at another variation'],
    ['render reel --set camera.zoom.doubles=3s', 'The same film, zooming more slowly'],
    ['render first-light', 'Once more after Ctrl-C, a crash or a power cut: it goes on where it stopped'],
  ],
  run: renderAll,
};

/** A film that is ready to be begun. */
interface Order extends FilmRequest {
  /** The preset as given. */
  readonly word: string;
  readonly range: FrameRange;
  /** What goes on with it. */
  readonly command: readonly string[];
}

/** What the films of a call have in common. */
interface Studio {
  readonly threads: number | undefined;
  /** The options of the job. */
  readonly keeping: Pick<
    RenderOptions,
    'fresh' | 'forceResume' | 'keep' | 'diskWaitMs' | 'stallMs' | 'segmentFrames' | 'details'
  >;
  readonly log: EventLog | null;
  readonly progress: Progress;
  readonly interrupts: Interrupts;
  emit(event: object): void;
  /** Tells of a failure. @returns its exit code. */
  complain(error: unknown, word: string): number;
}

async function renderAll(call: Call, terminal: Terminal): Promise<number> {
  const jobs = wholeNumber(call, 'jobs', { min: 1, max: 64 }) ?? 1;
  const threads = wholeNumber(call, 'threads', { min: 1, max: 1024 }) ?? threadsEach(jobs);
  await checkWords(call);
  const json = call.flag('json');
  const progress = openProgress(terminal, call.flag('quiet'));
  const emit = (event: object) => {
    if (json) terminal.out(JSON.stringify(event));
  };
  const complain = (error: unknown, word: string) => {
    const complaint = toErrorReport(error, word);
    emit(complaint);
    if (call.flag('quiet')) terminal.err(formatErrorReport(complaint));
    else progress.say(formatErrorReport(complaint));
    return complaint.exitCode;
  };
  const keeping = keepingOf(call);
  const logFile = call.value('log');
  const log = logFile === undefined ? null : openEventLog(logFile, progress.say);
  const interrupts = openInterrupts(terminal);
  const studio: Studio = { threads, keeping, log, progress, interrupts, emit, complain };
  try {
    // What is wrong with any of them is told before the first is begun.
    const orders = await takeOrders(call, studio);
    const queue = new PQueue({ concurrency: jobs });
    const codes = await Promise.all(orders.map((order) => queue.add(() => fulfil(order, studio))));
    const exitCode = Math.max(...codes);
    emit({ kind: 'end', films: codes.length, failed: codes.filter((code) => code !== 0).length, exitCode });
    return exitCode;
  } finally {
    interrupts.close();
  }
}

function keepingOf(call: Call): Studio['keeping'] {
  return {
    fresh: call.flag('fresh'),
    forceResume: call.flag('force-resume'),
    keep: call.flag('keep'),
    diskWaitMs: timeIn(call, 'wait', 0),
    stallMs: timeIn(call, 'stall', 1),
    segmentFrames: wholeNumber(call, 'segment', { min: 6, max: 100_000 }),
    details: call.value('log') !== undefined,
  };
}

/** In milliseconds. */
function timeIn(call: Call, option: string, min: number): number | undefined {
  const text = call.value(option);
  if (text === undefined) return undefined;
  const reading = time({ min, max: 30 * 24 * 3600 })(text);
  if ('value' in reading) return 1000 * reading.value;
  throw new UserError('ARGUMENT_INVALID', `Expected \`--${option}\` to be ${reading.expected}, got \`${text}\`.`);
}

function threadsEach(jobs: number): number | undefined {
  return jobs === 1 ? undefined : Math.max(1, Math.floor(availableParallelism() / jobs));
}

async function checkWords(call: Call): Promise<void> {
  if (call.words.length === 0) {
    throw new UserError('ARGUMENT_INVALID', 'render needs a preset: a file, or the name of one that comes along', {
      hint: 'neurozoom render first-light makes a first film; all: neurozoom presets',
    });
  }
  const out = call.value('out');
  if (call.words.length > 1 && out !== undefined && !(await meansFolder(out))) {
    throw new UserError('ARGUMENT_INVALID', `--out ${out} is one file, for ${call.words.length} presets`, {
      hint: `a folder is meant by a slash at the end: --out ${out}/`,
    });
  }
}

/** An order for each preset, or the exit code of what is wrong with it. */
async function takeOrders(call: Call, { complain }: Studio): Promise<readonly (Order | number)[]> {
  const takenBy = new Map<string, string>();
  const orders: (Order | number)[] = [];
  for (const word of call.words) {
    try {
      const film = await loadFilm(word, call);
      const { frameCount } = outlineTimeline(film.settings);
      const range = parseFrames(call.value('frames') ?? '..', frameCount);
      const target = await settleTarget(film.settings.output, film);
      const other = takenBy.get(target.film);
      if (other !== undefined) {
        throw new UserError('ARGUMENT_INVALID', `${word} would take the place of ${other}: ${target.film}`, {
          hint: 'render them one by one, each with its own --out',
        });
      }
      takenBy.set(target.film, word);
      orders.push({ ...film, word, range, command: commandOf(film, call) });
    } catch (error) {
      orders.push(complain(error, word));
    }
  }
  return orders;
}

/** Renders one film. @returns its exit code. */
async function fulfil(order: Order | number, studio: Studio): Promise<number> {
  if (typeof order === 'number') return order;
  const { word, name, settings, range, out, command } = order;
  const { interrupts, progress, emit } = studio;
  const before = interrupts.exitCode();
  if (before !== null) {
    emit({ kind: 'interrupted', preset: word });
    return before;
  }
  const stop = new AbortController();
  const giveUp = new AbortController();
  const started = performance.now();
  const shown = progress.open({ name, settings, frames: range.last + 1 });
  let isRolling = false;
  const ignore = interrupts.onSignal((count) => {
    // Before the first frame there is nothing to finish.
    if (count === 1 && isRolling) {
      progress.say(`${name}: stopping after this frame, which is kept. Once more to stop at once`);
      stop.abort();
    } else giveUp.abort(new Error('interrupted'));
  });
  const onEvent = (event: FilmEvent) => {
    const told = { ...event, preset: word, ...(event.kind === 'done' ? { seconds: secondsSince(started) } : {}) };
    emit(told);
    studio.log?.write(told);
    isRolling ||= event.kind === 'frame';
    const text = describeEvent(order, event);
    if (text !== null) progress.say(text);
    shown.event(event);
  };
  try {
    const { threads, keeping } = studio;
    const film = await renderFilm(settings, {
      ...keeping,
      ...{ name, out, range, threads, command, onEvent },
      ...{ stop: stop.signal, signal: giveUp.signal },
    });
    shown.close();
    if (film.kind === 'paused') {
      progress.say(describePause(order, film));
      return interrupts.exitCode() ?? 0;
    }
    progress.say(describeEnd(order, film, secondsSince(started)));
    return 0;
  } catch (error) {
    shown.close();
    if (!giveUp.signal.aborted) return studio.complain(error, word);
    emit({ kind: 'interrupted', preset: word });
    progress.say(`${name}: stopped; what was kept is there. To go on: ${formatCommand(command)}`);
    return interrupts.exitCode() ?? 1;
  } finally {
    ignore();
  }
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
