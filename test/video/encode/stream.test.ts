import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMAT_LIST, FORMATS, type VideoFormat } from '../../../src/video/encode/formats.js';
import { openEncoder } from '../../../src/video/encode/stream.js';
import { countFrames } from '../../../src/video/read/finished-film.js';
import {
  absent,
  decode,
  describeStreams,
  encode,
  ffmpegs,
  ffprobe,
  flatFrame,
  frameAt,
  listing,
  SMALL,
  scratchFolder,
} from '../ffmpegs.js';

const NTSC = { ...SMALL, fps: { numerator: 30000, denominator: 1001 } };
const folder = scratchFolder();

for (const name of absent) it.skip(`${name} is absent`, () => undefined);

describe.each(ffmpegs)('a film by the $name', (ffmpeg) => {
  const place = (name: string) => join(folder, ffmpeg.name, name);

  describe.each(FORMAT_LIST)('as $name', (format) => {
    it.each([SMALL, NTSC])('has every frame, at its size and rate (%#)', async (video) => {
      const path = place(`whole${format.extension}`);
      const film = await encode(ffmpeg, path, { format, video });
      expect(film.frames).toBe(10);
      expect(basename(film.path)).toBe(format.folder ? 'whole' : `whole${format.extension}`);
      const facts = await countFrames(film.path, format);
      expect(facts).toMatchObject({ frames: 10, width: 64, height: 48 });
      if (format.container === 'mp4') expect(facts.fps).toBe(video.fps.numerator / video.fps.denominator);
      if (!format.folder) expect(film.bytes).toBe(readFileSync(film.path).length);
      expect(listing(place('')).filter((name) => name.startsWith('.'))).toEqual([]);
    });

    it('has all frames even if they are equal', async () => {
      const frames = Array.from({ length: 8 }, () => frameAt(0));
      expect((await encode(ffmpeg, place(`still${format.extension}`), { format, frames })).frames).toBe(8);
    });

    it('keeps flat colours within 3 of 255', async () => {
      const colors = [
        ...[
          [255, 0, 0],
          [0, 255, 0],
          [0, 0, 255],
          [255, 255, 255],
          [0, 0, 0],
        ],
        ...[
          [128, 128, 128],
          [200, 120, 40],
          [30, 90, 160],
        ],
      ];
      const path = place(`colors${format.extension}`);
      const film = await encode(ffmpeg, path, { format, frames: colors.map((color) => flatFrame(color)) });
      const decoded = decode(ffmpeg, format.folder ? join(film.path, '%06d.png') : film.path);
      expect(decoded).toHaveLength(colors.length);
      for (const [i, color] of colors.entries()) {
        expect(distance(decoded[i] ?? Buffer.alloc(0), flatFrame(color).data)).toBeLessThanOrEqual(3);
      }
    });
  });

  it.each([
    ['mp4', /Video: h264 \(High\).*yuv420p\(tv, bt709[,)]/],
    ['webm', /Video: vp9 \(Profile 0\).*yuv420p\(tv, bt709[,)]/],
    ['prores', /Video: prores \(HQ\).*yuv422p10le\((tv, )?bt709[,)]/],
  ] as const)('says in the %s itself what its codec, pixels and colours are', async (name, expected) => {
    const format: VideoFormat = FORMATS[name];
    const film = await encode(ffmpeg, place(`tags${format.extension}`), { format });
    expect(describeStreams(ffmpeg, film.path)).toMatch(expected);
    if (format.container === 'mp4') expect(colourBox(film.path)).toEqual([1, 1, 1]);
    if (ffprobe !== '') {
      const entries = 'stream=color_space,color_primaries,color_transfer,color_range';
      const told = execFileSync(ffprobe, ['-v', 'error', '-show_entries', entries, '-of', 'csv=p=0', film.path]);
      expect(told.toString().trim()).toBe('tv,bt709,bt709,bt709');
    }
  });

  it('puts the index of an MP4 before its data, and gives every frame the same time', async () => {
    const film = await encode(ffmpeg, place('faststart.mp4'), { video: NTSC });
    const bytes = readFileSync(film.path);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    expect(describeStreams(ffmpeg, film.path)).toContain('29.97 fps');
  });

  it('loops a GIF forever', async () => {
    const film = await encode(ffmpeg, place('loop.gif'), { format: FORMATS.gif });
    const bytes = readFileSync(film.path);
    expect(bytes.readUInt16LE(bytes.indexOf('NETSCAPE2.0') + 13)).toBe(0);
  });

  it.each([
    'with spaces.mp4',
    `it's "quoted"; $(x) \`y\`.mp4`,
    '-dash.mp4',
    '-i',
    'why?.mp4',
    '%03d.mp4',
    'ünïcödé 🎬.mp4',
    'new\nline.mp4',
    'pipe:1',
    'concat:a|b.mp4',
    '*[1]{x}.mp4',
    `${'long'.repeat(62)}.mp4`,
  ])('writes to a file named %j', async (name) => {
    const film = await encode(ffmpeg, place(join('names', name)), { frames: [frameAt(0), frameAt(1)] });
    expect(basename(film.path)).toBe(name);
    expect(listing(place('names'))).toContain(name);
    expect((await countFrames(film.path, FORMATS.mp4)).frames).toBe(2);
  });

  it.each(['%03d of %s 100%.png', '-pictures?', "new\nline's.png"])(
    'writes pictures to a folder named %j',
    async (name) => {
      const film = await encode(ffmpeg, place(join('folders %d', name)), { format: FORMATS.png });
      expect(listing(film.path)).toEqual(Array.from({ length: 10 }, (_, i) => `${String(i + 1).padStart(6, '0')}.png`));
    },
  );

  it.each(['mp4', 'webm', 'prores'] as const)('keeps 4 kB of settings in the comment of %s', async (name) => {
    const line = 'camera: { zoom: "2.5 s"; turn = 4 } # \\ \'it\' ünï\n  - a;b=c\n\n';
    const metadata = { title: 'Deep = sea; #1', comment: line.repeat(70).trim() };
    expect(metadata.comment.length).toBeGreaterThan(4096);
    const film = await encode(ffmpeg, place(`metadata${FORMATS[name].extension}`), {
      format: FORMATS[name],
      video: { ...SMALL, metadata },
    });
    expect(readMetadata(ffmpeg, film.path)).toMatchObject(metadata);
  });

  it('replaces an existing film only when the new one is complete', async () => {
    const path = place('replaced.mp4');
    const encoder = openEncoder({ ffmpeg, format: FORMATS.mp4, path });
    await encode(ffmpeg, place('other.mp4')); // creates the folder
    writeFileSync(path, 'old');
    await encoder.start(SMALL);
    await encoder.write(frameAt(0));
    expect(readFileSync(path, 'utf8')).toBe('old');
    const hidden = listing(dirname(path)).filter((name) => name.startsWith('.'));
    expect(hidden).toEqual([expect.stringContaining(String(process.pid))]);
    await encoder.finish();
    expect((await countFrames(path, FORMATS.mp4)).frames).toBe(1);
  });

  it('encodes the same frames to the same bytes twice', async () => {
    const [one, two] = [await encode(ffmpeg, place('one.mp4')), await encode(ffmpeg, place('two.mp4'))];
    expect(readFileSync(one.path).equals(readFileSync(two.path))).toBe(true);
  });
});

/** The largest difference of any channel of any pixel. */
function distance(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] ?? 0))), 0);
}

/** Primaries, transfer and matrix in the `colr` box; 1 is BT.709 (ITU-T H.273). */
function colourBox(path: string): readonly number[] {
  const bytes = readFileSync(path);
  const start = bytes.indexOf('colr') + 8; // the box's name, then `nclx` or `nclc`
  return [0, 2, 4].map((offset) => bytes.readUInt16BE(start + offset));
}

/** In ffmpeg's form: `key=value`, with a backslash before `=`, `;`, `#`, `\` and newlines. */
function readMetadata(ffmpeg: { readonly path: string }, film: string): Readonly<Record<string, string>> {
  const args = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-i', `file:${film}`, '-f', 'ffmetadata', 'pipe:1'];
  const text = execFileSync(ffmpeg.path, args).toString();
  const entries = [...text.matchAll(/^((?:[^=\\\n;[]|\\[\s\S])+)=((?:[^\\\n]|\\[\s\S])*)$/gm)];
  return Object.fromEntries(
    entries.map(([, key = '', value = '']) => [key.toLowerCase(), value.replace(/\\([\s\S])/g, '$1')]),
  );
}
