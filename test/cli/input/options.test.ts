import { describe, expect, it } from 'vitest';
import { parseFrames } from '../../../src/cli/input/options.js';

describe('--frames', () => {
  it.each([
    ['3..5', { first: 3, last: 5 }],
    ['0..0', { first: 0, last: 0 }],
    ['3..', { first: 3, last: 9 }],
    ['..5', { first: 0, last: 5 }],
    ['..', { first: 0, last: 9 }],
    ['7', { first: 7, last: 7 }],
  ])('%s of ten', (text, range) => {
    expect(parseFrames(text, 10)).toEqual(range);
  });

  it.each(['', '5-9', '-1..3', 'a..b', '3...5', '1e1', ' 3..5', '3..5..7', '1234567890'])('refuses %j', (text) => {
    expect(() => parseFrames(text, 10)).toThrow(/^Expected `--frames` to be a range such as 3\.\.5/);
  });

  it.each(['5..3', '3..10', '10..', '10'])('refuses %s for a film of ten frames', (text) => {
    expect(() => parseFrames(text, 10)).toThrow('not within the film, which has 10 frames');
  });
});
