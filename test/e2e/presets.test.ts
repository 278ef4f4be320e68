import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { call, scratchFolder, writePreset } from './cli.js';

const cwd = scratchFolder();
const SHIPPED = readdirSync(fileURLToPath(new URL('../../presets', import.meta.url)))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => basename(file, '.yaml'));

describe('the list of presets', () => {
  it('has the built-in presets with size, length, frames and time', async () => {
    const { code, stdout, stderr } = await call(['presets'], { cwd });
    expect(code).toBe(0);
    const heads = stdout.split('\n').filter((line) => /^\S/.test(line));
    expect(heads.map((line) => line.split(' ')[0])).toEqual([...SHIPPED].sort());
    for (const line of heads) {
      // A network that is not pulled cannot be timed.
      const time = line.startsWith('what-computers-see') ? '' : ', takes about \\d+ (s|min|h)';
      expect(line).toMatch(new RegExp(`^\\S+ +\\d+x\\d+ +.+ at \\d+ fps, \\d+ frames${time}`));
    }
    expect(stdout).toMatch(/^ +\S.* first film/m);
    expect(stderr).toContain('neurozoom render NAME');
  });

  it('is the same for programs', async () => {
    const { code, events } = await call(['presets', '--json'], { cwd });
    expect(code).toBe(0);
    expect(events).toHaveLength(SHIPPED.length);
    const first = events.find(({ name }) => name === 'first-light');
    expect(first).toMatchObject({ kind: 'preset', network: 'efficientnet-lite0', title: 'First light' });
    expect(first?.frames).toBe(Math.round(Number(first?.seconds) * Number(first?.fps)));
    expect(first?.estimatedSeconds).toBeGreaterThan(1);
  });

  it('can be of a folder, with all presets even if one is wrong', async () => {
    mkdirSync(join(cwd, 'own'));
    writePreset(join(cwd, 'own'), 'good.yaml');
    writePreset(join(cwd, 'own'), 'strange.yaml', 'network: nobody-knows');
    writeFileSync(join(cwd, 'own', 'bad.yaml'), 'sise: 3\n');
    writeFileSync(join(cwd, 'own', 'notes.txt'), 'no preset');
    const { code, stdout, stderr } = await call(['presets', 'own'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^good +64x64 +0\.4 s +at 25 fps, 10 frames, takes about /);
    expect(stdout).toMatch(/^strange +64x64 +0\.4 s +at 25 fps, 10 frames$/m);
    expect(stderr).toContain(`${join('own', 'bad.yaml')}:1:1  sise: `);
  });

  it('says so if there are none', async () => {
    mkdirSync(join(cwd, 'empty'));
    const { code, stdout, stderr } = await call(['presets', 'empty'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toBe('there are no presets (*.yaml, *.yml) in empty\n');
  });
});
