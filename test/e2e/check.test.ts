import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call, listing, scratchFolder, writePreset } from './cli.js';

const cwd = scratchFolder();
const LONG = 'duration: 3s\nopening: { show: true, duration: 1s }\ncamera: { zoom: { doubles: 2s }, rotate: 10 }';

describe('a check', () => {
  it('shows the film second by second, and renders nothing', async () => {
    writePreset(cwd, 'film.yaml', LONG);
    const before = listing(cwd);
    const { code, stdout, stderr } = await call(['check', 'film.yaml'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^film\.yaml "Small: "quoted"" can be rendered\n {2}film +output\/film\.mp4 \(mp4\)\n/);
    expect(stdout).toContain('64x64, 75 frames at 25 fps: 3 s');
    expect(stdout).toMatch(/block1 \(24 neurons, from \d+x\d+\)/);
    expect(stdout).toMatch(/takes +about .* s, \d+ % of it in the network/);
    expect(stdout).toMatch(/about \d+ MB of memory and \d+ [kM]B on disk/);
    const rows = stdout.split('\n').filter((line) => /^ +\d+ +\d+ +(growth|film)/.test(line));
    expect(rows.map((row) => row.trim().split(/\s+/).slice(0, 2))).toEqual([
      ['0', '0'],
      ['1', '25'],
      ['2', '50'],
    ]);
    expect(rows[0]).toMatch(/growth, 100 % +block1:1 +0\.00 +0\.0 /);
    // One second after the opening: half a doubling, ten degrees, in the middle of the cycle's seventh crossfade.
    expect(rows[2]).toMatch(/film +block1:\d .* 0\.50 +10\.0 +3 +1 +1 +0\.0\d+$/);
    expect(listing(cwd)).toEqual(before);
  });

  it('is the same for programs, with the options of a render', async () => {
    writePreset(cwd, 'large.yaml', 'size: 320x256\nduration: 1s');
    const changes = [
      '--set',
      'cycle.neurons=[block1:3, {layer: block2, random: 2}]',
      '--out',
      'deep/er/',
      '--threads',
      '1',
    ];
    const { code, events } = await call(['check', 'large.yaml', '--draft', '--format', 'gif', '--json', ...changes], {
      cwd,
    });
    expect(code).toBe(0);
    expect(events).toHaveLength(1);
    const [report] = events;
    expect(report).toMatchObject({
      kind: 'check',
      preset: 'large.yaml',
      film: join(cwd, 'deep', 'er', 'large.draft.gif'),
      format: 'gif',
      ...{ width: 200, height: 160, fps: 12.5, seconds: 1.04, frames: 13 },
      deadNeurons: [],
      layers: [
        { name: 'block1', neurons: 24 },
        { name: 'block2', neurons: 24 },
      ],
    });
    expect(report?.estimate).toMatchObject({
      seconds: expect.any(Number),
      memoryBytes: expect.any(Number),
      fileBytes: expect.any(Number),
    });
    const timeline = report?.timeline as readonly { readonly neurons: readonly object[] }[];
    expect(timeline).toHaveLength(1); // the thirteenth frame stands at 0.96 s
    expect(timeline[0]?.neurons).toEqual([{ layer: 'block1', neuron: 3, weight: 1 }]);
  });

  it('checks all presets and reports the errors of each', async () => {
    writePreset(cwd, 'fine.yaml');
    writePreset(cwd, 'deep.yaml', 'network: inception-v3\ncycle: { neurons: [mixed9:1] }');
    const { code, stdout, stderr } = await call(['check', 'deep.yaml', 'nowhere', 'fine.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error: deep\.yaml: 64x64 with a margin of 4 is too small for mixed9\n {2}hint: .*at least \d+ pixels/,
    );
    expect(stderr).toContain("error: 'nowhere' is neither a built-in preset nor a file\n  hint: closest: ");
    expect(stdout).toMatch(/^fine\.yaml/);
  });
});
