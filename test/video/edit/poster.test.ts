import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeContactSheet, writePoster } from '../../../src/video/edit/poster.js';
import { FORMAT_LIST, FORMATS, type VideoFormat } from '../../../src/video/encode/formats.js';
import { type FinishedFilm, readFilm } from '../../../src/video/read/finished-film.js';
import { anyFfmpeg, encode, ffmpegs, flatFrame, listing, SMALL, scratchFolder, stub } from '../ffmpegs.js';

const folder = scratchFolder();
const FRAMES = 14;
/** The grey of a frame identifies it. */
const greyOf = (frame: number) => 20 + 16 * frame;
const NTSC = { ...SMALL, fps: { numerator: 30000, denominator: 1001 } };

describe.each(ffmpegs)('pictures from a film, by the $name', (ffmpeg) => {
  const tools = { ffmpeg };
  const place = join(folder, ffmpeg.name);
  const films = new Map<VideoFormat, FinishedFilm>();

  beforeAll(async () => {
    const frames = Array.from({ length: FRAMES }, (_, i) => flatFrame([greyOf(i), greyOf(i), greyOf(i)]));
    for (const format of FORMAT_LIST) {
      const film = await encode(ffmpeg, join(place, `film%d${format.extension}`), { format, video: NTSC, frames });
      films.set(format, await readFilm(film.path));
    }
  });

  describe.each(FORMAT_LIST)('as $name', (format) => {
    it('are the requested frame', async () => {
      for (const frame of [0, 7, FRAMES - 1]) {
        const out = join(place, 'poster.png');
        await writePoster(tools, films.get(format)!, frame, out);
        expect(Math.abs(pixel(ffmpeg, out, 64, 32, 24)[0] - greyOf(frame)), `frame ${frame}`).toBeLessThanOrEqual(2);
      }
    });

    it('are evenly spaced on a sheet, with gaps', async () => {
      const sheet = { columns: 3, rows: 2, cellWidth: 32 };
      const out = join(place, 'sheet.png');
      await writeContactSheet(tools, films.get(format)!, sheet, out);
      const width = 3 * 32 + 4 * 4;
      const expected = [1, 3, 5, 8, 10, 12]; // the middles of six parts of 14 / 6 frames
      for (const [cell, frame] of expected.entries()) {
        const [x, y] = [4 + (cell % 3) * 36 + 16, 4 + Math.floor(cell / 3) * 28 + 12];
        expect(Math.abs(pixel(ffmpeg, out, width, x, y)[0] - greyOf(frame)), `cell ${cell}`).toBeLessThanOrEqual(2);
      }
      expect(pixel(ffmpeg, out, width, 38, 12)).toEqual([16, 16, 16]);
      expect(size(ffmpeg, out)).toBe(width * (2 * 24 + 3 * 4));
    });
  });

  it('show the colours of the film, under any name', async () => {
    const color = [200, 60, 30];
    const film = await encode(ffmpeg, join(place, 'red.mp4'), { frames: [flatFrame(color), flatFrame(color)] });
    for (const name of ['red.png', 'red one.PNG', '%03d?.png', "-it's.png"]) {
      const out = join(place, name);
      await writePoster(tools, await readFilm(film.path), 1, out);
      for (const [i, value] of pixel(ffmpeg, out, 64, 30, 20).entries()) {
        expect(Math.abs(value - (color[i] ?? 0)), name).toBeLessThanOrEqual(3);
      }
    }
  });

  it('fill fewer rows on the sheet of a short film', async () => {
    const sheet = { columns: 5, rows: 9, cellWidth: 20 };
    const out = join(place, 'short.png');
    await writeContactSheet(tools, films.get(FORMATS.webm)!, sheet, out);
    expect(size(ffmpeg, out)).toBe((5 * 20 + 6 * 4) * (3 * 15 + 4 * 4)); // 14 frames: three rows of five
  });
});

describe('a picture is refused for', () => {
  const tools = { ffmpeg: anyFfmpeg };
  const place = join(folder, 'refused');
  let film: FinishedFilm | undefined;
  beforeAll(async () => {
    film = await readFilm((await encode(anyFfmpeg, join(place, 'film.mp4'))).path);
  });

  it.each([10, -1, 1.5, Number.NaN])('a frame that does not exist: %j', async (frame) => {
    await expect(writePoster(tools, film!, frame, join(place, 'x.png'))).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: `the film has 10 frames, but none with the index ${frame}`,
    });
  });

  it('a sheet without pictures', async () => {
    const sheet = { columns: 0, rows: 2, cellWidth: 32 };
    await expect(writeContactSheet(tools, film!, sheet, join(place, 'x.png'))).rejects.toThrow('Expected `columns`');
    expect(listing(place)).toEqual(['film.mp4']);
  });

  it('a picture that ffmpeg did not complete', async () => {
    const script = `case "$*" in *-formats*|*-encoders*) exec '${anyFfmpeg.path}' "$@";; esac\nprintf '\\377\\330' > "$last"`;
    const ffmpeg = stub(folder, 'half', script);
    await expect(writePoster({ ffmpeg }, film!, 0, join(place, 'x.png'))).rejects.toMatchObject({
      code: 'FILM_INCOMPLETE',
    });
    expect(listing(place)).toEqual(['film.mp4']);
  });
});

function rgb(ffmpeg: { readonly path: string }, picture: string): Buffer {
  const input = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-f', 'image2', '-pattern_type', 'none'];
  return execFileSync(ffmpeg.path, [
    ...input,
    '-i',
    `file:${picture}`,
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    'pipe:1',
  ]);
}

/** Red, green and blue at a position in a picture of that width. */
function pixel(ffmpeg: { readonly path: string }, picture: string, width: number, x: number, y: number) {
  const at = 3 * (y * width + x);
  const [r = -1, g = -1, b = -1] = rgb(ffmpeg, picture).subarray(at, at + 3);
  return [r, g, b] as const;
}

/** The number of pixels. */
function size(ffmpeg: { readonly path: string }, picture: string): number {
  return rgb(ffmpeg, picture).length / 3;
}

it.skipIf(process.platform === 'win32')(
  'a picture is made even when Ctrl-C in the terminal ends its ffmpeg',
  async () => {
    const film = await readFilm((await encode(anyFfmpeg, join(folder, 'interrupted.mp4'))).path);
    const seen = join(folder, 'seen');
    const real = `exec '${anyFfmpeg.path}' "$@"`;
    const questions = `case "$*" in *-formats*|*-encoders*) ${real};; esac`;
    const once = stub(
      folder,
      'once',
      `${questions}\nif [ ! -e '${seen}' ]; then touch '${seen}'; exit 255; fi; ${real}`,
    );
    await writePoster({ ffmpeg: once }, film, 3, join(folder, 'interrupted.png'));
    expect(existsSync(seen)).toBe(true);
    const never = stub(folder, 'never', `${questions}\nexit 255`);
    const making = writePoster({ ffmpeg: never }, film, 3, join(folder, 'never.png'));
    await expect(making).rejects.toMatchObject({ code: 'FFMPEG_FAILED' });
  },
);
