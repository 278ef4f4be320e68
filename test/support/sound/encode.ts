// Encodes synthesised tracks with a real ffmpeg, so that real decoders read them.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { anyFfmpeg } from '../../video/ffmpegs.js';
import { TRACK_RATE, wavOf } from './synth.js';

/** Options of ffmpeg by the extension of the file. */
const CODECS: Readonly<Record<string, readonly string[]>> = {
  '.flac': ['-c:a', 'flac'],
  '.mp3': ['-c:a', 'libmp3lame', '-b:a', '128k'],
  '.ogg': ['-c:a', 'libvorbis', '-q:a', '4'],
  '.opus': ['-c:a', 'libopus', '-b:a', '96k'],
  '.m4a': ['-c:a', 'aac', '-b:a', '128k'],
};

/** Writes samples as a sound file in the format of its extension. @returns its path. */
export function writeSound(folder: string, name: string, samples: Float32Array, rate = TRACK_RATE): string {
  const path = join(folder, name);
  const codec = CODECS[extname(name)];
  if (codec === undefined) writeFileSync(path, wavOf(samples, rate));
  else {
    const args = ['-loglevel', 'error', '-f', 'wav', '-i', 'pipe:0', ...codec, '-y', `file:${path}`];
    execFileSync(anyFfmpeg.path, args, { input: wavOf(samples, rate) });
  }
  return path;
}

/** A sine wave. @param amplitude - 1 is full scale. */
export function tone(hertz: number, seconds: number, amplitude = 0.5): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * TRACK_RATE) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / TRACK_RATE),
  );
}
