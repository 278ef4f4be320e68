import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadAnalysis, saveAnalysis, soundsFolder } from '../../src/sound/cache.js';
import { openTrack } from '../../src/sound/track.js';
import { writeSound } from '../support/sound/encode.js';
import { synthesise } from '../support/sound/synth.js';
import { anyFfmpeg, scratchFolder } from '../video/ffmpegs.js';

const folder = scratchFolder();
process.env.NEUROZOOM_CACHE = join(folder, 'cache');
const ffmpeg = { ...anyFfmpeg, version: '5.1' };
const path = writeSound(folder, 'track.wav', synthesise({ bpm: 100, seconds: 8, seed: 4 }).samples);

const files = () => readdirSync(soundsFolder()).map((name) => join(soundsFolder(), name));

describe('analyses on disk', () => {
  it('are found by the contents of the file and the version of ffmpeg, and are the same', async () => {
    const first = await openTrack(path, { ffmpeg });
    expect(files()).toHaveLength(1);
    // Without ffmpeg nothing can be decoded: this comes from the cache.
    const copy = join(folder, 'copy.wav');
    writeFileSync(copy, readFileSync(path));
    const again = await openTrack(copy, { ffmpeg: { path: '/nowhere/ffmpeg', version: '5.1' } });
    expect(again.analysis).toEqual(first.analysis);
    expect(again.sha256).toBe(first.sha256);
    expect(await loadAnalysis(first.sha256, '6.0')).toBeNull();
  });

  it('are made anew when damaged, wherever the damage is', async () => {
    const good = await openTrack(path, { ffmpeg });
    const [file] = files();
    const bytes = readFileSync(file!);
    for (const at of [0, 20, 60, bytes.length >> 1, bytes.length - 1]) {
      const bad = Buffer.from(bytes);
      bad[at]! ^= 0xff;
      writeFileSync(file!, bad);
      expect(await loadAnalysis(good.sha256, '5.1')).toBeNull();
    }
    for (const length of [0, 10, 50, bytes.length - 5]) {
      writeFileSync(file!, bytes.subarray(0, length));
      expect(await loadAnalysis(good.sha256, '5.1')).toBeNull();
    }
    expect((await openTrack(path, { ffmpeg })).analysis).toEqual(good.analysis);
    expect(readFileSync(file!)).toEqual(bytes);
  });

  it('take a limited space: those used longest ago go first', async () => {
    const { analysis } = await openTrack(path, { ffmpeg });
    const [kept] = files();
    const old = join(soundsFolder(), 'old.sound');
    writeFileSync(old, Buffer.alloc(2 ** 28));
    utimesSync(old, 1000, 1000);
    await saveAnalysis('0'.repeat(64), '5.1', analysis);
    expect(files()).not.toContain(old);
    expect(files()).toContain(kept);
    expect(files().reduce((sum, name) => sum + statSync(name).size, 0)).toBeLessThan(2 ** 28);
  });
});
