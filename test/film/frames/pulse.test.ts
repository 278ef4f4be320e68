// The finest detail of the frames between keys beside that of the keys, on the bundled network.

import { expect, it } from 'vitest';
import { stretchMemory } from '../../../src/film/frames/stretch.js';
import { renderFrames } from '../../../src/film/render-frames.js';
import { parsePreset } from '../../../src/preset/load.js';
import { detailRms } from '../../../src/tensor/simd/detail.js';

const PRESET = `
size: 128x96
fps: 24
duration: 1500ms
opening: { enlargements: 6 }
cycle: { neurons: [block5_expand:194] }
`;

/** The detail of each frame, on values of 0 to 255. */
async function detailOf(ascent: string): Promise<readonly number[]> {
  const details: number[] = [];
  for await (const { bytes, width, height } of renderFrames(parsePreset(`${PRESET}${ascent}`, { name: 'film' }))) {
    const { picture, ...scratch } = stretchMemory([1, 3, height, width]);
    const pixels = width * height;
    for (let i = 0; i < bytes.length; i++) picture.data[(i % 3) * pixels + Math.floor(i / 3)] = bytes[i]!;
    details.push(detailRms(scratch, picture));
  }
  return details;
}

it.each([3, 6])('neighbouring frames have as much fine detail, with a key in %i', async (cadence) => {
  const details = await detailOf(`ascent: { cadence: ${cadence} }`);
  expect(details).toHaveLength(36);
  const settled = details.slice(12);
  const changes = settled.slice(1).map((detail, i) => Math.abs(detail / settled[i]! - 1));
  expect(Math.max(...changes)).toBeLessThan(0.05);
});
