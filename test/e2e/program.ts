// Runs the built program as a user does, with small presets, and examines its films; for tests and other programs.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventsIn, type JsonEvent, type Run } from '../support/in-process.js';

export type { JsonEvent, Run } from '../support/in-process.js';

const BIN = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));

/** Folder, environment and options of a run. */
export interface Place {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly group?: boolean;
  /** Of another version. */
  readonly node?: string;
}

/**
 * Writes a preset of ten frames of 64x64 with the first layers, which the real network renders quickly.
 *
 * @param changes - YAML that is appended.
 */
export function writePreset(folder: string, name: string, changes = ''): string {
  const path = join(folder, name);
  const own = (key: string) => !new RegExp(`^${key}:`, 'm').test(changes);
  const lines = [
    ['title', `title: 'Small: "quoted"'`],
    ['size', 'size: 64x64'],
    ['fps', 'fps: 25'],
    ['duration', 'duration: 400ms'],
    ['opening', 'opening: { enlargements: 1, steps: 1 }'],
    ['cycle', 'cycle: { hold: 160ms, blend: 120ms, neurons: [block1:1, block1:5] }'],
    ['ascent', 'ascent: { steps: 1, margin: 4 }'],
  ] as const;
  const kept = lines.filter(([key]) => own(key)).map(([, line]) => line);
  writeFileSync(path, `${[...kept, changes].join('\n')}\n`);
  return path;
}

/** Starts the program. In its own process group it can get a signal together with its children, as in a terminal. */
export function start(
  args: readonly string[],
  { cwd, env, group = false, node = process.execPath }: Place,
): ChildProcess {
  return spawn(node, [BIN, ...args], { cwd, env: { ...process.env, ...env }, stdio: 'pipe', detached: group });
}

/** Runs the program to its end. */
export function run(args: readonly string[], place: Place): Promise<Run> {
  return ending(start(args, place));
}

/** Waits for a started program to end. */
export function ending(child: ChildProcess): Promise<Run> {
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (chunk: string) => {
      text[stream] += chunk;
    });
  }
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ code, ...text, events: eventsIn(text.stdout) })),
  );
}

/** Settles when the program has printed a matching event. */
export function untilEvent(child: ChildProcess, fits: (event: JsonEvent) => boolean): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.once('close', () => reject(new Error(`it ended without a word of that: ${text}`)));
    child.stdout?.on('data', (chunk: string | Buffer) => {
      text += String(chunk);
      if (eventsIn(text).some(fits)) resolve();
    });
  });
}

/** Everything in a folder, including hidden files; a missing folder counts as empty. */
export function listing(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** The pictures of a PNG sequence, in order. */
export function pictures(folder: string): readonly Buffer[] {
  return listing(folder).map((name) => readFileSync(join(folder, name)));
}

/** ffprobe's description of the video stream; null without ffprobe. */
export function probe(film: string): Readonly<Record<string, string>> | null {
  const what = [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-count_frames',
    '-show_streams',
    '-show_format',
    '-of',
    'flat',
  ];
  const asked = spawnSync('ffprobe', [...what, `file:${film}`]);
  if (asked.status !== 0) return null;
  const lines = asked.stdout.toString().matchAll(/^(?:streams\.stream\.0|format)\.([\w.]+)=(.*)$/gm);
  return Object.fromEntries([...lines].map(([, key, value]) => [key!, value!.replace(/^"|"$/g, '')]));
}

/** Whether any process, other than a zombie, has this text in its command line (Linux). */
export function isRunning(text: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
      } catch {
        return false; // it has just ended
      }
    });
}
