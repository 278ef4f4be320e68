// Large films: npx tsx bench/large.ts [PRESET=SIZE...]. Without arguments it compares frames of `reel` at 1080x1920 with
// those of one scale of 4 steps on every frame. With arguments it renders whole films, as in reel=1080x1920, and prints
// their time, how the time of a frame changes, and their memory. Memory is that of the program and its processes, as
// their proportional set sizes on Linux.

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, table } from './table.js';

const PROGRAM = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));

/** How often memory is read, in milliseconds. */
const PERIOD = 250;

interface Measured {
  /** Of the whole command. */
  readonly seconds: number;
  /** When each frame was done, in milliseconds. */
  readonly times: readonly number[];
  /** Of all processes together: the largest, and at each frame. In bytes. */
  readonly most: number;
  readonly memory: readonly number[];
}

/** The processes below a process, itself included. */
function treeOf(root: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      const stat = attempt(() => readFileSync(`/proc/${name}/stat`, 'utf8'), '');
      return [Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])] as const;
    });
  const below = (pid: number): readonly number[] => [
    pid,
    ...parents.filter(([, parent]) => parent === pid).flatMap(([child]) => below(child)),
  ];
  return below(root);
}

function memoryOf(root: number): number {
  const pss = (pid: number) =>
    Number(/^Pss:\s+(\d+)/m.exec(attempt(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'), ''))?.[1] ?? 0);
  return attempt(() => treeOf(root), []).reduce((sum, pid) => sum + 1024 * pss(pid), 0);
}

/** Processes end while they are looked at. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

async function render(preset: string, size: string, options: readonly string[]): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'neurozoom-bench-'));
  try {
    const began = performance.now();
    const args = [PROGRAM, 'render', preset, '--size', size, '--json', '--out', join(folder, 'film.mp4'), ...options];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const times: number[] = [];
    const memory: number[] = [];
    let most = 0;
    const timer = setInterval(() => {
      most = Math.max(most, memoryOf(child.pid!));
    }, PERIOD);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      for (const _ of text.matchAll(/"kind":"frame"/g)) {
        times.push(performance.now() - began);
        memory.push(times.length % 10 === 0 ? memoryOf(child.pid!) : (memory.at(-1) ?? 0));
      }
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearInterval(timer);
    if (code !== 0) throw new Error(`The render of ${preset} ended with ${String(code)}.`);
    return { seconds: (performance.now() - began) / 1000, times, most, memory };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds per frame from one frame to another. */
function perFrame({ times }: Measured, from: number, to: number): number {
  return (times[to]! - times[from]!) / (to - from);
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;

async function compare(): Promise<void> {
  const ours: number[] = [];
  const plain: number[] = [];
  let [most, mostPlain] = [0, 0];
  for (let round = 0; round < 2; round++) {
    const film = await render('reel', '1080x1920', ['--frames', '0..32']);
    const one = await render('reel', '1080x1920', [
      ...['--frames', '0..3', '--set', 'ascent.octaves=1', '--set', 'ascent.cadence=1', '--set', 'ascent.steps=4'],
      ...['--set', 'opening.enlargements=1'],
    ]);
    ours.push(perFrame(film, 4, 32));
    plain.push(perFrame(one, 0, 3));
    [most, mostPlain] = [Math.max(most, film.most), Math.max(mostPlain, one.most)];
  }
  const seconds = (values: readonly number[]) => `${(median(values) / 1000).toFixed(2)} s`;
  console.log(
    table(
      ['a frame of 1080x1920', 'time', 'memory', 'ratio'],
      [
        ['one scale, 4 steps, every frame', seconds(plain), gigabytes(mostPlain), '1'],
        ['as by default', seconds(ours), gigabytes(most), (median(plain) / median(ours)).toFixed(1)],
      ],
    ),
  );
}

async function whole(films: readonly string[]): Promise<void> {
  const rows: string[][] = [];
  for (const film of films) {
    const [preset, size] = film.split('=') as [string, string];
    const measured = await render(preset, size, []);
    const { times, memory } = measured;
    const last = times.length - 1;
    const quarter = Math.floor(last / 4);
    const change = perFrame(measured, last - quarter, last) / perFrame(measured, quarter, 2 * quarter);
    rows.push([
      `${preset}, ${size}, ${times.length} frames`,
      `${Math.floor(measured.seconds / 60)} min ${Math.round(measured.seconds % 60)} s`,
      `${change.toFixed(2)} x`,
      gigabytes(measured.most),
      `${(memory[last]! / memory[Math.min(100, quarter)]!).toFixed(2)} x`,
    ]);
  }
  const head = ['film', 'time', 'a frame, last quarter to second', 'memory', 'last frame to the 100th'];
  console.log(table(head, rows));
}

const films = process.argv.slice(2);
await (films.length === 0 ? compare() : whole(films));
