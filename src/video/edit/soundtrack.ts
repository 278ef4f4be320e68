// Makes the soundtrack of a film: the part of a track that it needs, to the sample as long as the film, brought to a
// loudness, with fades. It is stored losslessly, and encoded when the segments of the film are joined.

import { open } from 'node:fs/promises';
import { flush, renameDurably } from '../../disk/durable.js';
import { remove } from '../../disk/files.js';
import { runChild } from '../../processes/child.js';
import type { VideoProperties } from '../encode/encoder.js';
import { type Attempt, damagedFile, ffmpegFailure } from '../encode/failure.js';
import type { Tools } from './ffmpeg-task.js';

/** Samples per second of soundtracks. */
export const SOUNDTRACK_RATE = 48_000;

/** The soundtrack of a film. */
export interface Soundtrack {
  /** Absolute path of the sound file. */
  readonly source: string;
  /** Options of ffmpeg before the sound file. */
  readonly inputOptions: readonly string[];
  /** Where in the track the film begins, in seconds. */
  readonly startSeconds: number;
  /** Length of the track in seconds. After its end the film is silent. */
  readonly trackSeconds: number;
  /** Of the fades at the film's beginning, and before its end or the track's; 0 for none. */
  readonly fadeInSeconds: number;
  readonly fadeOutSeconds: number;
  /** In decibels; without effect where a loudness is given. */
  readonly gain: number;
  /** Integrated loudness in LUFS; null leaves the track as loud as it is. */
  readonly loudness: number | null;
}

/** The highest true peak after a change of loudness, in dBTP: encoders overshoot. */
const TRUE_PEAK = -1.5;
/** The loudness range above which ffmpeg would compress. */
const LOUDNESS_RANGE = 20;
/** Below this, in LUFS, there is nothing to bring to a loudness: the gate of BS.1770. */
const SILENT = -70;

/** Two hours take minutes on a slow machine. */
const TIMEOUT_MS = 1_800_000;

/** The number of samples of a film's soundtrack. */
export function samplesOf(frames: number, { numerator, denominator }: VideoProperties['fps']): number {
  return Math.round((frames * denominator * SOUNDTRACK_RATE) / numerator);
}

/**
 * Makes a soundtrack as a FLAC file of 48 kHz, stereo, 24 bits. The same input gives the same bytes. The loudness is
 * reached in two passes of ffmpeg's loudnorm (EBU R 128): one that measures, one that changes.
 *
 * @param out - Absolute path. An existing file is replaced; a file there is always complete.
 * @param samples - Its length.
 * @throws UserError FFMPEG_FAILED, FILM_INCOMPLETE, DISK_FULL.
 */
export async function makeSoundtrack(
  tools: Tools,
  soundtrack: Soundtrack,
  { out, samples }: { readonly out: string; readonly samples: number },
): Promise<void> {
  const attempt: Attempt = { target: out, ffmpeg: tools.ffmpeg.path, task: 'soundtrack', when: '' };
  const part = `${out}.tmp`;
  const shape = shapeOf(soundtrack, samples);
  const write = async (loudnorm: readonly string[]) => {
    const chain = [...shape, ...loudnorm, `apad=whole_len=${samples}`, `atrim=end_sample=${samples}`];
    await run(tools, attempt, [
      ...['-loglevel', 'error', ...inputOf(soundtrack), '-af', chain.join(',')],
      ...['-c:a', 'flac', '-sample_fmt', 's32', '-bits_per_raw_sample', '24', '-map_metadata', '-1'],
      ...['-fflags', '+bitexact', '-flags:a', '+bitexact', '-f', 'flac', '-y', `file:${part}`],
    ]);
    const found = await flacSamples(part);
    if (found !== samples) throw damagedFile(attempt, `it has ${found} samples instead of ${samples}`);
  };
  try {
    const { loudness } = soundtrack;
    if (loudness === null) await write([]);
    else {
      const measured = await measure(tools, soundtrack, shape, attempt);
      // Where it limits peaks, which it does at 192 kHz, the way back to 48 kHz raises them again.
      let peak = TRUE_PEAK;
      for (let left = MAX_CORRECTIONS; ; left--) {
        await write(secondPass(measured, loudness, peak));
        if (left === 0 || !(measured.input_i > SILENT)) break;
        const { truePeak } = await measureLoudness(tools, part, []);
        if (truePeak <= TRUE_PEAK + PEAK_TOLERANCE) break;
        peak -= truePeak - TRUE_PEAK;
      }
    }
    await flush(part);
    await renameDurably(part, out);
  } finally {
    await remove(part);
  }
}

/** How many times the second pass runs again with a lower peak. */
const MAX_CORRECTIONS = 3;
/** In dB. */
const PEAK_TOLERANCE = 0.05;

function inputOf({ source, inputOptions }: Soundtrack): readonly string[] {
  return [...inputOptions, '-i', `file:${source}`, '-map', '0:a:0'];
}

