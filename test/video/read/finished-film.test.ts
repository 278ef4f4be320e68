import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { FORMAT_LIST, FORMATS, type VideoFormat } from '../../../src/video/encode/formats.js';
import { countFrames, readFilm, readFilmComment } from '../../../src/video/read/finished-film.js';
import { anyFfmpeg, encode, ffmpegs, frameAt, SMALL, scratchFolder } from '../ffmpegs.js';

const folder = scratchFolder();
const FILES = FORMAT_LIST.filter((format) => !format.folder);

describe.each(ffmpegs)('the frames in a file of the $name', (ffmpeg) => {
  const films = new Map<VideoFormat, string>();
  const broken = join(folder, ffmpeg.name, 'broken');
  const original = (format: VideoFormat) => films.get(format) ?? '';

  beforeAll(async () => {
    for (const format of FORMAT_LIST) {
      const film = await encode(ffmpeg, join(folder, ffmpeg.name, `film${format.extension}`), { format });
      films.set(format, film.path);
    }
  });

  it.each(FILES)('are not counted in a $name that was cut short anywhere', async (format) => {
    const { length } = readFileSync(original(format));
    const cuts = [0, 1, 7, 40, Math.floor(length / 3), Math.floor(length / 2), length - 100, length - 9, length - 1];
    for (const cut of cuts) {
      copyFileSync(original(format), broken);
      truncateSync(broken, cut);
      await expect(countFrames(broken, format), `cut to ${cut} of ${length}`).rejects.toThrow(/^it /);
    }
  });

  it.each(FILES)('are not counted in a file that is not $name', async (format) => {
    const other = format === FORMATS.gif ? FORMATS.mp4 : FORMATS.gif;
    await expect(countFrames(original(other), format)).rejects.toThrow('it is not a');
    await expect(countFrames(join(folder, 'nowhere'), format)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([FORMATS.gif, FORMATS.mp4])('are not counted in a $name that continues after its end', async (format) => {
    writeFileSync(broken, Buffer.concat([readFileSync(original(format)), Buffer.from('left over')]));
    await expect(countFrames(broken, format)).rejects.toThrow(/^it /);
  });

  it('are not counted if an MP4 has lost its index, or its index does not match its data', async () => {
    const bytes = readFileSync(original(FORMATS.mp4));
    const spoil = (name: string, change: (at: number, copy: Buffer) => void) => {
      const copy = Buffer.from(bytes);
      change(copy.indexOf(name), copy);
      writeFileSync(broken, copy);
      return countFrames(broken, FORMATS.mp4);
    };
    await expect(spoil('moov', (at, copy) => copy.write('free', at))).rejects.toThrow('no index');
    await expect(spoil('vide', (at, copy) => copy.write('meta', at))).rejects.toThrow('no video track');
    await expect(spoil('stts', (at, copy) => copy.writeUInt32BE(9, at + 12))).rejects.toThrow(
      '10 frames but times for 9',
    );
    await expect(spoil('stsz', (at, copy) => copy.writeUInt32BE(1 << 24, at + 16))).rejects.toThrow('its data only');
    await expect(spoil('stco', (at, copy) => copy.writeUInt32BE(1 << 30, at + 12))).rejects.toThrow('outside its data');
    await expect(spoil('stbl', (at, copy) => copy.writeUInt32BE(1 << 30, at - 4))).rejects.toThrow('corrupt');
  });

  it('are all counted in a longer film, whose frames refer to each other', async () => {
    const frames = Array.from({ length: 80 }, (_, i) => frameAt(i));
    for (const format of [FORMATS.mp4, FORMATS.webm]) {
      const film = await encode(ffmpeg, join(folder, ffmpeg.name, `long${format.extension}`), { format, frames });
      expect(await countFrames(film.path, format)).toMatchObject({ frames: 80, width: 64, height: 48 });
    }
  });

  it('must be complete pictures of one size, without gaps', async () => {
    const copy = join(folder, ffmpeg.name, 'pictures');
    const fresh = () => {
      rmSync(copy, { recursive: true, force: true });
      mkdirSync(copy);
      for (const name of readdirSync(original(FORMATS.png))) {
        copyFileSync(join(original(FORMATS.png), name), join(copy, name));
      }
    };
    fresh();
    truncateSync(join(copy, '000004.png'), 60);
    await expect(countFrames(copy, FORMATS.png)).rejects.toThrow('picture 000004.png is cut short');
    fresh();
    rmSync(join(copy, '000004.png'));
    await expect(countFrames(copy, FORMATS.png)).rejects.toThrow('picture 000004.png of 9 is missing');
    fresh();
    const narrow = { ...SMALL, width: 32 };
    const other = await encode(ffmpeg, join(folder, 'narrow.png'), { format: FORMATS.png, video: narrow });
    copyFileSync(join(other.path, '000001.png'), join(copy, '000010.png'));
    await expect(countFrames(copy, FORMATS.png)).rejects.toThrow('000010.png is 32x48, the others 64x48');
    await expect(countFrames(original(FORMATS.mp4), FORMATS.png)).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});

describe('a finished film', () => {
  const at = (name: string) => join(folder, name);

  it.each(FORMAT_LIST)('in $name is read with its format and facts', async (format) => {
    const film = await encode(anyFfmpeg, at(`whole${format.extension}`), { format });
    expect(await readFilm(film.path)).toMatchObject({ path: film.path, format, facts: { frames: 10, width: 64 } });
  });

  it('is refused if it does not exist, has an unknown format, is damaged or is empty', async () => {
    const film = await encode(anyFfmpeg, at('film.mp4'));
    writeFileSync(at('noise.mp3'), 'no film at all');
    writeFileSync(at('damaged.mp4'), readFileSync(film.path).subarray(0, -20));
    mkdirSync(at('no pictures'));
    const codeOf = (name: string) => readFilm(at(name)).catch((error: { readonly code: string }) => error.code);
    expect(await codeOf('none.mp4')).toBe('ARGUMENT_INVALID');
    expect(await codeOf('noise.mp3')).toBe('ARGUMENT_INVALID');
    expect(await codeOf('damaged.mp4')).toBe('FILM_INCOMPLETE');
    expect(await codeOf('no pictures')).toBe('FILM_INCOMPLETE');
  });
});

describe('the comment of a film', () => {
  const COMMENT = `# neurozoom; "quoted" = tête\nseed: 7\n${'cycle: { hold: 2s }\n'.repeat(200)}`;
  const film = async (format: VideoFormat): Promise<string> => {
    const video = { ...SMALL, metadata: { title: 'A film', comment: COMMENT } };
    const { path } = await encode(anyFfmpeg, join(folder, `comment${format.extension}`), { format, video });
    return path;
  };

  it.each([FORMATS.mp4, FORMATS.prores, FORMATS.webm])('is found in $name', async (format) => {
    expect(await readFilmComment(await film(format))).toBe(COMMENT);
  });

  it('is absent from a file that is not a film', async () => {
    writeFileSync(join(folder, 'a.png'), 'not a film at all, but long enough');
    writeFileSync(join(folder, 'empty'), '');
    expect(await readFilmComment(join(folder, 'a.png'))).toBeNull();
    expect(await readFilmComment(join(folder, 'empty'))).toBeNull();
  });

  it.each([FORMATS.mp4, FORMATS.webm])('is text, absent or an error if a $name is damaged', async (format) => {
    const bytes = readFileSync(await film(format));
    for (let i = 0; i < 200; i++) {
      const mutated = Buffer.from(bytes);
      // Mostly in the index, at the end of a WebM and of an MP4.
      for (let k = 0; k < 4; k++)
        mutated[bytes.length - 1 - ((i * 131 + k * 977) % Math.min(bytes.length, 6000))] = (i * 37 + k) % 256;
      writeFileSync(join(folder, 'broken'), mutated.subarray(0, i % 3 === 0 ? bytes.length - i : bytes.length));
      const found = await readFilmComment(join(folder, 'broken')).catch((error: unknown) => error);
      expect(found === null || typeof found === 'string' || found instanceof Error).toBe(true);
    }
  });
});
