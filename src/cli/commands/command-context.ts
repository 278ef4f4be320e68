// What the commands for pictures have in common: progress, Ctrl-C, writing, showing, and what is told of each picture.
//
// With --json every line on stdout is an object with a `kind`: `start`, `progress` ({ done, of }), `picture` (a finished one, with its cells' scores), `error`
// (see `Complaint`), `interrupted`, and last `end`.

import { UserError } from '../../errors.js';
import type { RenderedFilm, RenderOptions } from '../../film/events.js';
import { renderFilm } from '../../film/render.js';
import type { PictureSettings } from '../../preset/picture/picture.js';
import { formatSubject } from '../../preset/picture/subject.js';
import type { Settings } from '../../preset/settings.js';
import { type FinishedPicture, writePicture } from '../../stills/picture.js';
import { previewPng } from '../../stills/picture-file.js';
import type { Still } from '../../stills/still.js';
import { type Call, type Option, wholeNumber } from '../command.js';
import { openInterrupts } from '../input/interrupts.js';
import { displayPath } from '../input/preset-files.js';
import { formatErrorReport, toErrorReport } from '../output/error-report.js';
import { formatBytes, formatCount, formatTime } from '../output/format.js';
import { openProgress } from '../output/progress.js';
import { openThroughput } from '../output/throughput.js';
import { drawingProtocol, drawn, showInViewer } from '../output/viewer.js';
import type { Terminal } from '../terminal.js';

/** How the commands for pictures behave. */
export const PICTURE_COMMAND_OPTIONS = {
  threads: { kind: 'value', about: 'Threads of the engine (as a rule, all)' },
  open: { kind: 'flag', about: 'Open the result in the viewer of the system' },
  'no-preview': { kind: 'flag', about: 'Draw nothing in terminals that can show pictures' },
  quiet: { kind: 'flag', about: 'Say nothing but errors' },
  json: { kind: 'flag', about: 'One JSON object a line on stdout, for programs' },
} as const satisfies Readonly<Record<string, Option>>;

/** Where pictures are made. */
export interface CommandContext {
  readonly threads: number | undefined;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Says a line to people. */
  say(text: string): void;
  emit(event: object): void;
  /** Begins a piece of work. @returns what is to be told of its progress. */
  begin(name: string): (done: number, of: number, share?: number) => void;
  /** Renders a film, or goes on with it. Rejects with the signal's reason when it was stopped, and says how to go on. */
  film(settings: Settings, options: RenderOptions): Promise<RenderedFilm>;
  /** Writes a picture, tells of it and shows it. */
  deliver(target: string, picture: FinishedPicture, settings: PictureSettings): Promise<void>;
}

/** Runs a command for pictures. @returns its exit code. */
export async function withCommandContext(
  call: Call,
  terminal: Terminal,
  work: (studio: CommandContext) => Promise<void>,
): Promise<number> {
  const threads = wholeNumber(call, 'threads', { min: 1, max: 1024 });
  const quiet = call.flag('quiet');
  const progress = openProgress(terminal, quiet);
  const interrupts = openInterrupts(terminal);
  const abort = new AbortController();
  const started = performance.now();
  const emit = (event: object) => {
    if (call.flag('json')) terminal.out(JSON.stringify(event));
  };
  const ignore = interrupts.onSignal(() => abort.abort(new Error('interrupted')));
  let shown: { close(): void } | undefined;
  let pictures = 0;
  const studio: CommandContext = {
    ...{ threads, signal: abort.signal, say: progress.say, emit },
    begin(name) {
      const task = progress.task(name);
      shown = task;
      let told = 0;
      const pace = openThroughput(1);
      return (done, of, share = done / of) => {
        pace.done(share - told, 0, performance.now());
        told = share;
        const left = pace.secondsLeft();
        emit({ kind: 'progress', done, of });
        task.update(share, `${done}/${of}${left === null ? '' : `, ${formatTime(Math.ceil(left))} left`}`);
        if (done === of) task.close();
      };
    },
    async film(settings, options) {
      let told: ((done: number, of: number) => void) | undefined;
      const made = await renderFilm(settings, {
        ...options,
        ...{ threads, stop: abort.signal },
        onEvent(event) {
          options.onEvent?.(event);
          if (event.kind !== 'frame') return;
          told ??= studio.begin(options.name ?? 'film');
          told(event.written, event.of);
        },
      });
      if (made.kind === 'done') return made;
      progress.say(`${made.written} of ${formatCount(made.of, 'frame')} are kept; the same command goes on with them`);
      throw abort.signal.reason;
    },
    async deliver(target, picture, settings) {
      const bytes = await writePicture(target, picture, settings);
      pictures += 1;
      const { width, height } = picture;
      emit({ kind: 'picture', file: target, width, height, bytes, cells: cellsOf(picture.cells, settings) });
      progress.say(`${displayPath(target)}: ${width}x${height}, ${formatBytes(bytes)}${tellScores(picture.cells)}`);
      const protocol = call.flag('no-preview') || quiet ? null : drawingProtocol(process.env);
      if (terminal.screen !== null && protocol !== null) {
        terminal.screen.write(drawn(await previewPng(picture), protocol));
      }
      if (call.flag('open')) await showInViewer(target, displayPath(target), terminal);
    },
  };
  try {
    await work(studio);
    progress.say(`done in ${formatTime((performance.now() - started) / 1000)}`);
    emit({ kind: 'end', pictures, exitCode: 0 });
    return 0;
  } catch (error) {
    shown?.close();
    const exitCode = abort.signal.aborted ? (interrupts.exitCode() ?? 1) : complain(error);
    if (abort.signal.aborted) {
      emit({ kind: 'interrupted' });
      progress.say('stopped');
    }
    emit({ kind: 'end', pictures, exitCode });
    return exitCode;
  } finally {
    ignore();
    interrupts.close();
  }

  function complain(error: unknown): number {
    const complaint = toErrorReport(error);
    emit(complaint);
    shown?.close();
    terminal.err(formatErrorReport(complaint));
    return complaint.exitCode;
  }
}

function cellsOf(cells: readonly Still[], { show }: PictureSettings): readonly object[] {
  const subjects = show.flat();
  return cells.map(({ startScore, endScore, curve, isActive: lit }, i) => ({
    ...{ subject: formatSubject(subjects[i]!), startScore, endScore, curve, lit },
  }));
}

function tellScores(cells: readonly Still[]): string {
  const [first] = cells;
  if (first === undefined) return '';
  const dark = cells.filter(({ isActive: lit }) => !lit).length;
  if (cells.length > 1) return dark === 0 ? '' : `, ${dark} of ${cells.length} never lit`;
  const rise = `, score ${first.startScore.toPrecision(3)} to ${first.endScore.toPrecision(3)}`;
  return dark === 0 ? rise : `${rise}; it never lights`;
}

/** @throws UserError ARGUMENT_INVALID when a word is missing or too many are given. */
export function expectWords(
  call: Call,
  { min, max, what }: { readonly min: number; readonly max: number; readonly what: string },
) {
  const { length } = call.words;
  if (length >= min && length <= max) return;
  throw new UserError('ARGUMENT_INVALID', `expected ${what}, got ${length === 0 ? 'nothing' : call.words.join(' ')}`);
}
