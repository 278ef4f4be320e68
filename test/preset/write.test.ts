import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePreset } from '../../src/preset/load.js';
import { toYaml } from '../../src/preset/write.js';
import { parseOverride } from '../../src/preset/yaml/override.js';
import { anySettings } from '../support/preset/settings.js';

const plain = 'cycle: { neurons: [block8:40, { layer: block9, random: 2, hold: 4s }] }';
const read = (text: string, sets: readonly string[] = []) =>
  parsePreset(text, { name: 'settings.yaml', overrides: sets.map(parseOverride) });

describe('settings written as a preset', () => {
  it('load to equal settings', () => {
    fc.assert(
      fc.property(anySettings, (written) => {
        expect(read(toYaml(written))).toEqual(written);
      }),
      { numRuns: 200 },
    );
  });

  it('are plain data: through JSON and back they are the same', () => {
    expect(JSON.parse(JSON.stringify(read(plain)))).toEqual(read(plain));
  });

  it('are readable YAML', () => {
    const written = toYaml(read(`title: "Deep: sea"\nfps: 29.97\ncamera: { zoom: { doubles: 1500ms } }\n${plain}`));
    expect(written).toContain('title: "Deep: sea"\n');
    expect(written).toContain('size: 512x512\nfps: 30000/1001\nduration: 20s\n');
    expect(written).toContain('    doubles: 1.5s\n');
    expect(written).toContain(
      '    - layer: block8\n      neuron: 40\n    - layer: block9\n      random: 2\n      hold: 4s\n',
    );
    expect(written).not.toContain('null');
  });

  it('still follow an override of a time that an item does not set', () => {
    const { items } = read(toYaml(read(plain)), ['cycle.hold=9s']).cycle;
    expect(items.map(({ holdSeconds }) => holdSeconds)).toEqual([9, 4]);
  });
});
