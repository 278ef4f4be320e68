import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  choice,
  flag,
  fraction,
  frameRate,
  number,
  pixels,
  size,
  text,
  time,
  toFrameRate,
  toTime,
  whole,
  wholePixels,
} from '../../../src/preset/schema/reader.js';

describe('a time', () => {
  const read = time({ min: 0, max: 3600 });

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
    expect(read(written)).toEqual({ value: seconds });
  });

  it.each([2, '2', '', 's', '-2s', '2 s', '2sec', '2s1m', '1.s', null, true, Number.NaN])('is not %j', (value) => {
    expect(read(value)).toEqual({ expected: 'a time such as 2s' });
  });

  it.each(['2h', '1e400s', '3600001ms'])('of %s is out of range', (value) => {
    expect(read(value)).toEqual({ expected: 'a time from 0s to 3600s' });
  });

  it('reads back what was written, exactly', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3600, noNaN: true }), (seconds) => {
        expect(read(toTime(seconds))).toEqual({ value: Math.abs(seconds) });
      }),
    );
  });
});

describe('numbers', () => {
  it('are taken within their range only', () => {
    const read = number({ min: 0, max: 1 });
    expect(read(0)).toEqual({ value: 0 });
    expect(read(1)).toEqual({ value: 1 });
    for (const value of [-0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY, '0.5', null, [0.5]]) {
      expect(read(value)).toEqual({ expected: 'a number from 0 to 1' });
    }
  });

  it('are whole where they must be', () => {
    const read = whole({ min: 1, max: 20 });
    expect(read(20)).toEqual({ value: 20 });
    for (const value of [0, 21, 1.5, '3', 1e300])
      expect(read(value)).toEqual({ expected: 'a whole number from 1 to 20' });
  });

  it('of fractions may be percentages', () => {
    const read = fraction({ min: -0.5, max: 0.5 });
    expect(read(0.15)).toEqual({ value: 0.15 });
    expect(read('15%')).toEqual({ value: 0.15 });
    expect(read('-50%')).toEqual({ value: -0.5 });
    for (const value of ['51%', '%', 'x%', '0.1', 0.6]) {
      expect(read(value)).toEqual({ expected: 'a number from -0.5 to 0.5, or a percentage' });
    }
  });

  it('of pixels may say so', () => {
    expect(pixels({ min: 0, max: 16 })('1.5px')).toEqual({ value: 1.5 });
    expect(pixels({ min: 0, max: 16 })(17)).toEqual({ expected: 'pixels from 0px to 16px' });
    expect(wholePixels({ min: 16, max: 64 })('64px')).toEqual({ value: 64 });
    expect(wholePixels({ min: 16, max: 64 })(16.5)).toEqual({ expected: 'whole pixels from 16px to 64px' });
  });
});

describe('a size', () => {
  const read = size({ min: 16, max: 4096 });

  it('is width x height', () => {
    expect(read('540x960')).toEqual({ value: { width: 540, height: 960 } });
  });

  it.each(['15x16', '16x4097', '512', '512x', '512*512', '5e2x512', 512, null])('is not %j', (value) => {
    expect(read(value)).toEqual({ expected: 'a size such as 512x512, from 16 to 4096 pixels a side' });
  });
});

describe('a frame rate', () => {
  const read = frameRate({ min: 1, max: 120 });

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
    expect(read(written)).toEqual({ value: { numerator, denominator } });
    expect(read(toFrameRate({ numerator, denominator }))).toEqual({ value: { numerator, denominator } });
  });

  it.each([0, 0.5, 121, -25, Number.NaN, Number.POSITIVE_INFINITY, '25/0', '25', '1/2', 'fast', 12.34567])(
    'is not %s',
    (value) => {
      expect(read(value)).toEqual({ expected: 'frames per second from 1 to 120, such as 25, 29.97 or 30000/1001' });
    },
  );
});

describe('words', () => {
  it('are one of a few', () => {
    expect(choice(['sine', 'triangle'])('sine')).toEqual({ value: 'sine' });
    expect(choice(['sine', 'triangle'])('square')).toEqual({ expected: 'one of sine, triangle' });
  });

  it('are true or false', () => {
    expect(flag()(false)).toEqual({ value: false });
    expect(flag()('yes')).toEqual({ expected: 'true or false' });
  });

  it('are a line of text', () => {
    expect(text({ max: 9 })(' deep sea ')).toEqual({ value: 'deep sea' });
    for (const value of ['', '   ', 'a\nb', 'a\u001b[2Jb', 'far too long', 3, null]) {
      expect(text({ max: 9 })(value)).toEqual({ expected: 'a line of text, at most 9 characters' });
    }
  });
});