/** The filters that cut, convert and fade, before the loudness is measured. */
function shapeOf(soundtrack: Soundtrack, samples: number): readonly string[] {
  const { startSeconds, trackSeconds, fadeInSeconds, fadeOutSeconds, gain, loudness } = soundtrack;
  const seconds = samples / SOUNDTRACK_RATE;
  const heard = Math.max(0, Math.min(seconds, trackSeconds - startSeconds));
  return [
    `aresample=${SOUNDTRACK_RATE}`,
    'aformat=sample_fmts=fltp:channel_layouts=stereo',
    `atrim=start=${startSeconds.toFixed(6)}:duration=${seconds.toFixed(6)}`,
    'asetpts=PTS-STARTPTS',
    ...(loudness === null && gain !== 0 ? [`volume=${gain}dB`] : []),
    ...(fadeInSeconds > 0 ? [`afade=t=in:st=0:d=${fadeInSeconds.toFixed(6)}`] : []),
    ...(fadeOutSeconds > 0
      ? [`afade=t=out:st=${Math.max(0, heard - fadeOutSeconds).toFixed(6)}:d=${fadeOutSeconds.toFixed(6)}`]
      : []),
  ];
}

/** The filters that reach a loudness, in LUFS, with true peaks up to `peak`, in dBTP. */
function secondPass(measured: Measured, loudness: number, peak: number): readonly string[] {
  if (!(measured.input_i > SILENT)) return [];
  const values = [
    `I=${loudness}:TP=${Math.max(-9, peak).toFixed(2)}:LRA=${LOUDNESS_RANGE}`,
    `measured_I=${measured.input_i}:measured_TP=${measured.input_tp}:measured_LRA=${measured.input_lra}`,
    `measured_thresh=${measured.input_thresh}:offset=${measured.target_offset}:linear=true`,
  ];
  return [
    `loudnorm=${values.join(':')}`,
    `aresample=${SOUNDTRACK_RATE}`,
    'aformat=sample_fmts=s32:channel_layouts=stereo',
  ];
}

const MEASURES = ['input_i', 'input_tp', 'input_lra', 'input_thresh', 'target_offset'] as const;

/** What loudnorm measures: loudness and threshold in LUFS, range in LU, true peak in dBTP. */
type Measured = Readonly<Record<(typeof MEASURES)[number], number>>;

async function measure(
  tools: Tools,
  soundtrack: Soundtrack,
  shape: readonly string[],
  attempt: Attempt,
): Promise<Measured> {
  const filter = `loudnorm=I=${soundtrack.loudness ?? -14}:TP=${TRUE_PEAK}:LRA=${LOUDNESS_RANGE}:print_format=json`;
  const words = await run(tools, attempt, [
    ...['-loglevel', 'info', '-nostats', ...inputOf(soundtrack), '-af', [...shape, filter].join(',')],
    ...['-f', 'null', '-'],
  ]);
  const [text] = /\{[^{}]*"input_i"[^{}]*\}/.exec(words) ?? [];
  if (text === undefined) throw damagedFile(attempt, 'its loudness was not measured');
  const parsed = JSON.parse(text) as Readonly<Record<string, unknown>>;
  // Silence has the loudness "-inf".
  return Object.fromEntries(
    MEASURES.map((name) => [name, parsed[name] === '-inf' ? -Infinity : Number(parsed[name])]),
  ) as Measured;
}

/**
 * The loudness of a whole track.
 *
 * @returns Integrated loudness in LUFS and true peak in dBTP.
 */
export async function measureLoudness(
  tools: Tools,
  source: string,
  inputOptions: readonly string[],
): Promise<{ readonly loudness: number; readonly truePeak: number }> {
  const attempt: Attempt = { target: source, ffmpeg: tools.ffmpeg.path, task: 'loudness', when: '' };
  const whole = { source, inputOptions, startSeconds: 0, trackSeconds: 0, fadeInSeconds: 0, fadeOutSeconds: 0 };
  const measured = await measure(tools, { ...whole, gain: 0, loudness: null }, [], attempt);
  return { loudness: measured.input_i, truePeak: measured.input_tp };
}

/** Runs ffmpeg to its end. @returns the end of what it printed. */
async function run(tools: Tools, attempt: Attempt, args: readonly string[]): Promise<string> {
  const all = ['-nostdin', '-hide_banner', ...args];
  for (let left = MAX_INTERRUPTS; ; left--) {
    const ending = await runChild(tools.ffmpeg.path, all, { timeoutMs: TIMEOUT_MS, signal: tools.signal });
    if (ending.code === 0) return ending.lastWords;
    const isInterrupt = ending.code === 255 && ending.lastWords === '';
    if (!isInterrupt || left === 0) throw ffmpegFailure(attempt, ending);
  }
}

/** How many times it runs again after it was interrupted without a word. */
const MAX_INTERRUPTS = 3;

/** The number of samples that the header of a FLAC file states (RFC 9639, 8.2). */
async function flacSamples(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(26);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    if (bytesRead < head.length || head.toString('latin1', 0, 4) !== 'fLaC') return -1;
    // 36 bits after 20 bits of sample rate, 3 of channels and 5 of sample size.
    return (head[21]! & 0x0f) * 2 ** 32 + head.readUInt32BE(22);
  } finally {
    await file.close();
  }
}
