// Progress of an atlas: a bar on a terminal, a line now and then elsewhere, nothing when quiet.

import { SingleBar } from 'cli-progress';
import type { AtlasEvent } from '../stills/atlas.js';
import { openPace } from './pace.js';
import type { Terminal } from './terminal.js';
import { tellCount, tellTime } from './wording.js';

/** What is shown while an atlas is made. */
export interface AtlasProgress {
  event(event: AtlasEvent): void;
  /** Writes lines for people. */
  say(text: string): void;
  /** Takes the bar away. Safe any number of times. */
  close(): void;
}

/** Where there is no terminal, a line is written so often. */
const LINE_MS = 10_000;

/** @param name - Of the network. @param quiet - Shows and says nothing. */
export function openAtlasProgress(name: string, terminal: Terminal, quiet: boolean): AtlasProgress {
  if (quiet) return { event: () => undefined, say: () => undefined, close: () => undefined };
  const { screen, err } = terminal;
  const bar = screen === null ? undefined : openBar(name, screen);
  let pace = openPace(0);
  let [done, all, written] = [0, 0, performance.now()];
  return {
    event(event) {
      if (event.kind === 'start') {
        done = event.known;
        all = event.neurons;
        pace = openPace(all - done);
        const left = done === 0 ? '' : done === all ? ', all there' : `, ${done} there already`;
        err(`${name}: ${tellCount(all, 'neuron')}${left}\n  to ${event.folder}`);
        if (done < all) bar?.start(all, done, { text: '' });
      } else if (event.kind === 'neuron') {
        done += 1;
        pace.done(1, 1, performance.now());
        const text = tellNeuron(event.layer, pace.framesPerSecond(), pace.secondsLeft());
        bar?.update(done, { text });
        if (bar !== undefined || performance.now() - written < LINE_MS) return;
        written = performance.now();
        err(`${name}: ${done} of ${all} neurons, ${text}`);
      } else if (bar === undefined) {
        err(`${name}: ${event.layer} is complete: ${tellCount(event.neurons, 'neuron')}, ${event.silent} silent`);
      }
    },
    say(text) {
      bar?.stop();
      err(text);
    },
    close: () => bar?.stop(),
  };
}

function openBar(name: string, stream: NodeJS.WriteStream): SingleBar {
  return new SingleBar({
    stream,
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false, // signals are ours to handle
    format: `${name} {bar} {value}/{total}  {text}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
}

/** `mixed4, 74 a minute, 9 min left` */
function tellNeuron(layer: string, perSecond: number | null, secondsLeft: number | null): string {
  return [
    layer,
    ...(perSecond === null ? [] : [`${Math.round(60 * perSecond)} a minute`]),
    ...(secondsLeft === null ? [] : [`${tellTime(Math.ceil(secondsLeft))} left`]),
  ].join(', ');
}
