// `npm run test:chaos [KILLS]`: the long form of the chaos test, with figures. KILLS (50 if left out) are spread over five films; then one of 10,000 frames
// shows whether anything grows, and, where NEUROZOOM_NODES lists other versions of Node.js, whether they give the same frames.

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
  const sum = { renderer: 0, ffmpeg: 0, both: 0, same: 0 };
  for (const film of FILMS) {
    const report = await survive(join(root, film.name), film, Math.ceil(kills / FILMS.length), seed);
    const { renderer, ffmpeg, both } = report.kills;
    sum.renderer += renderer;
    sum.ffmpeg += ffmpeg;
    sum.both += both;
    sum.same += report.isSame ? 1 : 0;
    const told = `renderer ${renderer}, ffmpeg ${ffmpeg}, both ${both}; ${report.renders} renders, ${report.remade} frames made again`;
    tell(`${film.name}: ${told}: ${report.isSame ? 'the same film' : 'ANOTHER FILM'}`, report.isSame);
  }
  const all = sum.renderer + sum.ffmpeg + sum.both;
  tell(
    `${all} kills (renderer ${sum.renderer}, ffmpeg ${sum.ffmpeg}, both ${sum.both}): ${sum.same} of ${FILMS.length} films byte-identical`,
  );
}

interface LogLine {
  readonly kind: string;
  readonly time: string;
  readonly details?: { readonly memoryBytes: number; readonly milliseconds: Readonly<Record<string, number>> };
}

/** 10,000 frames: time and memory of the second thousand against those of the last, open files throughout. */
async function renderLong(): Promise<void> {
  const cwd = mkdtempSync(join(root, 'long-'));
  writePreset(cwd, 'long.yaml', 'duration: 400s');
  const child = start(['render', 'long.yaml', '--quiet', '--log', 'long.log', '--segment', '200'], { cwd });
  const end = ending(child);
  const open: number[] = [];
  const look = setInterval(() => {
    try {
      open.push(readdirSync(`/proc/${child.pid}/fd`).length);
    } catch {
      // It has ended, or this is no Linux.
    }
  }, 250);
  const { code, stderr } = await end;
  clearInterval(look);
  if (code !== 0) return tell(`10,000 frames: it ended with ${code}: ${stderr}`, false);
  const lines = readFileSync(join(cwd, 'long.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LogLine);
  const frames = lines.filter(({ kind }) => kind === 'frame').map(({ details }) => details!);
  // Of times the fast tenth: the rest tells of what else the machine does.
  const typical = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 10)]!;
  const time = ({ milliseconds }: (typeof frames)[number]) =>
    Object.values(milliseconds).reduce((sum, part) => sum + part, 0);
  const ratio = (of: (frame: (typeof frames)[number]) => number) =>
    typical(frames.slice(-1000).map(of)) / typical(frames.slice(1000, 2000).map(of));
  const memory = ratio(({ memoryBytes }) => memoryBytes);
  tell(`${frames.length} frames: the last thousand against the second`);
  tell(`time a frame x ${ratio(time).toFixed(3)}`, ratio(time) < 1.03);
  tell(`memory x ${memory.toFixed(3)}`, memory < 1.03);
  if (open.length > 8) {
    const [early, late] = [open.slice(4, Math.ceil(open.length / 4)), open.slice(-Math.ceil(open.length / 4))].map(
      (part) => Math.max(...part),
    );
    tell(`open files: at most ${early} in the first quarter, ${late} in the last`, late! <= early! + 2);
  }
}

/** The frames of a film, by several versions of Node.js. */
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

/** One film each with the ffmpegs that there are: resumed ones are the same as undisturbed ones. */
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
  await renderLong();
} finally {
  rmSync(root, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
