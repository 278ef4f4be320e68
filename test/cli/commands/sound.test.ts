import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { openStream } from '../../../src/tensor/random.js';
import { readFilm } from '../../../src/video/read/finished-film.js';
import { call, scratchFolder, writePreset } from '../../e2e/cli.js';
import { writeSound } from '../../support/sound/encode.js';
import { synthesise } from '../../support/sound/synth.js';

const cwd = scratchFolder();
const env = { NEUROZOOM_CACHE: join(cwd, 'cache') };
const part = (seed: number, pattern: 'rock' | 'hats') =>
  synthesise({ bpm: 120, seconds: 16, seed, first: 0, pattern }).samples;
writeSound(cwd, 'two parts & <more>.flac', Float32Array.from([...part(1, 'hats'), ...part(2, 'rock')]));

describe('sound', () => {
  it('prints tempo, beats, sections and curves, and draws them', async () => {
    const { code, stdout, stderr } = await call(['sound', 'two parts & <more>.flac'], { cwd, env });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/32 s, 120(\.\d)? beats per minute, 4 beats a bar, -\d+\.\d LUFS, true peak -?\d+\.\d dB/);
    expect(stdout).toMatch(/^ {2}6\d beats, the first at 0\.\d\d s; bars from 0\.\d\d s on$/m);
    expect(stdout).toMatch(/^ {2}bass {7}[ ▁▂▃▄▅▆▇█]{50,}$/m);
    expect(stdout).toMatch(/^ {2}A +0:00\.0 +0:1[56]\.\d +8 +-\d+$/m);
    expect(stdout).toMatch(/^ {2}B +0:1[56]\.\d +0:32\.0 +8 +-\d+$/m);
    expect(stdout).toContain('chart    output/two parts & <more>.sound.svg');
    const chart = readFileSync(join(cwd, 'output', 'two parts & <more>.sound.svg'), 'utf8');
    expect(chart).toContain('two parts &#38; &#60;more&#62;.flac');
    expect(chart).not.toMatch(/NaN|Infinity|undefined/);
    expect(chart.match(/<path d="M/g)!.length).toBeGreaterThan(5);
  });

  it('is one object for programs', async () => {
    const { code, events } = await call(['sound', 'two parts & <more>.flac', '--json', '--out', 'c.svg'], { cwd, env });
    expect(code).toBe(0);
    expect(events).toHaveLength(1);
    const [report] = events;
    expect(report).toMatchObject({ kind: 'sound', seconds: 32, beatsPerBar: 4, chart: join(cwd, 'c.svg') });
    expect((report!.beats as number[]).length).toBeGreaterThan(60);
    expect((report!.curves as { heights: number[] }[]).map(({ heights }) => heights.length)).toEqual([
      320, 320, 320, 320,
    ]);
    expect(existsSync(join(cwd, 'c.svg'))).toBe(true);
  });

  it.each([
    [[], 'expected one sound file, got nothing'],
    [['none.wav'], "the sound 'none.wav' does not exist"],
    [['two parts & <more>.flac', '--out', 'c.png'], 'a name that ends in .svg'],
  ])('refuses %j', async (words, message) => {
    const { code, stderr } = await call(['sound', ...words], { cwd, env });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('check', () => {
  const SOUND = 'sound: { file: two parts & <more>.flac, start: 20s }\nduration: 3s\n';

  it('shows the beats beside the shots', async () => {
    writePreset(cwd, 'beats.yaml', SOUND);
    const { code, stdout } = await call(['check', 'beats.yaml'], { cwd, env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/sound +two parts & <more>\.flac from 20 s on, 120(\.\d+)? beats per minute$/m);
    const rows = stdout.split('\n').filter((line) => /^ +\d+ +\d+ +film/.test(line));
    expect(rows.map((row) => /(\d+\.\d+ \d+\.\d+)$/.exec(row)?.[1])).toEqual(['1.1 1.2', '1.3 1.4', '2.1 2.2']);
  });

  it('says what the format does to the sound, and where the track ends', async () => {
    writePreset(cwd, 'long.yaml', 'sound: { file: two parts & <more>.flac, start: 31s }\nduration: 3s\n');
    const { stdout } = await call(['check', 'long.yaml', '--format', 'gif'], { cwd, env });
    expect(stdout).toContain('it ends 2 s before the film, which goes on in silence');
    expect(stdout).toMatch(/note +a gif film has no sound: it follows two parts/);
  });

  it('points at the line of a sound that cannot be used, or that is missing', async () => {
    writePreset(cwd, 'bad.yaml', 'sound: none.wav\nduration: 3s\n');
    const { code, stderr } = await call(['check', 'bad.yaml'], { cwd, env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/bad\.yaml:\d+:8 .*none\.wav' does not exist/);
    writePreset(cwd, 'silent.yaml', 'duration: 8beats\n');
    expect((await call(['render', 'silent.yaml'], { cwd, env })).stderr).toMatch(/silent\.yaml:\d+:11 .*`sound`/);
  });
});

describe('render', () => {
  const film = [
    '--size',
    '64x64',
    '--duration',
    '2beats',
    '--set',
    'opening.enlargements=1',
    '--set',
    'ascent.steps=1',
  ];

  it('takes another track, and rerender finds it beside the film', async () => {
    writePreset(cwd, 'own.yaml', 'sound: none.wav\n');
    const made = await call(['render', 'own.yaml', '--sound', 'two parts & <more>.flac', '--out', './', ...film], {
      cwd,
      env,
    });
    expect([made.code, made.stderr]).toEqual([0, expect.not.stringContaining('error')]);
    const { facts } = await readFilm(join(cwd, 'own.mp4'));
    expect(facts.soundSeconds).toBeCloseTo(facts.frames / facts.fps!, 4);
    expect(Math.abs(facts.soundSeconds! - 1)).toBeLessThan(0.05);
    expect((await call(['rerender', 'own.mp4'], { cwd, env })).code).toBe(0);
    expect(readFileSync(join(cwd, 'own.again.mp4')).equals(readFileSync(join(cwd, 'own.mp4')))).toBe(true);
    // With another file of that name it is not the same film.
    writeSound(cwd, 'two parts & <more>.flac', part(3, 'rock'));
    const other = await call(['rerender', 'own.mp4', '--out', 'other.mp4'], { cwd, env });
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('is another file')]);
  });
});

describe('a damaged film with sound', () => {
  it.each(['mp4', 'webm', 'mov'])('.%s is read or refused in words, whatever its bytes', async (extension) => {
    writePreset(cwd, 'fuzz.yaml', 'sound: two parts & <more>.flac\nduration: 480ms\n');
    const size = ['--size', '64x64', '--set', 'opening.enlargements=1', '--set', 'ascent.steps=1'];
    expect((await call(['render', 'fuzz.yaml', '--out', `fuzz.${extension}`, ...size], { cwd, env })).code).toBe(0);
    const good = readFileSync(join(cwd, `fuzz.${extension}`));
    const random = openStream(1, extension);
    for (let round = 0; round < 150; round++) {
      const bytes = Buffer.from(good);
      // The index of MP4 and the header of WebM are at the beginning.
      for (let i = 0; i < 1 + random.integer(8); i++)
        bytes[random.integer(Math.min(6000, bytes.length))] = random.integer(256);
      const path = join(cwd, `bad.${extension}`);
      writeFileSync(path, round % 4 === 0 ? bytes.subarray(0, random.integer(bytes.length)) : bytes);
      const outcome = await readFilm(path).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UserError);
    }
  });
});
