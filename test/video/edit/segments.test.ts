import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { joinSegments, segmentFormat } from '../../../src/video/edit/segments.js';
import { FORMAT_LIST, FORMATS, type VideoFormat } from '../../../src/video/encode/formats.js';
import { countFrames } from '../../../src/video/read/finished-film.js';
import {
  anyFfmpeg,
  decode,
  describeStreams,
  encode,
  ffmpegs,
  ffprobe,
  frameAt,
  SMALL,
  scratchFolder,
} from '../ffmpegs.js';

const root = scratchFolder();
const LENGTHS = [7, 12, 3, 7];
const FRAMES = 29;

/** Encodes FRAMES frames in segments. */
async function segmentsIn(folder: string, ffmpeg: { readonly path: string }, format: VideoFormat, video = SMALL) {
  mkdirSync(folder, { recursive: true });
  let first = 0;
  const segments = [];
  for (const [i, frames] of LENGTHS.entries()) {
    const own = segmentFormat(format);
    const pictures = Array.from({ length: frames }, (_, k) => frameAt(first + k));
    const path = join(folder, `${i}${format.folder ? '' : own.extension}`);
    await encode(ffmpeg, path, { format: own, video, frames: pictures });
    segments.push({ path, frames });
    first += frames;
  }
  return segments;
}

const nameIn = (folder: string, format: VideoFormat) =>
  join(folder, `film %d's${format.folder ? '' : format.extension}`);
const asInput = (film: string, format: VideoFormat) =>
  format.folder ? join(film.replaceAll('%', '%%'), '%06d.png') : film;

describe.each(ffmpegs)('segments joined by the $name', (ffmpeg) => {
  it.each(FORMAT_LIST)('as $name have all frames in order', async (format) => {
    const folder = join(root, ffmpeg.name, `100%d? #it's ${format.name}`);
    const video = { ...SMALL, metadata: { title: 'Joined', comment: 'seed: 7' } };
    const segments = await segmentsIn(folder, ffmpeg, format, video);
    const out = nameIn(folder, format);
    const joining = { format, video, segments, out, target: out };
    const facts = await joinSegments({ ffmpeg }, joining);
    expect(facts).toMatchObject({ frames: FRAMES, width: 64, height: 48 });
    if (facts.fps !== null) expect(facts.fps).toBeCloseTo(25, 9);
    if (format.keepsMetadata) expect(describeStreams(ffmpeg, out)).toMatch(/title\s*: Joined/);
    const own = segmentFormat(format);
    const apart = segments.flatMap(({ path }) => decode(ffmpeg, asInput(path, own)));
    const together = decode(ffmpeg, asInput(out, format));
    expect(together).toHaveLength(FRAMES);
    expect(together.every((frame, i) => frame.equals(apart[i]!))).toBe(true);
    const bytes = format.folder ? null : readFileSync(out);
    await joinSegments({ ffmpeg }, joining);
    if (bytes !== null) expect(readFileSync(out).equals(bytes)).toBe(true);
  });

  it.each([
    [12, 1],
    [24000, 1001],
    [24, 1],
    [25, 1],
    [30000, 1001],
    [30, 1],
    [50, 1],
    [60, 1],
  ])('at %i/%i frames per second have the exact times', async (numerator, denominator) => {
    const folder = join(root, ffmpeg.name, `at ${numerator} of ${denominator}`);
    const video = { ...SMALL, fps: { numerator, denominator } };
    const slow = denominator === 1 && numerator !== 30; // VP9 is slow
    for (const format of slow ? [FORMATS.mp4] : [FORMATS.mp4, FORMATS.webm]) {
      const segments = await segmentsIn(folder, ffmpeg, format, video);
      const out = join(folder, `film${format.extension}`);
      await joinSegments({ ffmpeg }, { format, video, segments, out, target: out });
      const { fps } = await countFrames(out, format);
      const expected = numerator / denominator;
      if (format === FORMATS.mp4) expect(fps).toBe(expected);
      else expect(fps).toBeCloseTo(expected, 3);
      if (ffprobe === '') continue;
      // WebM counts milliseconds.
      const precision = format === FORMATS.mp4 ? 1e-6 : 0.00051;
      const times = timesOf(out);
      expect(times).toHaveLength(FRAMES);
      for (const [i, time] of times.entries()) {
        expect(Math.abs(time - times[0]! - (i * denominator) / numerator)).toBeLessThan(precision);
      }
    }
  });
});

/** The time of each frame in seconds, as ffprobe reads it. */
function timesOf(film: string): readonly number[] {
  const ask = ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0'];
  const told = execFileSync(ffprobe, [...ask, `file:${film}`]).toString();
  return told
    .split('\n')
    .filter((line) => line !== '')
    .map(Number.parseFloat);
}

it('a joined GIF lasts as long as its frames, to a hundredth of a second', async () => {
  const folder = join(root, 'gif');
  const video = { ...SMALL, fps: { numerator: 30, denominator: 1 } };
  const segments = await segmentsIn(folder, anyFfmpeg, FORMATS.gif, video);
  const out = join(folder, 'film.gif');
  const { fps } = await joinSegments({ ffmpeg: anyFfmpeg }, { format: FORMATS.gif, video, segments, out, target: out });
  expect(FRAMES / fps!).toBeCloseTo(0.97, 9);
});

it('no film is made from a segment that is missing or cut short', async () => {
  for (const format of [FORMATS.mp4, FORMATS.gif, FORMATS.png]) {
    const folder = join(root, `damaged ${format.name}`);
    const segments = await segmentsIn(folder, anyFfmpeg, format);
    const out = nameIn(folder, format);
    const target = join(root, 'the film');
    const join_ = () => joinSegments({ ffmpeg: anyFfmpeg }, { format, video: SMALL, segments, out, target });
    const second = segments[1]!.path;
    if (format.folder) rmSync(join(second, '000003.png'));
    else truncateSync(second, 400);
    await expect(join_(), basename(second)).rejects.toThrow();
    rmSync(second, { recursive: true });
    await expect(join_(), basename(second)).rejects.toThrow();
  }
});
