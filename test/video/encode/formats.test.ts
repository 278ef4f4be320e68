import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { checkRate, checkSize, resolveQuality } from '../../../src/video/encode/format-limits.js';
import { FORMAT_LIST, FORMATS, formatFor, outputArguments, targetPath } from '../../../src/video/encode/formats.js';
import { METADATA_MAX_BYTES, metadataArguments } from '../../../src/video/encode/metadata.js';

function userError(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('formatFor', () => {
  it.each([
    ['mp4', 'mp4'],
    ['prores', 'prores'],
    ['film.mov', 'prores'],
    ['a/b/film.MP4', 'mp4'],
    ['-x.webm', 'webm'],
    ['shot.gif', 'gif'],
    ['shot.png', 'png'],
  ])('takes %s as %s', (given, name) => {
    expect(formatFor(given).name).toBe(name);
  });

  it.each(['film.avi', 'film', '', 'mp4.d/film', 'film.mp4.bak'])('refuses %j and lists the formats', (given) => {
    const error = userError(() => formatFor(given));
    expect(error.code).toBe('ARGUMENT_INVALID');
    for (const { extension } of FORMAT_LIST) expect(error.hint).toContain(extension);
  });
});

describe('targetPath', () => {
  it('keeps the name of a file and turns that of a picture sequence into a folder', () => {
    expect(targetPath(FORMATS.mp4, '/a/film.mp4')).toBe('/a/film.mp4');
    expect(targetPath(FORMATS.png, '/a/film.png')).toBe('/a/film');
    expect(targetPath(FORMATS.png, '/a/film/')).toBe('/a/film');
    expect(targetPath(FORMATS.mp4, '-x.mp4')).toBe(`${process.cwd()}/-x.mp4`);
  });
});

describe('checkSize', () => {
  it.each([
    [FORMATS.mp4, 127, 64, '128x64'],
    [FORMATS.mp4, 128, 63, '128x64'],
    [FORMATS.webm, 128, 63, '128x64'],
    [FORMATS.prores, 127, 63, '128x63'],
    [FORMATS.mp4, 0, 64, '16x64'],
    [FORMATS.mp4, 64, -2, '64x16'],
    [FORMATS.gif, 64.5, 64, '65x64'],
    [FORMATS.gif, 64, 70000, '64x65535'],
    [FORMATS.mp4, Number.NaN, 64, '16384x64'],
  ])('refuses a size and names the nearest that works (%#)', (format, width, height, nearest) => {
    const error = userError(() => checkSize(format, width, height));
    expect(error.code).toBe('ARGUMENT_INVALID');
    expect(error.message).toContain(`got ${width}x${height}`);
    expect(error.hint).toBe(`use ${nearest}`);
  });

  it('accepts odd sizes if the format supports them', () => {
    checkSize(FORMATS.gif, 65, 49);
    checkSize(FORMATS.png, 65, 49);
    checkSize(FORMATS.prores, 64, 49);
    checkSize(FORMATS.mp4, 64, 48);
  });
});

describe('checkRate', () => {
  it('refuses a GIF faster than browsers play it, and an invalid ratio', () => {
    checkRate(FORMATS.gif, { numerator: 50, denominator: 1 });
    expect(userError(() => checkRate(FORMATS.gif, { numerator: 60000, denominator: 1001 })).message).toContain(
      'at most 50',
    );
    expect(() => checkRate(FORMATS.mp4, { numerator: 25, denominator: 0 })).toThrow(RangeError);
    expect(() => checkRate(FORMATS.mp4, { numerator: 29.97, denominator: 1 })).toThrow(RangeError);
  });
});

describe('resolveQuality', () => {
  it('is the given quality or the default', () => {
    expect(resolveQuality(FORMATS.mp4, undefined)).toBe(18);
    expect(resolveQuality(FORMATS.mp4, 1)).toBe(1);
    expect(resolveQuality(FORMATS.webm, 0)).toBe(0);
    expect(resolveQuality(FORMATS.gif, undefined)).toBeNull();
  });

  it.each([0, 52, 18.5, Number.NaN])('refuses %s for mp4', (quality) => {
    expect(userError(() => resolveQuality(FORMATS.mp4, quality)).message).toContain('from 1 (best) to 51');
  });

  it.each([FORMATS.gif, FORMATS.prores, FORMATS.png])('refuses a quality for $name, which has none', (format) => {
    expect(userError(() => resolveQuality(format, 18)).code).toBe('ARGUMENT_INVALID');
  });

  it('reaches the encoder', () => {
    const args = outputArguments(FORMATS.mp4, 23);
    expect(args[args.indexOf('-crf') + 1]).toBe('23');
    expect(outputArguments(FORMATS.gif, null)).not.toContain('-crf');
  });
});

describe('metadataArguments', () => {
  it('has one option per key, and none for a format without metadata', () => {
    expect(metadataArguments(FORMATS.mp4, { title: 'a b', comment: 'x=1' })).toEqual([
      ...['-metadata', 'title=a b'],
      ...['-metadata', 'comment=x=1'],
    ]);
    expect(metadataArguments(FORMATS.gif, { title: 'a b' })).toEqual([]);
  });

  it('refuses what the file would drop or the command line cannot carry', () => {
    expect(() => metadataArguments(FORMATS.mp4, { seed: '7' })).toThrow(RangeError);
    expect(() => metadataArguments(FORMATS.mp4, { title: 'a\0b' })).toThrow(RangeError);
    expect(() => metadataArguments(FORMATS.mp4, { comment: 'ä'.repeat(METADATA_MAX_BYTES / 2 + 1) })).toThrow(
      RangeError,
    );
  });
});
