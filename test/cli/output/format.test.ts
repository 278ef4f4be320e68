import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCommand,
  formatCount,
  formatNeurons,
  formatRate,
  formatTable,
  formatTime,
} from '../../../src/cli/output/format.js';

describe('a number', () => {
  it.each([
    [0, '0 s'],
    [0.04, '0.04 s'],
    [1.26, '1.3 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [60, '1 min'],
    [125, '2 min 5 s'],
    [3599.6, '1 h'],
    [7_380, '2 h 3 min'],
    [100_000, '27 h 47 min'],
  ])('%f s: %s', (seconds, words) => {
    expect(formatTime(seconds)).toBe(words);
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [45_678, '45.7 kB'],
    [999_900, '1 MB'],
    [3_210_000, '3.21 MB'],
    [999_600_000, '1.00 GB'],
    [25_400_000_000, '25.4 GB'],
  ])('%i bytes: %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });

  it('formats rates without trailing zeros, and counts with their noun', () => {
    expect([25, 12.5, 30000 / 1001].map(formatRate)).toEqual(['25', '12.5', '29.97']);
    expect([formatCount(1, 'frame'), formatCount(2, 'frame')]).toEqual(['1 frame', '2 frames']);
  });

  it('names the active neurons', () => {
    expect(formatNeurons([{ layer: 'block8', neuron: 40 }])).toBe('block8:40');
    expect(
      formatNeurons([
        { layer: 'block8', neuron: 40 },
        { layer: 'block9', neuron: 2 },
      ]),
    ).toBe('block8:40 > block9:2');
  });
});

describe('a command line', () => {
  it.each([
    ['linux', "neurozoom render 'my film.yaml' --set 'title=It'\\''s $HOME'"],
    ['win32', `neurozoom render "my film.yaml" --set 'title=It''s $HOME'`],
  ] as const)('is quoted for the shells of %s', (platform, line) => {
    expect(formatCommand(['render', 'my film.yaml', '--set', "title=It's $HOME"], platform)).toBe(line);
  });

  it.each([
    ['a b\\', '"a b\\\\"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['C:\\films\\a.yaml', 'C:\\films\\a.yaml'],
    ['100%', '"100%"'],
    ['', '""'],
  ])('holds %j together on Windows', (word, quoted) => {
    expect(formatCommand([word], 'win32')).toBe(`neurozoom ${quoted}`);
  });

  it('shows paths relative to the working folder', () => {
    expect(formatCommand(['render', resolve('films', 'a.yaml'), '--out', `${resolve('out')}/`], 'linux')).toBe(
      `neurozoom render ${join('films', 'a.yaml')} --out out/`,
    );
  });
});

it('a table has columns as wide as their widest cell', () => {
  const rows = [
    ['name', 'size'],
    ['a', '1000'],
    ['longest', '2'],
  ];
  expect(formatTable(rows, [1]).split('\n')).toEqual(['name     size', 'a        1000', 'longest     2']);
});
