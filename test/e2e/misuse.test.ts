// Bad input gets one clear error, the right exit code and no stack, and leaves no files.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { call, listing, type Place, type Run, scratchFolder, writePreset } from './cli.js';

const cwd = scratchFolder();

function expectOneError({ code, stderr, stdout }: Run, exitCode: number, says: RegExp): void {
  expect(stderr).toMatch(says);
  expect(stderr.match(/^error: /gm)).toHaveLength(1);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(stderr).not.toContain('Options:');
  expect([code, stdout]).toEqual([exitCode, '']);
}

describe('an invalid command line', () => {
  it.each<readonly [what: string, args: readonly string[], says: RegExp]>([
    ['without a command', [], /^error: a command is missing: render, .*\n {2}hint: /],
    [
      'with an unknown command',
      ['rendr', 'x.yaml'],
      /^error: 'rendr' is not a command\n {2}hint: did you mean render\?/,
    ],
    ['without a preset', ['render'], /^error: render needs a preset/],
    [
      'with an unknown option',
      ['render', 'x.yaml', '--sed', '3'],
      /^error: --sed is not an option of render\n {2}hint: closest: --seed/,
    ],
    ['with an unknown short option', ['render', 'x.yaml', '-q'], /^error: -q is not an option of render/],
    ['with an option without its value', ['render', 'x.yaml', '--seed'], /^error: .*seed/],
    ['with an empty value', ['render', 'first-light', '--seed='], /^error: .*--seed needs a value/],
    [
      'with an option twice',
      ['render', 'x.yaml', '--seed', '1', '--seed', '2'],
      /^error: --seed is given more than once/,
    ],
    [
      'with threads that are no number',
      ['render', 'x.yaml', '--threads', 'NaN'],
      /^error: Expected `--threads` to be a whole number from 1/,
    ],
    ['with no jobs', ['render', 'x.yaml', '--jobs', '0'], /^error: Expected `--jobs` /],
    ['with __proto__', ['render', 'x.yaml', '--__proto__', 'x'], /^error: .*proto.* is not an option/],
    [
      'with two presets for one file',
      ['render', 'reel', 'wild', '--out', 'x.mp4'],
      /^error: --out x\.mp4 names one file/,
    ],
    [
      'with an override that is none',
      ['render', 'first-light', '--set', 'seed'],
      /^error: .*Expected `--set` to be a path/,
    ],
    [
      'with frames that are no range',
      ['render', 'first-light', '--frames', '5-9'],
      /^error: .*Expected `--frames` to be a range/,
    ],
    ['with frames beyond the end', ['render', 'first-light', '--frames', '9..99999'], /^error: .*which has \d+ frames/],
    ['with two folders to list', ['presets', 'a', 'b'], /^error: presets takes one folder/],
    ['with a folder to list that does not exist', ['presets', 'nowhere'], /^error: nowhere cannot be read/],
  ])('%s', async (_what, args, says) => {
    expectOneError(await call(args, { cwd }), 2, says);
  });

  it('is reported to programs too', async () => {
    const { code, events } = await call(['render', '--json'], { cwd });
    expect(code).toBe(2);
    expect(events).toEqual([
      expect.objectContaining({ kind: 'error', preset: null, code: 'ARGUMENT_INVALID', exitCode: 2 }),
    ]);
  });
});

