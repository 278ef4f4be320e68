import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPreset } from '../../src/preset/load.js';
import { constant } from '../../src/timeline/schedule.js';
import { formatFor } from '../../src/video/encode/formats.js';
import { countFrames } from '../../src/video/read/finished-film.js';
import {
  call,
  ending,
  type JsonEvent,
  listing,
  pictures,
  probe,
  type Run,
  run,
  scratchFolder,
  start,
  untilEvent,
  writePreset,
} from './cli.js';

const cwd = scratchFolder();
const output = join(cwd, 'output');
const factsOf = (film: string) => countFrames(film, formatFor(film));
const kinds = (events: readonly JsonEvent[]) => [...new Set(events.map(({ kind }) => kind))];
const last = (events: readonly JsonEvent[], kind: string) => events.findLast((event) => event.kind === kind);

describe('a film', () => {
  const film = join(output, 'small.mp4');
  let made: Run;
  beforeAll(async () => {
    writePreset(cwd, 'small.yaml');
    made = await run(['render', 'small.yaml', '--json'], { cwd });
  });

  it('is written under its name, with its sidecar files, and reports this', async () => {
    expect(made.stderr).toMatch(/^small: "Small: "quoted"" to output\/small\.mp4\n/);
    expect(made.stderr).toContain('64x64, 10 frames at 25 fps: 0.4 s');
    expect(made.stderr).toMatch(/ffmpeg \S+, (packaged|from (PATH|FFMPEG_PATH)): \//);
    expect(made.stderr).toMatch(/small: done in .*\n {2}output\/small\.mp4: 10 frames, 0\.4 s, .* kB\n/);
    expect(made.code).toBe(0);
    expect(listing(output)).toEqual(
      ['flash.json', 'flash.svg', 'mp4', 'poster.png', 'settings.yaml', 'sheet.png'].map((ending) => `small.${ending}`),
    );
    expect(await factsOf(film)).toMatchObject({ frames: 10, width: 64, height: 64, fps: 25 });
  });

  it('is H.264 High, tagged and converted as BT.709, with title and settings inside', ({ skip }) => {
    const facts = probe(film);
    skip(facts === null, 'there is no ffprobe');
    expect(facts).toMatchObject({
      codec_name: 'h264',
      profile: 'High',
      pix_fmt: 'yuv420p',
      color_space: 'bt709',
      color_primaries: 'bt709',
      color_transfer: 'bt709',
      color_range: 'tv',
      nb_read_frames: '10',
    });
    expect(Number(facts?.duration)).toBeCloseTo(0.4, 3);
    expect(facts?.['tags.title']).toBe('Small: \\"quoted\\"');
    expect(facts?.['tags.comment']).toContain('neurons:');
  });

  it('has its settings beside it, which load as the rendered settings', async () => {
    expect(await loadPreset(join(output, 'small.settings.yaml'))).toEqual(await loadPreset(join(cwd, 'small.yaml')));
  });

  it('is reported to programs, event by event', () => {
    expect(kinds(made.events)).toEqual(['start', 'growth', 'frame', 'finish', 'done', 'end']);
    expect(made.events.every(({ kind, preset }) => kind === 'end' || preset === 'small.yaml')).toBe(true);
    expect(last(made.events, 'start')).toMatchObject({ film, width: 64, height: 64, fps: 25, frames: 10 });
    expect(made.events.filter(({ kind }) => kind === 'growth')).toMatchObject([
      { done: 1, of: 2 },
      { done: 2, of: 2 },
    ]);
    const frames = made.events.filter(({ kind }) => kind === 'frame');
    expect(frames.map(({ frame }) => frame)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(frames[0]).toMatchObject({ seconds: 0, written: 1, of: 10, made: 1, toMake: 10 });
    expect(frames[0]?.neurons).toMatchObject([{ layer: 'block1', neuron: 1, weight: 1 }]);
    expect(frames[5]?.neurons).toMatchObject([{ neuron: 1 }, { neuron: 5 }]);
    expect(last(made.events, 'done')).toMatchObject({ film, frames: 10, mixed: false });
    expect(made.events.at(-1)).toEqual({ kind: 'end', films: 1, failed: 0, exitCode: 0 });
  });
});

describe('the same preset', () => {
  const whole = join(output, 'small');
  beforeAll(async () => {
    writePreset(cwd, 'small.yaml');
    await call(['render', 'small.yaml', '--format', 'png', '--quiet'], { cwd });
  });

  it('gives the same frames twice, byte for byte', async () => {
    const again = await call(['render', 'small.yaml', '--out', 'again.png'], { cwd });
    expect(again.code).toBe(0);
    expect(pictures(whole)).toHaveLength(10);
    expect(pictures(join(cwd, 'again'))).toEqual(pictures(whole));
  });

  it('gives the same frames when only some are written', async () => {
    const some = await call(['render', 'small.yaml', '--out', 'some.png', '--frames', '3..5', '--json'], { cwd });
    expect(some.code).toBe(0);
    expect(pictures(join(cwd, 'some'))).toEqual(pictures(whole).slice(3, 6));
    const frames = some.events.filter(({ kind }) => kind === 'frame');
    expect(frames.map(({ frame, written, of }) => [frame, written, of])).toEqual([
      ...[0, 1, 2].map((frame) => [frame, 0, 3]),
      ...[3, 4, 5].map((frame) => [frame, frame - 2, 3]),
    ]);
  });

  it('gives other frames with another seed', async () => {
    await call(['render', 'small.yaml', '--out', 'other.png', '--frames', '..1', '--seed', '8'], { cwd });
    expect(pictures(join(cwd, 'other'))).toHaveLength(2);
    expect(pictures(join(cwd, 'other'))[1]).not.toEqual(pictures(whole)[1]);
  });
});

describe('options', () => {
  it('override the preset', async () => {
    writePreset(cwd, 'small.yaml', 'output: { file: named.mp4, quality: 12 }');
    const named = ['--seed=9', '--size=48x80', '--fps=12.5', '--duration=0.8s', '--threads=1', '--format=webm'];
    const others = ['--quality=40', '--set', 'ascent.rate=0.1', '--set', 'cycle.neurons[1]=block1:7', '--quiet'];
    const made = await call(['render', 'small.yaml', ...named, ...others, '--out', 'some where/'], { cwd });
    expect(made).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const film = join(cwd, 'some where', 'named.webm');
    expect(await factsOf(film)).toMatchObject({ frames: 10, width: 48, height: 80 });
    expect(await loadPreset(join(cwd, 'some where', 'named.settings.yaml'))).toMatchObject({
      seed: 9,
      fps: { numerator: 25, denominator: 2 },
      durationSeconds: 0.8,
      ascent: { rate: constant(0.1) },
      cycle: { items: [{ neuron: 1 }, { neuron: 7 }] },
      output: { format: 'webm', quality: 40 },
    });
  });

  it('make a draft beside the film, small and with every other frame', async () => {
    writePreset(cwd, 'large.yaml', 'size: 256x320\ncycle: { neurons: [block1:1] }\nduration: 240ms');
    const made = await call(['render', 'large.yaml', '--draft', '--out', 'drafts/'], { cwd });
    expect(made.code).toBe(0);
    expect(await factsOf(join(cwd, 'drafts', 'large.draft.mp4'))).toMatchObject({
      frames: 3,
      width: 160,
      height: 200,
      fps: 12.5,
    });
  });

  it('are not read after `--`', async () => {
    writePreset(cwd, '--draft.yaml', 'duration: 80ms');
    const made = await call(['render', '--quiet', '--', '--draft.yaml'], { cwd });
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(await factsOf(join(output, '--draft.mp4'))).toMatchObject({ frames: 2, width: 64 });
  });
});

it('renders with the packaged ffmpeg if there is no other', async () => {
  writePreset(cwd, 'bare.yaml', 'duration: 80ms');
  const made = await run(['render', 'bare.yaml', '--json'], { cwd, env: { PATH: '', FFMPEG_PATH: '' } });
  expect(made.code).toBe(0);
  expect(last(made.events, 'start')?.ffmpeg).toMatchObject({ origin: 'package' });
  expect(made.stderr).toContain(', packaged: /');
  expect(await factsOf(join(output, 'bare.mp4'))).toMatchObject({ frames: 2 });
});

it('renders the other films if one preset is wrong, and returns the highest exit code', async () => {
  writePreset(cwd, 'one.yaml', 'duration: 80ms');
  writePreset(cwd, 'wrong.yaml', 'cycle: { neurons: [block1:999] }');
  writePreset(cwd, 'two.yaml', 'duration: 80ms');
  const many = ['one.yaml', 'nowhere.yaml', 'wrong.yaml', 'two.yaml', 'one.yaml'];
  const made = await call(['render', ...many, '--out', 'many/', '--jobs', '2', '--json'], { cwd });
  expect(made.code).toBe(2);
  const errors = made.events.filter(({ kind }) => kind === 'error');
  expect(errors.map(({ preset, code }) => [preset, code])).toEqual([
    ['nowhere.yaml', 'PRESET_UNREADABLE'],
    ['one.yaml', 'ARGUMENT_INVALID'], // the second film of that name
    ['wrong.yaml', 'NEURON_UNKNOWN'],
  ]);
  expect(made.events.at(-1)).toEqual({ kind: 'end', films: 5, failed: 3, exitCode: 2 });
  expect(listing(join(cwd, 'many')).filter((name) => name.endsWith('.mp4'))).toEqual(['one.mp4', 'two.mp4']);
});

it('continues if its output is not read', async () => {
  writePreset(cwd, 'unread.yaml');
  const child = start(['render', 'unread.yaml', '--json'], { cwd });
  const end = ending(child);
  await untilEvent(child, ({ kind }) => kind === 'start');
  child.stdout?.destroy();
  child.stderr?.destroy();
  expect((await end).code).toBe(0);
  expect(await factsOf(join(output, 'unread.mp4'))).toMatchObject({ frames: 10 });
});

it('accepts file names that are difficult for shells and ffmpeg', async () => {
  mkdirSync(join(cwd, 'odd'));
  writePreset(join(cwd, 'odd'), `-a "film" of 100%? it's 'ours'.yaml`, 'duration: 80ms');
  const made = await run(['render', `odd/-a "film" of 100%? it's 'ours'.yaml`, '--out=odd/'], { cwd });
  expect(made.code).toBe(0);
  expect(await factsOf(join(cwd, 'odd', `-a "film" of 100%? it's 'ours'.mp4`))).toMatchObject({ frames: 2 });
  expect(readFileSync(join(cwd, 'odd', `-a "film" of 100%? it's 'ours'.settings.yaml`), 'utf8')).toMatch(
    /^# neurozoom /,
  );
});
