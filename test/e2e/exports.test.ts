// Every command for pictures, on networks from PyTorch's exporters: a convolutional one, and a transformer with a fixed
// picture size.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { torchFiles } from '../support/networks/torch-files.js';
import { someOf } from '../support/scale.js';
import { run, scratchFolder } from './cli.js';

const cwd = scratchFolder();
const env = { NEUROZOOM_CACHE: join(cwd, 'cache') };
const SMALL = ['growth.enlargements=1', 'growth.finish=2', 'growth.steps=2', 'ascent.margin=4'].flatMap((value) => [
  '--set',
  value,
]);

const TITLES = ['vit, dynamo exporter', 'convnext, older exporter', 'swin, older exporter', 'clip, older exporter'];
const NETWORKS = someOf(TITLES, 1).map((title) => {
  const found = torchFiles().find((one) => one.title === title)!;
  return { ...found, name: title.replaceAll(/\W+/g, '-'), layer: Object.keys(found.probes)[0]! };
});

describe.each(NETWORKS)('$title', ({ name, bytes, layer, picture }) => {
  it('is added, shown and drawn by every command, even by threads', { timeout: 120_000 }, async () => {
    mkdirSync(env.NEUROZOOM_CACHE, { recursive: true });
    writeFileSync(join(cwd, `${name}.onnx`), bytes);
    const ask = async (...args: string[]) => {
      const { code, stdout, stderr } = await run(args, { cwd, env });
      expect([args[0], code, stderr.includes('error')]).toEqual([args[0], 0, false]);
      return { stdout, stderr };
    };
    await ask('networks', 'add', `${name}.onnx`, '--preprocessing', 'torch');
    const shown = await ask('networks', 'show', name, layer);
    const isFixed = !name.startsWith('convnext');
    const [, , height, width] = picture.shape;
    if (isFixed)
      expect(shown.stdout).toContain(`fixed size       ${width}x${height}; other sizes are climbed in tiles`);
    else expect(shown.stdout).toMatch(/^ {2}minimum size {5}\d/m);
    const draw = (...args: string[]) =>
      ask(...args, '--network', name, '--out', `${name}/`, ...SMALL, '--threads', '2');
    const image = await draw('image', `${layer}:1`, '--size', '80x64');
    const note = `${layer} only accepts pictures of ${width}x${height}: this one is climbed in tiles of that size`;
    expect(image.stderr.includes(note)).toBe(isFixed);
    // Enough pictures for several threads.
    await draw('grid', layer, '--neurons', '0..7', '--cell', '48');
    await draw('layers', '--layers', layer, '--sample', '6', '--columns', '6', '--cell', '48');
    const page = [`--out`, `${name}-atlas`, '--size', '32', '--threads', '2', '--priority', 'normal'];
    await ask('atlas', name, layer, ...page);
    expect(existsSync(join(cwd, `${name}-atlas`, 'index.html'))).toBe(true);
  });
});
