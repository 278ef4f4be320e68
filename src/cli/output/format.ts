// Numbers in words: times, sizes, shares, names of neurons on stage.

import { isAbsolute } from 'node:path';
import type { FilmOutput } from '../../film/output.js';
import { displayPath } from '../input/preset-files.js';

/** `0.04 s`, `1.5 s`, `8 s`, `2 min 5 s`, `3 h 20 min`. */
export function formatTime(seconds: number): string {
  if (seconds < 9.95) return `${Number(seconds.toPrecision(2))} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return joined([Math.floor(whole / 60), 'min'], [whole % 60, 's']);
  const minutes = Math.round(seconds / 60);
  return joined([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min']);
}

/** `640 bytes`, `3.2 MB`: powers of 1000, as disks are sold. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} bytes`;
  for (const unit of ['kB', 'MB'] as const) {
    const power = unit === 'kB' ? 1e3 : 1e6;
    if (bytes < 999.5 * power) return `${Number((bytes / power).toPrecision(3))} ${unit}`;
  }
  return `${(bytes / 1e9).toPrecision(3)} GB`;
}

/** Frames per second with at most two decimals. */
export function formatRate(framesPerSecond: number): string {
  return String(Number(framesPerSecond.toFixed(2)));
}

/** `1 frame`, `200 frames`. */
export function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `mixed4:40`, or in a hand-over `mixed4:40 > mixed4:120`. */
export function formatNeurons(neurons: readonly { readonly layer: string; readonly neuron: number }[]): string {
  return neurons.map(({ layer, neuron }) => `${layer}:${neuron}`).join(' > ');
}

/** `ffmpeg 5.1.9, from PATH: /usr/bin/ffmpeg`, without the first word. */
export function formatFfmpeg({ version, origin, path }: FilmOutput['ffmpeg']): string {
  return `${version}, ${origin === 'package' ? 'packaged' : `from ${origin}`}: ${path}`;
}

/** A command line to be typed again, its words quoted where a POSIX shell needs it; places are shown from here. */
export function formatCommand(words: readonly string[]): string {
  const quoted = words.map((word) => {
    const shown = isAbsolute(word) ? `${displayPath(word)}${word.endsWith('/') ? '/' : ''}` : word;
    return /^[\w@%+=:,./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`;
  });
  return ['neurozoom', ...quoted].join(' ');
}

function joined(...parts: readonly (readonly [count: number, unit: string])[]): string {
  return parts
    .filter(([count], i) => i === 0 || count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
