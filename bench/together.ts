// Measures films side by side and how free the program stays: npx tsx bench/together.ts. Two films of 160 px at
// `--jobs 2` against one after the other, and the longest time that a timer waited while frames of 1080x1920 computed.
// Needs a build (npm run build) and a quiet machine: a busy one delays timers too.

import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFrames } from '../src/film/frames/frames.js';
import { framesOptionsOf, prepareFilm } from '../src/film/prepare.js';
import { parsePreset } from '../src/preset/load.js';
import { median, table } from './table.js';

const ROUNDS = 3;
const TICK_MS = 10;

const folder = await mkdtemp(join(tmpdir(), 'neurozoom-bench-'));
try {
  console.log(table(['what', 'measured', 'wanted'], [await sideBySide(), await longestBlock()]));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function sideBySide(): Promise<readonly string[]> {
  const presets = [1, 2].map((seed) => join(folder, `film${seed}.yaml`));
  for (const [i, preset] of presets.entries()) {
    await writeFile(preset, `size: 160x160\nduration: 2s\nseed: ${i}\ncycle: { neurons: ['block8:5'] }\n`);
  }
  const seconds = async (...more: readonly string[]) => {
    const started = performance.now();
    const options = ['--quiet', '--fresh', '--overwrite', '--out', `${folder}/`, ...more];
    const child = spawn(process.execPath, ['dist/cli/bin.js', 'render', ...presets, ...options], { stdio: 'inherit' });
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`The films ended with ${code}.`);
    return (performance.now() - started) / 1000;
  };
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const alone = await seconds();
    ratios.push((await seconds('--jobs', '2')) / alone);
  }
  return ['two films of 160 px with --jobs 2, against one after the other', `${median(ratios).toFixed(2)} x`, '0.8 x'];
}

async function longestBlock(): Promise<readonly string[]> {
  const text = 'size: 1080x1920\nduration: 600ms\nopening: { show: true }\ncycle: { neurons: [block8:5] }\n';
  const film = await prepareFilm(parsePreset(text, { name: 'bench' }), { threads: 2 });
  const waits: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    waits.push(now - last - TICK_MS);
    last = now;
  }, TICK_MS);
  for await (const _ of makeFrames(framesOptionsOf(film)));
  clearInterval(timer);
  await film.close();
  const waited = `${Math.max(...waits).toFixed(0)} ms`;
  return ['longest block of the program while frames of 1080x1920 compute', waited, 'under 50 ms'];
}