describe('a preset that cannot be read', () => {
  const files: Readonly<Record<string, string | Buffer>> = {
    'empty.yaml': '',
    'comment.yaml': '# nothing here\n',
    'broken.yaml': 'size: [64x64\n',
    'bomb.yaml': `a0: &a0 [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(',')}]`).join('\n')}\n`,
    'binary.yaml': Buffer.from([0xff, 0xfe, 0x00, 0x80]),
    'nan.yaml': 'fps: .nan\ncycle: { neurons: [block1:1] }\n',
    'huge.yaml': 'size: 1000000x1000000\nduration: 1e300s\ncycle: { neurons: [block1:1] }\n',
    'unknown.yaml': 'sise: 64x64\ncycle: { neurons: [block1:1] }\n',
  };
  beforeAll(() => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    mkdirSync(join(cwd, 'folder.yaml'));
  });

  it.each<readonly [preset: string, says: RegExp]>([
    ['nowhere.yaml', /^error: nowhere\.yaml does not exist\n {2}hint: closest: /],
    ['nowhere', /^error: 'nowhere' is neither a built-in preset nor a file\n {2}hint: closest: /],
    ['first-lihgt', /hint: closest: first-light, /],
    ['folder.yaml', /^error: folder\.yaml is a folder, not a preset file/],
    ['empty.yaml', /^error: empty\.yaml is empty/],
    ['comment.yaml', /^error: comment\.yaml/],
    ['broken.yaml', /^error: broken\.yaml:\d+:\d+ /],
    ['bomb.yaml', /^error: bomb\.yaml/],
    ['binary.yaml', /^error: binary\.yaml is not a text/],
    ['nan.yaml', /^error: nan\.yaml:1:6 {2}fps: expected frames per second .*, got /],
    ['huge.yaml', /^error: huge\.yaml:1:7 {2}size: expected .*\n.*\n.*\nhuge\.yaml:2:11 {2}duration: /],
    ['unknown.yaml', /^error: unknown\.yaml:1:1 {2}sise: .*size/],
  ])('%s', async (preset, says) => {
    expectOneError(await call(['render', preset], { cwd }), 2, says);
    expect(listing(join(cwd, 'output'))).toEqual([]);
  });
});

describe('a film that cannot be made', () => {
  interface Case {
    readonly preset?: string;
    readonly args?: readonly string[];
    readonly env?: Place['env'];
    readonly exitCode?: number;
    readonly says: RegExp;
  }

  it.each<readonly [what: string, film: Case]>([
    [
      'of an unknown network',
      {
        preset: 'network: inception-v4',
        says: /the network 'inception-v4' is not known\n {2}hint: known: efficientnet-lite0/,
      },
    ],
    [
      'of an unknown layer',
      {
        preset: 'cycle: { neurons: [block88:1] }',
        says: /:\d+:20 {2}cycle\.neurons\[0\]: 'block88' is not a layer of efficientnet-lite0\n.*\n.*\^{9}\n {2}hint: closest: block8/,
      },
    ],
    [
      'of a neuron out of range',
      {
        preset: 'cycle: { neurons: [block1:240] }',
        says: /:\d+:20 {2}cycle\.neurons\[0\]: block1 has no neuron 240\n.*\n.*\^{10}\n {2}hint: its neurons are 0 to 23/,
      },
    ],
    [
      'too small for its layer',
      {
        preset: 'network: inception-v3\ncycle: { neurons: [mixed8:1] }',
        says: /64x64 with a margin of 4 is too small for mixed8\n {2}hint: mixed8 needs at least 75 pixels/,
      },
    ],
    [
      'of an odd size',
      { args: ['--size', '65x64'], says: /needs an even width and height.*got 65x64\n {2}hint: use 66x64/ },
    ],
    ['with a quality out of range', { args: ['--quality', '60'], says: /the quality of mp4 is an integer from 1/ }],
    [
      'with a quality where there is none',
      { args: ['--format', 'png', '--quality', '5'], says: /png has no quality setting/ },
    ],
    [
      'in an unknown format',
      {
        args: ['--out', 'film.avi'],
        says: /'film\.avi' is not in a format that can be written\n {2}hint: use one of the extensions \.mp4/,
      },
    ],
    [
      'in no format',
      {
        args: ['--out', 'film'],
        says: /'film' has no extension that determines the format of the film\n {2}hint: add one of the extensions \.mp4/,
      },
    ],
    [
      'in a format of another name',
      {
        args: ['--out', 'film.mp4', '--format', 'webm'],
        says: /'film\.mp4' needs the extension \.webm for the format webm/,
      },
    ],
    [
      'below a file',
      { args: ['--out', 'nan.yaml/film.mp4'], says: /cannot be written: a part of its path is not a folder/ },
    ],
    [
      'in the place of a folder',
      { args: ['--out', 'taken/'], says: /taken\/film\.mp4' cannot be written: it is a folder/ },
    ],
    [
      'with an FFMPEG_PATH that is wrong',
      {
        env: { FFMPEG_PATH: '/nowhere/ffmpeg' },
        says: /FFMPEG_PATH is '\/nowhere\/ffmpeg', which does not run.*\n {2}hint: /,
      },
    ],
  ])('%s', async (_what, { preset = '', args = [], env = {}, says }) => {
    mkdirSync(join(cwd, 'taken', 'film.mp4'), { recursive: true });
    writeFileSync(join(cwd, 'nan.yaml'), '');
    writePreset(cwd, 'film.yaml', preset);
    const before = listing(cwd);
    expectOneError(await call(['render', 'film.yaml', ...args], { cwd, env }), 2, says);
    expect(listing(cwd)).toEqual(before);
    expect(listing(join(cwd, 'taken', 'film.mp4'))).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('where no folder can be created', async () => {
    writePreset(cwd, 'film.yaml');
    const made = await call(['render', 'film.yaml', '--out', '/proc/neurozoom/film.mp4'], { cwd });
    expectOneError(made, 2, /cannot be written: /);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('in a folder of another user', async () => {
    writePreset(cwd, 'film.yaml');
    mkdirSync(join(cwd, 'locked'), { mode: 0o555 });
    expectOneError(await call(['render', 'film.yaml', '--out', 'locked/'], { cwd }), 2, /permission denied/);
  });
});
