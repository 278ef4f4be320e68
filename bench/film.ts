// Measures a film apart from the network: npx tsx bench/film.ts [frames]. The share of a frame outside the engine, the
// start of the command, memory, and whether frame 1,000 takes as long as frame 10. Needs a build (npm run build).

import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFrames } from '../src/film/frames/frames.js';
import { framesOptionsOf, type PreparedFilm, prepareFilm } from '../src/film/prepare.js';
import { parsePreset } from '../src/preset/load.js';
import { median, minimum, table } from './table.js';

const MEGABYTE = 1e6;
const LONG = Number(process.argv[2] ?? 1001);

const preset = (size: number, seconds: number, steps: number, layer = 'block8', margin = 16) => `
size: ${size}x${size}
duration: ${seconds}s
opening: { enlargements: 4, steps: 1 }
ascent: { steps: ${steps}, margin: ${margin} }
cycle: { hold: 1000s, neurons: ['${layer}:5'] }
`;

const rows = [await outsideEngine(), await start(), await memoryAt512(), ...(await longRun())];
console.log(table(['what', 'measured', 'wanted'], rows));

function open(text: string): Promise<PreparedFilm> {
  return prepareFilm(parsePreset(text, { name: 'bench' }), { threads: 2 });
}

/** The milliseconds of every frame, with the time inside the engine separate. */
async function* timedFrames(film: PreparedFilm) {
  let engine = 0;
  const sessions = async (layer: string) => {
    const { session, channels } = await film.sessions.of(layer);
    const evaluate: typeof session.evaluate = async (inputs) => {
      const before = performance.now();
      const result = await session.evaluate(inputs);
      engine += performance.now() - before;
      return result;
    };
    return { channels, session: { ...session, evaluate } };
  };
  let before = performance.now();
  for await (const { shot } of makeFrames({ ...framesOptionsOf(film), sessions })) {
    const now = performance.now();
    yield { frame: shot.frame, total: now - before, engine };
    engine = 0;
    before = performance.now();
  }
}

async function outsideEngine() {
  const film = await open(preset(512, 0.6, 5));
  const frames = [];
  for await (const frame of timedFrames(film)) if (frame.frame > 2) frames.push(frame);
  await film.close();
  const outside = minimum(frames.map(({ total, engine }) => total - engine));
  const engine = minimum(frames.map((frame) => frame.engine));
  const share = (100 * outside) / (outside + engine);
  return [
    'outside the engine, 5 steps at 512 px',
    `${share.toFixed(1)} % (${outside.toFixed(0)} of ${(outside + engine).toFixed(0)} ms)`,
    'at most 10 %',
  ];
}

/** The command, from its start to the event of its first frame. */
async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'neurozoom-bench-'));
  const file = join(folder, 'start.yaml');
  await writeFile(file, 'size: 256x256\nopening: { show: true }\ncycle: { neurons: [block8:5] }\n');
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    const before = performance.now();
    const args = ['dist/cli/bin.js', 'render', file, '--json', '--frames', '0..0', '--out', join(folder, 'start.mp4')];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (data: Buffer) => {
        if (data.includes('"kind":"frame"')) resolve();
      });
      child.on('close', (code) => reject(new Error(`the command ended with ${code} before its first frame`)));
    });
    times.push((performance.now() - before) / 1000);
    await new Promise((resolve) => child.on('close', resolve));
  }
  await rm(folder, { recursive: true });
  return ['start of the command to the first frame, 256 px', `${minimum(times).toFixed(1)} s`, 'at most 4 s'];
}

async function memoryAt512() {
  const folder = await mkdtemp(join(tmpdir(), 'neurozoom-bench-'));
  const file = join(folder, 'memory.yaml');
  await writeFile(file, preset(512, 0.4, 2));
  const script = `
    process.argv = [process.argv[0], 'neurozoom', 'render', ${JSON.stringify(file)}, '--quiet', '--out', ${JSON.stringify(join(folder, 'film.mp4'))}];
    process.on('exit', () => console.log(process.resourceUsage().maxRSS));
    await import(${JSON.stringify(join(process.cwd(), 'dist/cli/bin.js'))});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
  });
  await new Promise((resolve) => child.on('close', resolve));
  await rm(folder, { recursive: true });
  return [
    'memory at 512 px (peak of the process)',
    `${((Number(output) * 1024) / MEGABYTE).toFixed(0)} MB`,
    'at most 900 MB',
  ];
}

/** A thousand small frames, whose time and memory must not grow. */
async function longRun() {
  const film = await open(preset(80, LONG / 25, 1, 'block1', 8));
  const times: number[] = [];
  const memory: number[] = [];
  for await (const { total } of timedFrames(film)) {
    times.push(total);
    memory.push(process.memoryUsage.rss() / MEGABYTE);
  }
  await film.close();
  const around = (values: readonly number[], frame: number) => values.slice(Math.max(0, frame - 50), frame + 50);
  const [early, late] = [minimum(around(times, 60)), minimum(around(times, LONG - 50))];
  const [before, after] = [median(around(memory, 100)), median(around(memory, LONG - 50))];
  return [
    [`time of frame ${LONG - 1} against frame 10`, `${(late / early).toFixed(2)} x (${late.toFixed(1)} ms)`, '1 x'],
    [
      `memory from frame 100 to frame ${LONG - 1}`,
      `${((100 * (after - before)) / before).toFixed(1)} % (${after.toFixed(0)} MB)`,
      'at most 3 %',
    ],
  ];
}
