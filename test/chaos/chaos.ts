// Kills renders at random moments and compares their films with undisturbed ones. The test suite uses small films;
// `npm run test:chaos` uses all.

import { type ChildProcess, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openStream, type RandomStream } from '../../src/tensor/random.js';
import { ending, type JsonEvent, start, writePreset } from '../e2e/program.js';

/** The process that gets SIGKILL. */
export type Victim = 'renderer' | 'ffmpeg' | 'both';

/** A film to render while its processes are killed. */
export interface ChaosFilm {
  readonly name: string;
  /** YAML appended to the small preset. */
  readonly preset: string;
  /** Options of the render. */
  readonly options: readonly string[];
}

/** Six films whose jobs differ in their parts. */
export const FILMS: readonly ChaosFilm[] = [
  { name: 'plain', preset: 'duration: 4s', options: ['--segment', '12'] },
  {
    name: 'shown growth',
    preset: 'duration: 4s\nopening: { from: 32px, enlargements: 6, steps: 1, show: true, duration: 2s }',
    options: ['--segment', '10'],
  },
  {
    name: 'two layers',
    preset: 'duration: 3s\ncycle: { hold: 160ms, blend: 400ms, neurons: [block1:1, block2:5, block1:9] }',
    options: ['--segment', '15'],
  },
  { name: 'part', preset: 'duration: 4s', options: ['--segment', '9', '--frames', '20..89'] },
  // Octaves, keys, tiles, and a thread for the frames between keys.
  { name: 'large', preset: 'size: 480x700\nduration: 1s', options: ['--segment', '9'] },
  { name: 'webm', preset: 'duration: 2s\nfps: 24000/1001', options: ['--segment', '11', '--format', 'webm'] },
];

/** The result of one film. */
export interface ChaosReport {
  readonly film: string;
  readonly kills: Readonly<Record<Victim, number>>;
  /** How often it was finished. */
  readonly films: number;
  readonly renders: number;
  /** Frames made more than once, over all kills. */
  readonly remade: number;
  readonly isSame: boolean;
}

/**
 * Renders a film once undisturbed, then repeatedly with kills at random moments until the number of kills is reached.
 *
 * @param cwd - A folder of its own.
 */
export async function survive(cwd: string, film: ChaosFilm, kills: number, seed: number): Promise<ChaosReport> {
  mkdirSync(cwd, { recursive: true });
  writePreset(cwd, 'film.yaml', film.preset);
  const args = (folder: string) => ['render', 'film.yaml', '--json', '--out', `${folder}/`, ...film.options];
  const began = performance.now();
  const calm = await ending(start(args('calm'), { cwd }));
  if (calm.code !== 0) throw new Error(`the film cannot be made: ${calm.stderr}`);
  const undisturbedMs = performance.now() - began;
  const frames = calm.events.filter(({ kind }: JsonEvent) => kind === 'frame').length;
  const random = openStream(seed, 'chaos', film.name.length);
  const count = { renderer: 0, ffmpeg: 0, both: 0 };
  // Several ffmpegs may be killed in one render; the program only once.
  const disturb = async (child: ChildProcess, end: Promise<unknown>, most: number): Promise<number> => {
    let isOver = false;
    void end.then(() => {
      isOver = true;
    });
    for (let hits = 0; ; ) {
      if (isOver || hits === most) return hits;
      await Promise.race([momentOf(child, random, frames, undisturbedMs), end]);
      if (isOver) return hits;
      const victim = (['renderer', 'ffmpeg', 'both'] as const)[random.integer(3)]!;
      if (!strike(victim, child.pid!, join(cwd, 'killed'))) continue;
      count[victim] += 1;
      hits += 1;
      if (victim !== 'ffmpeg') return hits;
    }
  };
  let isSame = true;
  let films = 0;
  let made = 0;
  let renders = 0;
  for (let left = kills; left > 0 && isSame; films++) {
    rmSync(join(cwd, 'killed'), { recursive: true, force: true });
    for (let code: number | null = null; code !== 0; renders++) {
      if (renders > 20 * kills + 20) throw new Error('it never ends');
      const child = start(args('killed'), { cwd });
      const end = ending(child);
      left -= await disturb(child, end, left);
      const ended = await end;
      code = ended.code;
      made += ended.events.filter(({ kind }: JsonEvent) => kind === 'frame').length;
      // An ffmpeg that is killed a third time in one segment ends the render, which can be started again.
      if (code !== null && code !== 0 && code !== 1) throw new Error(`it ended with ${code}: ${ended.stderr}`);
      // It may have been killed after its film was complete.
      const [one, other] = ['calm', 'killed'].map((folder) => join(cwd, folder, `film.${extension(film)}`));
      if (existsSync(other!) && !readFileSync(other!).equals(readFileSync(one!)))
        throw new Error('an unfinished or different film has the final name');
    }
    isSame = sameFolders(join(cwd, 'calm'), join(cwd, 'killed'));
  }
  if (isSame) rmSync(cwd, { recursive: true, force: true });
  return { film: film.name, kills: count, films, renders, remade: made - films * frames, isSame };
}

/**
 * Waits for a random moment: in three of four cases shortly after one of the next frames, otherwise at any time, such
 * as before the first frame.
 */
async function momentOf(
  child: ChildProcess,
  random: RandomStream,
  frames: number,
  undisturbedMs: number,
): Promise<void> {
  if (random.integer(4) === 0) return pause(random.integer(Math.ceil(undisturbedMs)));
  const wait = 1 + random.integer(Math.ceil(frames / 2));
  await new Promise<void>((resolve) => {
    let seen = 0;
    child.stdout?.on('data', (chunk: string | Buffer) => {
      seen += String(chunk).split('"kind":"frame"').length - 1;
      if (seen >= wait) resolve();
    });
  });
  await pause(random.integer(50));
}

function extension({ options }: ChaosFilm): string {
  return options.includes('webm') ? 'webm' : 'mp4';
}

/** Kills the victim. @returns false when no process was found. */
function strike(victim: Victim, renderer: number, folder: string): boolean {
  const ffmpegs = victim === 'renderer' ? [] : encodersIn(folder);
  if (victim === 'ffmpeg' && ffmpegs.length === 0) return false;
  const victims = victim === 'ffmpeg' ? ffmpegs : [renderer, ...ffmpegs];
  return victims.map(kill).includes(true);
}

function kill(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** The processes that write segments into a folder (Linux, macOS). */
function encodersIn(folder: string): readonly number[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args=']).toString().split('\n');
  return lines.filter((line) => line.includes(`file:${folder}`)).map((line) => Number.parseInt(line.trim(), 10));
}

/**
 * The same names with the same bytes, hidden ones included; posters and sheets are made of the film and compared too.
 */
function sameFolders(one: string, other: string): boolean {
  const names = readdirSync(one).sort();
  if (names.join() !== readdirSync(other).sort().join()) return false;
  return names.every((name) => readFileSync(join(one, name)).equals(readFileSync(join(other, name))));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
