// A job may be resumed with any number of threads, because threads do not change a single bit of any frame. Nor does the
// process in which the engine runs.

import { expect, it } from 'vitest';
import { onnxEngine } from '../../src/engines/onnx-engine.js';
import type { PrepareOptions } from '../../src/film/prepare.js';
import { renderFrames } from '../../src/film/render-frames.js';
import { openNetwork } from '../../src/models/load.js';
import type { Model } from '../../src/models/model.js';
import { BUNDLED } from '../../src/models/store/bundled.js';
import { fits, neuronCount } from '../../src/network/layers.js';
import { parsePreset } from '../../src/preset/load.js';
import type { Settings } from '../../src/preset/settings.js';

const NETWORKS: readonly string[] = [BUNDLED];
const FRAMES = 100;

/** A film of 100 frames that goes through three depths of a network: about a fifth, a half and four fifths. */
async function filmOn(network: string): Promise<Settings> {
  const model = await openNetwork(network);
  const neurons = [0.2, 0.5, 0.8].map((depth) => `'${layerAt(model, depth)}:1'`).join(', ');
  const preset = `
network: ${network}
size: 80x64
duration: ${FRAMES / 25}s
opening: { enlargements: 1, steps: 1 }
ascent: { steps: 1, margin: 8 }
cycle: { hold: 700ms, blend: 600ms, neurons: [${neurons}] }
`;
  return parsePreset(preset, { name: 'threads' });
}

/** The first layer from a depth on, between 0 and 1, that the film's pictures reach and that has neurons. */
function layerAt({ layers }: Model, depth: number): string {
  const deeper = layers.slice(Math.floor(depth * layers.length));
  return deeper.find((layer) => fits(layer, 80, 80) && neuronCount(layer) > 1)!.name;
}

async function framesWith(settings: Settings, options: PrepareOptions): Promise<readonly Buffer[]> {
  const frames: Buffer[] = [];
  for await (const { bytes } of renderFrames(settings, options)) frames.push(Buffer.from(bytes));
  return frames;
}

it.each(NETWORKS)(
  'frames of %s are the same with 1, 2 and 3 threads, and in this process',
  async (network) => {
    const settings = await filmOn(network);
    const one = await framesWith(settings, { threads: 1 });
    expect(one).toHaveLength(FRAMES);
    for (const options of [{ threads: 2 }, { threads: 3 }, { engine: await onnxEngine({ threads: 2 }) }]) {
      const several = await framesWith(settings, options);
      expect(several.findIndex((frame, i) => !frame.equals(one[i]!))).toBe(-1);
      expect(several).toHaveLength(FRAMES);
    }
  },
  180_000,
);
