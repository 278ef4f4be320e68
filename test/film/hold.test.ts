import { expect, it } from 'vitest';
import { renderFrames } from '../../src/film/render-frames.js';
import { parsePreset } from '../../src/preset/load.js';

it('holds tone and colour over 300 frames of one neuron', async () => {
  const preset = `
size: 80x80
duration: 12s
ascent: { steps: 2, margin: 8 }
cycle: { hold: 20s, neurons: [block8:5] }
`;
  const settings = parsePreset(preset, { name: 'hold' });
  const first: number[] = [];
  let moved = 0;
  let clipped = 0;
  let values = 0;
  for await (const { bytes: data, shot } of renderFrames(settings, { threads: 1 })) {
    const sums = [0, 0, 0];
    for (let i = 0; i < data.length; i++) {
      sums[i % 3]! += data[i]!;
      if (data[i] === 0 || data[i] === 255) clipped += 1;
    }
    values += data.length;
    const means = sums.map((sum) => (3 * sum) / data.length / 255);
    if (shot.frame === 0) first.push(...means);
    moved = Math.max(moved, ...means.map((mean, c) => Math.abs(mean - first[c]!)));
  }
  expect(moved).toBeLessThan(0.05);
  expect(clipped / values).toBeLessThan(0.02);
});
