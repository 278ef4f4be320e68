// Shared by the video tests: the ffmpegs of this machine, small frames, stub programs, temporary folders.

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Rgb8Image } from '../../src/tensor/pixels.js';
import type { VideoProperties } from '../../src/video/encode/encoder.js';
import { FORMATS, type VideoFormat } from '../../src/video/encode/formats.js';
import { openEncoder } from '../../src/video/encode/stream.js';
import { LONG } from '../support/scale.js';

export interface NamedFfmpeg {
  readonly name: string;
  readonly path: string;
}

const CANDIDATES: readonly NamedFfmpeg[] = [
  { name: 'ffmpeg of FFMPEG_PATH', path: process.env.FFMPEG_PATH ?? '' },
  { name: 'ffmpeg on the PATH', path: onPath('ffmpeg') },
  { name: 'packaged ffmpeg', path: packaged() },
];

/** Every ffmpeg of this machine. `absent` names the missing ones. */
export const allFfmpegs = CANDIDATES.filter(({ path }) => path !== '');

/** The ffmpegs that every format is tested with: one, or all in the long tests. */
export const ffmpegs = LONG ? allFfmpegs : allFfmpegs.slice(-1);
export const absent = CANDIDATES.filter(({ path }) => path === '').map(({ name }) => name);

/** Any ffmpeg, for tests that do not depend on its version. */
export const anyFfmpeg = ffmpegs[ffmpegs.length - 1] ?? { name: 'none', path: '' };

export const ffprobe = onPath('ffprobe');

/** A folder for the tests of one file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'video test '));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const SMALL: VideoProperties = {
  width: 64,
  height: 48,
  fps: { numerator: 25, denominator: 1 },
  metadata: {},
};

/** Hues that move with `index`, so that no two frames are the same. */
export function frameAt(index: number, { width, height } = SMALL): Rgb8Image {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      data.set([(index * 16) % 256, (x * 4 + index) % 256, (y * 5) % 256], 3 * (y * width + x));
    }
  }
  return { width, height, data };
}

export function flatFrame(color: readonly number[], { width, height } = SMALL): Rgb8Image {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i += 1) data[i] = color[i % 3] ?? 0;
  return { width, height, data };
}

export interface FilmOptions {
  readonly format?: VideoFormat;
  readonly video?: VideoProperties;
  readonly frames?: readonly Rgb8Image[];
}

/** Encodes a small film (10 frames if none are given) from start to finish. */
export async function encode(
  ffmpeg: { readonly path: string },
  path: string,
  {
    format = FORMATS.mp4,
    video = SMALL,
    frames = Array.from({ length: 10 }, (_, i) => frameAt(i, video)),
  }: FilmOptions = {},
) {
  const encoder = openEncoder({ ffmpeg, format, path });
  await encoder.start(video);
  for (const frame of frames) await encoder.write(frame);
  return encoder.finish();
}

/** The pictures of a film as ffmpeg decodes them, `width * height * 3` bytes each. */
export function decode(ffmpeg: { readonly path: string }, film: string, { width, height } = SMALL): readonly Buffer[] {
  const raw = execFileSync(
    ffmpeg.path,
    [
      ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-i', `file:${film}`],
      ...['-vf', 'scale=flags=bicubic+accurate_rnd+full_chroma_int', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'],
    ],
    { maxBuffer: 2 ** 28 },
  );
  const bytes = width * height * 3;
  return Array.from({ length: raw.length / bytes }, (_, i) => raw.subarray(i * bytes, (i + 1) * bytes));
}

/** The description of a file's streams by ffmpeg. */
export function describeStreams(ffmpeg: { readonly path: string }, film: string): string {
  return spawnSync(ffmpeg.path, ['-hide_banner', '-nostdin', '-i', `file:${film}`]).stderr.toString();
}

/** Writes an executable shell script that replaces ffmpeg. `$last` is the output's name without `file:`. */
export function stub(folder: string, name: string, script: string): { readonly path: string } {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\nfor last; do :; done\nlast="\${last#file:}"\n${script}\n`);
  chmodSync(path, 0o755);
  return { path };
}

/** Everything in a folder, hidden files included. A missing folder counts as empty. */
export function listing(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** Whether a process exists, as a zombie or running. */
export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until another process has done something. */
export async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** The number that a stub wrote with `echo $$ > FILE`, as soon as it exists. */
export async function pidIn(file: string): Promise<number> {
  await until(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
  return Number(readFileSync(file, 'utf8'));
}

function onPath(name: string): string {
  const found = spawnSync('sh', ['-c', `command -v ${name}`]);
  return found.status === 0 ? found.stdout.toString().trim() : '';
}

function packaged(): string {
  try {
    return String(createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg').path);
  } catch {
    return '';
  }
}
