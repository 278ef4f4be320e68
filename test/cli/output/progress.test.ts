import { describe, expect, it, vi } from 'vitest';
import { openProgress } from '../../../src/cli/output/progress.js';
import type { Terminal } from '../../../src/cli/terminal.js';
import type { FilmEvent } from '../../../src/film/events.js';
import { recordingTerminal } from '../../support/in-process.js';

/** The part of the work that is done after a size of the growth, and after a frame. */
const afterGrowth = (done: number) => 0.001 * done;
const afterFrame = (frame: number) => 0.003 + (0.997 * (frame + 1)) / 100;

function fakeTerminal(screen: NodeJS.WriteStream | null = null): Terminal & { readonly lines: string[] } {
  const lines: string[] = [];
  return { ...recordingTerminal().terminal, lines, err: (text) => lines.push(text), screen };
}

function frameEvent(frame: number, first = 0): FilmEvent {
  const written = Math.max(0, frame - first + 1);
  const neurons = [
    { layer: 'block8', neuron: 40, weight: 0.5 },
    { layer: 'block8', neuron: 120, weight: 0.5 },
  ];
  const of = 100 - first;
  const share = afterFrame(frame);
  const made = { made: frame + 1, toMake: 100 };
  return { kind: 'frame', frame, seconds: frame / 25, written, of, ...made, share, neurons, octaves: [] };
}

/** Plays the events of a film at this many milliseconds per frame, with a fake clock. */
function play(terminal: Terminal, milliseconds: number, first = 0): void {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  const progress = openProgress(terminal, false).open('deep');
  for (const done of [1, 2, 3]) {
    now += 10;
    progress.event({ kind: 'growth', done, of: 3, share: afterGrowth(done) });
  }
  for (let frame = 0; frame < 100; frame++) {
    now += milliseconds;
    progress.event(frameEvent(frame, first));
  }
  progress.close();
  clock.mockRestore();
}

describe('progress without a terminal', () => {
  it('prints a line every five seconds, with frames, their rate, the time left and the active neurons', () => {
    const terminal = fakeTerminal();
    play(terminal, 500);
    expect(terminal.lines).toHaveLength(10);
    expect(terminal.lines[0]).toMatch(
      /^deep: \d+ %, 1\d\/100 frames, 2 per second, 4\d s left, block8:40 > block8:120$/,
    );
  });

  it('prints a line every five percent when that takes longer, and at least every minute', () => {
    const slow = fakeTerminal();
    play(slow, 5_000);
    expect(slow.lines.length).toBeGreaterThanOrEqual(16);
    expect(slow.lines.length).toBeLessThanOrEqual(20);
    const slower = fakeTerminal();
    play(slower, 70_000);
    expect(slower.lines).toHaveLength(100);
  });

  it('prints nothing for a quick film', () => {
    const terminal = fakeTerminal();
    play(terminal, 20);
    expect(terminal.lines).toEqual([]);
  });

  it('counts the frames that are made before the first written one', () => {
    const terminal = fakeTerminal();
    play(terminal, 500, 50);
    expect(terminal.lines[0]).toMatch(/, frame 1\d of 100, writing starts at 50, /);
    expect(terminal.lines.at(-1)).toMatch(/, 50\/50 frames, /);
  });
});

it('prints nothing when quiet', () => {
  const terminal = fakeTerminal();
  const progress = openProgress(terminal, true);
  progress.say('a word');
  progress.open('deep').event(frameEvent(3));
  expect(terminal.lines).toEqual([]);
});

describe('progress on a terminal', () => {
  /** Collects the output like a screen of 90 columns. */
  function fakeScreen() {
    let text = '';
    const write = (chunk: string) => {
      text += chunk;
      return true;
    };
    const screen = { isTTY: true, columns: 90, write } as unknown as NodeJS.WriteStream;
    return { screen, text: () => text };
  }

  it('draws a bar that fits, and at the end removes it and shows the cursor', async () => {
    const { screen, text } = fakeScreen();
    const progress = openProgress(fakeTerminal(screen), false);
    const film = progress.open('deep');
    film.event({ kind: 'growth', done: 1, of: 3, share: afterGrowth(1) });
    for (let frame = 0; frame < 50; frame++) film.event(frameEvent(frame));
    progress.say('a word\nand another');
    film.close();
    film.close();
    const drawn = text();
    const bars = drawn.split('\u001B').filter((piece) => piece.includes('frames,'));
    expect(bars.length).toBeGreaterThan(0);
    expect(bars.at(-1)).toMatch(/deep █+░+ +\d\d % {2}50\/100 frames, .* per second, .* left, block8:40 > block8:/);
    for (const bar of bars) expect(bar.replace(/^\[\d*[A-Za-z]/, '').length).toBeLessThanOrEqual(90);
    expect(drawn).toContain('a word\u001B[K\nand another\u001B[K\n');
    expect(drawn.lastIndexOf('\u001B[?25h')).toBeGreaterThan(drawn.lastIndexOf('\u001B[?25l'));
  });
});
