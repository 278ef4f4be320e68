import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { PICTURE_FORMATS, type PictureFormat } from '../../src/preset/picture/picture.js';
import { letter } from '../../src/stills/caption.js';
import {
  encodePicture,
  fromXmp,
  openPhoto,
  photoMaster,
  previewPng,
  readPictureText,
  toXmp,
} from '../../src/stills/picture-file.js';
import { layOut } from '../../src/stills/sheet.js';

const folder = mkdtempSync(join(tmpdir(), 'picture-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PIXELS = { width: 40, height: 24, data: Uint8Array.from({ length: 40 * 24 * 3 }, (_, i) => (i * 5) % 256) };
const TEXT = '# neurozoom 1.2.3; "an engine" & <more>\npicture: image\n\tshow: [[tête:1]]\r\n';

describe('settings in a picture', () => {
  it.each(Object.keys(PICTURE_FORMATS) as PictureFormat[])(
    'survive writing to and reading from a %s',
    async (format) => {
      const quality = PICTURE_FORMATS[format].quality?.default ?? null;
      const bytes = await encodePicture(PIXELS, { format, quality }, TEXT);
      expect(await readPictureText(bytes)).toBe(TEXT);
      expect(await encodePicture(PIXELS, { format, quality }, TEXT)).toEqual(bytes);
      const { width, height } = await sharp(bytes).metadata();
      expect([width, height]).toEqual([40, 24]);
      if (format === 'png') expect(await sharp(bytes).raw().toBuffer()).toEqual(Buffer.from(PIXELS.data));
    },
  );

  it('are refused if too long for a JPEG, as is a picture too large for WebP', async () => {
    const long = 'x'.repeat(70_000);
    await expect(encodePicture(PIXELS, { format: 'jpeg', quality: 90 }, long)).rejects.toThrow('too long for a JPEG');
    const wide = { width: 17_000, height: 1, data: new Uint8Array(17_000 * 3) };
    await expect(encodePicture(wide, { format: 'webp', quality: 90 }, '')).rejects.toThrow('too large for WebP');
    expect(await readPictureText(await encodePicture(PIXELS, { format: 'png', quality: null }, long))).toBe(long);
  });

  it('remain plain text, with any characters', () => {
    expect(fromXmp(toXmp(TEXT))).toBe(TEXT);
    const own = (value: string) => fromXmp(`<a neurozoom:settings="${value}"/>`);
    expect(own('&lt;b&gt; &amp;amp; &#65;&#x41;&evil; &#9999999;')).toBe('<b> &amp; A&#x41;&evil; &#9999999;');
    expect(fromXmp('<!DOCTYPE x [<!ENTITY a "b">]><a/>')).toBeNull();
    expect(fromXmp(toXmp('x'.repeat(2 ** 21)))).toBeNull();
  });
});

describe('a photo', () => {
  it('becomes a master: upright, cropped to shape, mirrored into the margins', async () => {
    const file = join(folder, 'photo.png');
    // Four grey columns: 0, 60, 120, 180.
    const data = Buffer.from(Array.from({ length: 4 * 4 * 3 }, (_, i) => (Math.floor(i / 3) % 4) * 60));
    await sharp(data, { raw: { width: 4, height: 4, channels: 3 } })
      .png()
      .toFile(file);
    const master = await photoMaster(await openPhoto(file), { width: 4, height: 4, margin: 2 });
    expect(master.shape).toEqual([1, 3, 8, 8]);
    const row = [...master.data.subarray(0, 8)].map((value) => Math.round((value + 1) * 127.5));
    expect(row).toEqual([60, 0, 0, 60, 120, 180, 180, 120]);
  });

  it('may be grey or transparent', async () => {
    for (const [name, picture] of [
      ['grey.png', sharp(Buffer.alloc(64, 200), { raw: { width: 8, height: 8, channels: 1 } }).toColourspace('b-w')],
      [
        'clear.png',
        sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } } }),
      ],
    ] as const) {
      await picture.png().toFile(join(folder, name));
      const { data } = await photoMaster(await openPhoto(join(folder, name)), { width: 8, height: 8, margin: 0 });
      expect(data[0]).toBeCloseTo(name === 'grey.png' ? 200 / 127.5 - 1 : 0, 1);
      expect(data[2 * 64]).toBeCloseTo(data[0]!, 5);
    }
  });
});

describe('a sheet', () => {
  const cell = (value: number, ...captions: string[]) => ({
    ...{ width: 96, height: 20, captions },
    data: new Uint8Array(96 * 20 * 3).fill(value),
  });

  it('places its cells in rows of any length', async () => {
    const layout = { width: 96, height: 20, gap: 4, captions: false };
    const sheet = await layOut([[cell(50), cell(60)], [cell(70)]], layout);
    expect([sheet.width, sheet.height]).toEqual([204, 52]);
    const at = (x: number, y: number) => sheet.data[(y * 204 + x) * 3];
    expect([at(4, 4), at(104, 23), at(4, 28), at(0, 0), at(104, 28)]).toEqual([50, 60, 70, 24, 24]);
  });

  it('has names and scores below the cells, in a monospaced font', async () => {
    const layout = { width: 96, height: 20, gap: 4, captions: true };
    const sheet = await layOut(
      [[cell(50, 'block8:40', '12.3'), cell(50, 'a name that is too long for its cell', '1')]],
      layout,
    );
    const ink = (from: number, to: number) => {
      let count = 0;
      for (let y = 25; y < sheet.height; y++) {
        for (let x = from; x < to; x++) if (sheet.data[(y * sheet.width + x) * 3]! > 100) count += 1;
      }
      return count;
    };
    expect(ink(4, 60)).toBeGreaterThan(50);
    expect(ink(76, 100)).toBeGreaterThan(20);
    expect([ink(0, 4), ink(100, 104), ink(200, 204)]).toEqual([0, 0, 0]);
    // A font other than the packaged one would fail this.
    const [thin, wide] = [await letter('|iiiiiiii|', 20), await letter('|mmmmmmmm|', 20)];
    expect(Math.abs(thin.width - wide.width)).toBeLessThanOrEqual(1);
  });

  it('accepts any text', async () => {
    for (const words of ['<b>&amp;', '\u0000\u202E\uD800', '漢字', 'x'.repeat(5000), ' ']) {
      expect((await letter(words, 12)).width).toBeLessThan(2000);
    }
  });
});

it('a preview is small and has the same shape', async () => {
  const { width, height } = await sharp(
    await previewPng({ width: 1000, height: 500, data: new Uint8Array(1000 * 500 * 3) }),
  ).metadata();
  expect([width, height]).toEqual([480, 240]);
});
