// `npm run test:chaos [KILLS]`: the long form of the chaos test, with figures. KILLS (50 if left out) are spread over
// six films. Then a film of 10,000 frames shows whether time or memory grows. If NEUROZOOM_NODES lists other versions
// of Node.js, their frames are compared too.

import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ending, run, start, writePreset } from '../e2e/program.js';
import { FILMS, survive } from './chaos.js';

const kills = Number(process.argv[2] ?? 50);
const root = mkdtempSync(join(tmpdir(), 'neurozoom-chaos-'));
let failed = false;

function tell(line: string, isFine = true): void {
  failed ||= !isFine;
  process.stdout.write(`${isFine ? '  ' : '! '}${line}\n`);
}

/** Kills at random moments. */
async function killAll(): Promise<void> {
  const seed = Math.floor(Math.random() * 2 ** 32);
  tell(`kills at random moments, seed ${seed}`);
  const sum = { renderer: 0, ffmpeg: 0, both: 0, films: 0, same: 0 };
  for (const film of FILMS) {
    const report = await survive(join(root, film.name), film, Math.ceil(kills / FILMS.length), seed);
    const { renderer, ffmpeg, both } = report.kills;
    sum.renderer += renderer;
    sum.ffmpeg += ffmpeg;
    sum.both += both;
    sum.films += report.films;
    sum.same += report.films - (report.isSame ? 0 : 1);
    const killed = `renderer ${renderer}, ffmpeg ${ffmpeg}, both ${both}`;
    const made = `${report.renders} renders, ${report.remade} frames made again`;
    tell(
      `${film.name}: ${killed}; ${made}; ${report.films} times: ${report.isSame ? 'the same film' : 'ANOTHER FILM'}`,
      report.isSame,
    );
  }
  const all = sum.renderer + sum.ffmpeg + sum.both;
  tell(
    `${all} kills (renderer ${sum.renderer}, ffmpeg ${sum.ffmpeg}, both ${sum.both}): ` +
      `${sum.same} of ${sum.films} films byte-identical`,
  );
}

interface LogLine {
  readonly kind: string;
  readonly details?: { readonly memoryBytes: number; readonly milliseconds: Readonly<Record<string, number>> };
}

interface LongRender {
  /** Milliseconds of each frame. */
  readonly times: readonly number[];
  /** Bytes at each frame. */
  readonly memory: readonly number[];
  /** How many files were open, four times a second (Linux). */
  readonly open: readonly number[];
}

/** Renders 10,000 frames and records time, memory and open files. */
async function renderLong(): Promise<LongRender> {
  const cwd = mkdtempSync(join(root, 'long-'));
  writePreset(cwd, 'long.yaml', 'duration: 400s');
  const child = start(['render', 'long.yaml', '--quiet', '--log', 'long.log', '--segment', '200'], { cwd });
  const end = ending(child);
  const open: number[] = [];
  const look = setInterval(() => {
    try {
      open.push(readdirSync(`/proc/${child.pid}/fd`).length);
    } catch {
      // The process has ended, or the system is not Linux.
    }
  }, 250);
  const { code, stderr } = await end;
  clearInterval(look);
  if (code !== 0) throw new Error(`10,000 frames: it ended with ${code}: ${stderr}`);
  const lines = readFileSync(join(cwd, 'long.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LogLine);
  const frames = lines.filter(({ kind }) => kind === 'frame').map(({ details }) => details!);
  return {
    times: frames.map(({ milliseconds }) => Object.values(milliseconds).reduce((sum, part) => sum + part, 0)),
    memory: frames.map(({ memoryBytes }) => memoryBytes),
    open,
  };
}

/** The value below which this share of the values lies. */
function quantile(values: readonly number[], part: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * part)]!;
}

/** Measures the second quarter of a render, when the program has warmed up, and the last. */
function growth(values: readonly number[], measure: (quarter: readonly number[]) => number): readonly [number, number] {
  const quarter = (which: number) =>
    measure(values.slice(((which - 1) * values.length) / 4, (which * values.length) / 4));
  return [quarter(2), quarter(4)];
}

/** The fastest tenth of the best 500 frames in a row. The others show the load of other programs. */
function fastest(times: readonly number[]): number {
  const rows = Array.from({ length: times.length - 500 }, (_, i) => i).filter((i) => i % 100 === 0);
  return Math.min(...rows.map((from) => quantile(times.slice(from, from + 500), 0.1)));
}

/**
 * Checks whether anything grows in 10,000 frames. Speeds of shared machines vary by more than the limit, so there are
 * three tries: real growth appears in each.
 */
async function compareLong(): Promise<void> {
  const most = 1.03;
  for (let tries = 1; ; tries++) {
    const { times, memory, open } = await renderLong();
    const [early, late] = growth(times, fastest);
    const isLast = late / early < most || tries === 3;
    tell(
      `${times.length} frames, the last quarter against the second: time a frame x ${(late / early).toFixed(3)}`,
      !isLast || late / early < most,
    );
    if (!isLast) continue;
    const median = (values: readonly number[]) => quantile(values, 0.5);
    const [before, after] = growth(memory, median);
    tell(`memory x ${(after / before).toFixed(3)}`, after / before < most);
    const [few, many] = growth(open, median);
    if (open.length > 8) tell(`open files: ${few} in the second quarter, ${many} in the last`, many <= few);
    return;
  }
}

/** Compares the frames of a film between versions of Node.js. */
async function compareNodes(): Promise<void> {
  const nodes = [process.execPath, ...(process.env.NEUROZOOM_NODES ?? '').split(',').filter((path) => path !== '')];
  const digests = new Set<string>();
  for (const [i, node] of nodes.entries()) {
    const cwd = mkdtempSync(join(root, `node-${i}-`));
    writePreset(cwd, 'film.yaml', 'duration: 2s');
    const { code, stderr } = await run(['render', 'film.yaml', '--quiet', '--segment', '12'], { cwd, node });
    if (code !== 0) return tell(`${node}: ended with ${code}: ${stderr}`, false);
    digests.add(
      createHash('sha256')
        .update(readFileSync(join(cwd, 'output', 'film.mp4')))
        .digest('hex'),
    );
  }
  tell(`${nodes.length} versions of Node.js: ${digests.size} different films`, digests.size === 1);
}

/** Compares a resumed film with an undisturbed one, for each available ffmpeg. */
async function compareFfmpegs(): Promise<void> {
  const packaged = String(createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg').path);
  for (const [name, path] of [
    ['the ffmpeg that is found first', ''],
    ['the packaged ffmpeg', packaged],
  ] as const) {
    process.env.FFMPEG_PATH = path;
    const { isSame, kills: hits } = await survive(join(root, name), FILMS[0]!, 3, 1);
    tell(
      `${name}: ${hits.renderer + hits.ffmpeg + hits.both} kills: ${isSame ? 'the same film' : 'ANOTHER FILM'}`,
      isSame,
    );
  }
  process.env.FFMPEG_PATH = '';
}

try {
  await killAll();
  await compareFfmpegs();
  await compareNodes();
  await compareLong();
} catch (error) {
  tell(String(error), false);
} finally {
  if (failed) tell(`kept to look at: ${root}`);
  else rmSync(root, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
