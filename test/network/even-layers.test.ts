import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openNetwork } from '../../src/models/load.js';
import { evenLayers } from '../../src/network/even-layers.js';
import { architectureFile } from '../support/onnx/nets.js';

const folder = mkdtempSync(join(tmpdir(), 'neurozoom-even-layers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SIZE = { width: 128, height: 128, ascent: { margin: 12 } };

describe('evenLayers', () => {
  it('chooses the ends of blocks, from the first to the last', async () => {
    const names = evenLayers(await openNetwork('inception-v3'), SIZE, 6);
    expect(names).toHaveLength(6);
    expect([names[0], names[5]]).toEqual(['mixed0', 'mixed10']);
    expect(evenLayers(await openNetwork('efficientnet-lite0'), SIZE, 5)).toEqual([
      ...['block2', 'block6', 'block9', 'block12', 'block14'],
    ]);
  });

  it('chooses convolutions if there are no blocks', async () => {
    const path = join(folder, 'plain.onnx');
    writeFileSync(path, architectureFile('plain'));
    const model = await openNetwork(path, { preprocessing: 'torch' });
    const names = evenLayers(model, SIZE, 2);
    expect(names.every((name) => /^Conv/.test(model.layers.find((layer) => layer.name === name)!.kind))).toBe(true);
  });
});
