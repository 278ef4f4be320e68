import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFrameRate } from '../../../src/preset/frame-rate.js';
import {
  choice,
  flag,
  formatTime,
  fraction,
  frameRate,
  number,
  pixels,
  type Reader,
  size,
  text,
  time,
  whole,
  wholePixels,
} from '../../../src/preset/schema/reader.js';

const ajv = new Ajv({ allowUnionTypes: true });

/** The reader and its JSON Schema take a value. */
function takes<T>({ read, schema }: Reader<T>, given: unknown, value: T): void {
  expect(read(given)).toEqual(value);
  expect(ajv.validate(schema, given)).toBe(true);
}

/** Both refuse a value, unless its range is one that JSON Schema cannot know: that of a text with a unit. */
function refuses<T>({ read, schema }: Reader<T>, given: unknown, onlyByRange = false): void {
  expect(read(given)).toBe(undefined);
  expect(ajv.validate(schema, given)).toBe(onlyByRange);
}

describe('a time', () => {
  const reader = time({ min: 0, max: 3600 });

  it.each([
    ['2s', 2],
    ['2.5s', 2.5],
    ['500ms', 0.5],
    ['1m30s', 90],
    ['2m', 120],
    ['1h', 3600],
    ['0s', 0],
    ['1s250ms', 1.25],
  ])('%s is %d s', (written, seconds) => {
    takes(reader, written, seconds);
  });

  it.each([2, '2', '', 's', '-2s', '2 s', '2sec', '2s1m', '1.s', null, true, Number.NaN])('is not %j', (value) => {
    refuses(reader, value);
  });

  it.each(['2h', '1e400s', '3600001ms'])('of %s is out of range', (value) => {
    refuses(reader, value, true);
  });

  it('says what is expected', () => {
    expect(reader.expected).toBe('a time such as 2s, from 0s to 1h');
    expect(time({ min: 0.5, max: 86_400 }).expected).toBe('a time such as 2s, from 0.5s to 24h');
  });

  it('reads back what was written, exactly', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3600, noNaN: true }), (seconds) => {
        takes(reader, formatTime(seconds), Math.abs(seconds));
      }),
    );
  });
});

describe('numbers', () => {
  it('are taken within their range only', () => {
    const reader = number({ min: 0, max: 1 });
    takes(reader, 0, 0);
    takes(reader, 1, 1);
    for (const value of [-0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY, '0.5', null, [0.5]]) {
      refuses(reader, value);
    }
  });

  it('are whole where they must be', () => {
    const reader = whole({ min: 1, max: 20 });
    takes(reader, 20, 20);
    for (const value of [0, 21, 1.5, '3', 1e300]) refuses(reader, value);
  });

  it('of fractions may be percentages', () => {
    const reader = fraction({ min: -0.5, max: 0.5 });
    takes(reader, 0.15, 0.15);
    takes(reader, '15%', 0.15);
    takes(reader, '-50%', -0.5);
    for (const value of ['%', 'x%', '0.1', 0.6]) refuses(reader, value);
    refuses(reader, '51%', true);
  });

  it('of pixels may say so', () => {
    takes(pixels({ min: 0, max: 16 }), '1.5px', 1.5);
    refuses(pixels({ min: 0, max: 16 }), 17);
    takes(wholePixels({ min: 16, max: 64 }), '64px', 64);
    for (const value of [16.5, 15, '16.5px', '1e2px', '16']) refuses(wholePixels({ min: 16, max: 64 }), value);
    refuses(wholePixels({ min: 16, max: 64 }), '65px', true);
  });
});

describe('a size', () => {
  const reader = size({ min: 16, max: 4096 });

  it('is width x height', () => {
    takes(reader, '540x960', { width: 540, height: 960 });
  });

  it.each(['512', '512x', '512*512', '5e2x512', 512, null])('is not %j', (value) => {
    refuses(reader, value);
  });

  it.each(['15x16', '16x4097'])('of %s is out of range', (value) => {
    refuses(reader, value, true);
  });
});

describe('a frame rate', () => {
  const reader = frameRate({ min: 1, max: 120 });

  it.each([
    [25, 25, 1],
    [12.5, 25, 2],
    [29.97, 30_000, 1001],
    [23.976, 24_000, 1001],
    [23.98, 24_000, 1001],
    [59.94, 60_000, 1001],
    ['30000/1001', 30_000, 1001],
    ['60/2', 30, 1],
    [29.9, 299, 10],
  ])('%s is %d/%d', (written, numerator, denominator) => {
    takes(reader, written, { numerator, denominator });
    takes(reader, formatFrameRate({ numerator, denominator }), { numerator, denominator });
  });

  it.each([0, 0.5, 121, -25, Number.NaN, Number.POSITIVE_INFINITY, '25', 'fast', null])('is not %s', (value) => {
    refuses(reader, value);
  });

  it.each(['25/0', '1/2', 12.34567])('is not %s either, which JSON Schema cannot know', (value) => {
    refuses(reader, value, true);
  });
});

describe('words', () => {
  it('are one of a few', () => {
    takes(choice(['sine', 'triangle']), 'sine', 'sine');
    refuses(choice(['sine', 'triangle']), 'square');
  });

  it('are true or false', () => {
    takes(flag(), false, false);
    refuses(flag(), 'yes');
  });

  it('are a line of text', () => {
    takes(text({ max: 9 }), ' deep sea ', 'deep sea');
    takes(text({ max: 9 }), '\t9 letters ', '9 letters');
    takes(text({ max: 9 }), 'x', 'x');
    takes(text({ max: 2 }), '\u{1F9E0}\u{1F441}', '\u{1F9E0}\u{1F441}');
    for (const value of ['', '   ', 'a\nb', 'a\u001b[2Jb', '\u001bb', 'far too long', 3, null]) {
      refuses(text({ max: 9 }), value);
    }
  });
});
