// Shows the progress of renders and other work: a bar on a terminal, lines elsewhere, nothing with --quiet.

import { MultiBar, type Options, type Params } from 'cli-progress';
import type { FilmEvent } from '../../film/events.js';
import type { Terminal } from '../terminal.js';
import { formatNeurons, formatRate, formatTime } from './format.js';
import { openThroughput, type Throughput } from './throughput.js';

/** Shows the progress of a command. */
export interface Progress {
  /** Starts showing a render. */
  open(name: string): FilmProgress;
  /** Starts showing other work. */
  task(name: string): TaskProgress;
  /** Prints a message, above the bars if there are any. */
  say(text: string): void;
}

/** Shows the progress of one film. */
export interface FilmProgress {
  event(event: FilmEvent): void;
  /** Removes the bar. Safe any number of times. */
  close(): void;
}

/** Shows the progress of one task. */
export interface TaskProgress {
  /** @param share - The part of the work that is done, 0 to 1. @param text - The text beside it. */
  update(share: number, text: string): void;
  /** Removes the bar. Safe any number of times. */
  close(): void;
}

/** @param quiet - Whether to print nothing. */
export function openProgress(terminal: Terminal, quiet: boolean): Progress {
  if (quiet) return withFilms({ task: () => SILENT, say: () => undefined });
  return withFilms(terminal.screen === null ? openLines(terminal) : openBars(terminal, terminal.screen));
}

const SILENT: TaskProgress = { update: () => undefined, close: () => undefined };

/** Adds `open`: a render is a task that reports its progress by events. */
function withFilms(progress: Omit<Progress, 'open'>): Progress {
  return {
    ...progress,
    open(name) {
      const view = openView();
      const task = progress.task(name);
      return {
        event(event) {
          if (view.update(event)) task.update(view.throughput.share(), view.text());
        },
        close: task.close,
      };
    },
  };
}

/** The text and the numbers shown for a render, updated by its events. */
interface View {
  /** @returns false when the event does not change them. */
  update(event: FilmEvent): boolean;
  readonly throughput: Throughput;
  /** `86/200 frames, 6.3 per second, 18 s left, block8:40 > block8:120` */
  text(): string;
}

function openView(): View {
  const throughput = openThroughput(1);
  let doing = 'opening the network';
  const reach = (share: number, frames: number) => {
    const more = share - throughput.share();
    if (more < 0)
      throughput.skip(more); // a retry from an earlier checkpoint
    else throughput.done(more, frames, performance.now());
  };
  return {
    throughput,
    update(event) {
      if (event.kind === 'start') {
        throughput.skip(event.share);
        return false;
      }
      if (event.kind === 'growth') {
        reach(event.share, 0);
        doing = `growing, size ${event.done} of ${event.of}`;
      } else if (event.kind === 'frame') {
        reach(event.share, 1);
        const { written, of, made, toMake } = event;
        const count =
          written === 0 ? `frame ${made} of ${toMake}, writing starts at ${toMake - of}` : `${written}/${of} frames`;
        const rate = throughput.framesPerSecond();
        const left = throughput.secondsLeft();
        doing = [
          count,
          ...(rate === null ? [] : [`${formatRate(rate)} per second`]),
          ...(left === null ? [] : [`${formatTime(Math.ceil(left))} left`]),
          formatNeurons(event.neurons),
        ].join(', ');
      } else if (event.kind === 'finish') {
        doing = 'closing the film';
      } else return false;
      return true;
    },
    text: () => doing,
  };
}

/**
 * A line is printed `LINE_MS` or more after the last one if `LINE_SHARE` of the work was done since, and `LONG_LINE_MS`
 * after it in any case.
 */
const LINE_MS = 5_000;
const LINE_SHARE = 0.05;
const LONG_LINE_MS = 60_000;

function openLines(terminal: Terminal): Omit<Progress, 'open'> {
  return {
    say: terminal.err,
    task(name) {
      let written = { at: performance.now(), share: 0 };
      return {
        update(share, text) {
          const now = { at: performance.now(), share };
          const waited = now.at - written.at;
          if (waited < LINE_MS || (now.share - written.share < LINE_SHARE && waited < LONG_LINE_MS)) return;
          written = now;
          terminal.err(`${name}: ${Math.floor(now.share * 100)} %, ${text}`);
        },
        close: () => undefined,
      };
    },
  };
}

/** Erases the rest of a longer line. */
const CLEAR_RIGHT = '\u001B[K';

function openBars(terminal: Terminal, screen: NodeJS.WriteStream): Omit<Progress, 'open'> {
  let bars: MultiBar | undefined;
  let open = 0;
  return {
    say(text) {
      if (bars === undefined) terminal.err(text);
      else {
        bars.log(`${text.replaceAll('\n', `${CLEAR_RIGHT}\n`)}${CLEAR_RIGHT}\n`);
        bars.update();
      }
    },
    task(name) {
      bars ??= new MultiBar({ ...BAR_OPTIONS, stream: screen });
      const mine = bars;
      const shown = { name, text: 'opening the network' };
      const bar = mine.create(1, 0, shown);
      open += 1;
      let isOpen = true;
      return {
        update(share, text) {
          shown.text = text;
          bar.update(share);
        },
        close() {
          if (!isOpen) return;
          isOpen = false;
          open -= 1;
          if (open > 0) mine.remove(bar);
          else {
            mine.stop();
            bars = undefined;
          }
        },
      };
    },
  };
}

const BAR_OPTIONS: Options = {
  clearOnComplete: true,
  hideCursor: true,
  // The command handles signals itself.
  gracefulExit: false,
  // Lines written above the bars move them.
  forceRedraw: true,
  fps: 8,
  format: (_options, params, payload: { readonly name: string; readonly text: string }) => drawBar(params, payload),
};

/** `first-light ████████░░░░ 43 %  86/200 frames, ...`, cut to the width of the terminal. */
function drawBar(
  { progress, maxWidth }: Params,
  { name, text: status }: { readonly name: string; readonly text: string },
): string {
  const text = `${String(Math.floor(progress * 100)).padStart(3)} %  ${status}`;
  const room = Math.min(MAX_CELLS, maxWidth - name.length - text.length - 3);
  if (room < MIN_CELLS) return `${name} ${text}`.slice(0, maxWidth - 1);
  const full = Math.round(progress * room);
  return `${name} ${'█'.repeat(full)}${'░'.repeat(room - full)} ${text}`;
}

const MAX_CELLS = 40;
/** A shorter bar would not show anything, and is left out. */
const MIN_CELLS = 5;
