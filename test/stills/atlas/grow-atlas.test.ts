import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toJson } from '../../../src/atlas/document.js';
import { pageFile, readAtlas } from '../../../src/atlas/folder.js';
import { openNetwork } from '../../../src/models/load.js';
import type { Model } from '../../../src/models/model.js';
import { climbMeasures, convergence } from '../../../src/stills/atlas/climb.js';
import { type AtlasEvent, type AtlasRequest, growAtlas } from '../../../src/stills/atlas/grow-atlas.js';
import { journalFile, openJournal, readJournal } from '../../../src/stills/atlas/journal.js';
import { thumbnailPlan } from '../../../src/stills/atlas/plan.js';
import { grating } from '../../support/atlases.js';
import { randomTensor } from '../../support/networks/nets.js';
import { onnxFile } from '../../support/onnx/file.js';

const root = mkdtempSync(join(tmpdir(), 'atlas of é %d-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const CLASSES = ['<b>tench</b>', 'goldfish', 'shark'];

/** A network of two small layers, the second with a dead neuron, and a classifier. */
let model: Model;
beforeAll(async () => {
  const second = randomTensor([6, 5, 3, 3], 3);
  second.data.fill(0, 2 * 45, 3 * 45);
  const nodes = [
    { op: 'Conv', name: 'first', inputs: ['x', 'a'], outputs: ['f'], attributes: { pads: [1, 1, 1, 1] } },
    { op: 'Relu', name: 'first_relu', inputs: ['f'], outputs: ['g'] },
    { op: 'Conv', name: 'second', inputs: ['g', 'b', 'bias'], outputs: ['h'], attributes: { pads: [1, 1, 1, 1] } },
    { op: 'Relu', name: 'second_relu', inputs: ['h'], outputs: ['i'] },
    { op: 'GlobalAveragePool', name: 'mean', inputs: ['i'], outputs: ['j'] },
    { op: 'Flatten', name: 'flat', inputs: ['j'], outputs: ['k'] },
    { op: 'MatMul', name: 'classes', inputs: ['k', 'c'], outputs: ['l'] },
  ];
  const bias = { shape: [6], data: Float32Array.of(0, 0, -1, 0, 0, 0) };
  const weights = { a: randomTensor([5, 3, 3, 3], 1), b: second, bias, c: randomTensor([6, 3], 4) };
  const path = join(root, 'small.onnx');
  writeFileSync(path, onnxFile({ opset: 17, nodes, weights, outputs: ['l'] }));
  model = { ...(await openNetwork(path, { preprocessing: 'tf' })), labels: CLASSES };
});

const PLAN = { cell: 32, seed: 7, steps: 61 };

/** A request for an atlas in a folder of this test. */
function request(name: string, more: Partial<AtlasRequest> = {}): AtlasRequest & { readonly events: AtlasEvent[] } {
  const events: AtlasEvent[] = [];
  return {
    model,
    network: { name: 'small', hash: 'ab'.repeat(32) },
    layers: ['first', 'second_relu'],
    folder: join(root, name),
    plan: PLAN,
    madeBy: 'a test',
    threads: 1,
    onEvent: (event) => events.push(event),
    events,
    ...more,
  };
}

const kinds = (events: readonly AtlasEvent[]) => events.map(({ kind }) => kind).join(' ');

describe('an atlas', () => {
  it('has every neuron, measured, with its thumbnail', async () => {
    const whole = request('whole', { layers: ['second_relu', 'first'] });
    const { atlas, page, stopped } = await growAtlas(whole);
    expect(stopped).toBe(false);
    expect(atlas.layers.map(({ name, neurons }) => [name, neurons.length])).toEqual([
      ['first', 5],
      ['second_relu', 6],
    ]);
    expect(await readAtlas(whole.folder)).toEqual(atlas);
    expect(kinds(whole.events)).toBe(`start${' neuron'.repeat(5)} layer${' neuron'.repeat(6)} layer`);
    expect(whole.events[0]).toMatchObject({ neurons: 11, known: 0 });
    const [first, second] = atlas.layers;
    for (const { scoreStart, scoreEnd, dead } of second!.neurons) {
      if (!dead) expect(scoreEnd).toBeGreaterThan(scoreStart);
    }
    for (const { classes } of first!.neurons) {
      expect(classes.map(({ name }) => name).sort()).toEqual([...CLASSES].sort());
      expect(classes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 3);
    }
    expect(second!.neurons.filter(({ dead }) => dead).map(({ neuron }) => neuron)).toEqual([2]);
    const sheet = join(whole.folder, first!.sheets[0]!.file);
    expect(await sharp(sheet).metadata()).toMatchObject({ format: 'webp', width: 5 * 32, height: 32 });
    expect(readdirSync(whole.folder).sort()).toEqual(
      ['atlas.json', 'first-0.webp', 'index.html', 'second_relu-0.webp'].sort(),
    );
    expect(readFileSync(page, 'utf8').includes('<b>tench')).toBe(false);
  });

  it('is not made again if it exists, and accepts more layers', async () => {
    const again = request('whole', { layers: ['first'] });
    await growAtlas(again);
    expect(kinds(again.events)).toBe('start');
    const more = request('whole', { layers: ['first', 'first_relu'] });
    const { atlas } = await growAtlas(more);
    expect(more.events[0]).toMatchObject({ neurons: 10, known: 5 });
    expect(atlas.layers.map(({ name }) => name)).toEqual(['first', 'first_relu', 'second_relu']);
  });

  it('continues where it was stopped, with the same result', async () => {
    const stop = new AbortController();
    let done = 0;
    const stopped = request('stopped', {
      signal: stop.signal,
      onEvent: ({ kind }) => {
        if (kind === 'neuron' && ++done === 8) stop.abort(new Error('enough'));
      },
    });
    const half = await growAtlas(stopped);
    expect(half.stopped).toBe(true);
    expect(half.atlas.layers.map(({ name }) => name)).toEqual(['first']);
    // The page includes the finished neurons of the layer in progress.
    expect(readFileSync(half.page, 'utf8').includes('"name":"second_relu"')).toBe(true);
    const continued = request('stopped');
    const whole = await growAtlas(continued);
    expect(continued.events[0]).toMatchObject({ neurons: 11, known: 8 });
    expect(toJson(whole.atlas)).toBe(
      toJson((await readAtlas(join(root, 'reference'))) ?? (await growAtlas(request('reference'))).atlas),
    );
  });

  it('makes only the damaged neurons of the layer in progress again', async () => {
    const stop = new AbortController();
    let done = 0;
    const first = request('damaged', {
      layers: ['second'],
      signal: stop.signal,
      onEvent: ({ kind }) => {
        if (kind === 'neuron' && ++done === 5) stop.abort(new Error('enough'));
      },
    });
    await growAtlas(first);
    const journal = journalFile(first.folder, 'second');
    const lines = readFileSync(journal, 'utf8').split('\n');
    lines[2] = lines[2]!.replace('"pixels":"', '"pixels":"AAAA');
    writeFileSync(journal, lines.join('\n'));
    truncateSync(journal, readFileSync(journal).length - 100); // a torn line at the end
    const second = request('damaged', { layers: ['second'] });
    const { atlas } = await growAtlas(second);
    expect(second.events[0]).toMatchObject({ known: 3 });
    expect(atlas.layers[0]!.neurons).toHaveLength(6);
    expect(existsSync(journal)).toBe(false);
  });
});

describe('an atlas is refused and left unchanged for', () => {
  const folder = join(root, 'refused');
  beforeAll(() => growAtlas(request('refused', { layers: ['first'] })));
  const refusal = async (more: Partial<AtlasRequest>) => {
    const before = readFileSync(join(folder, 'atlas.json'), 'utf8');
    const error = await growAtlas(request('refused', more)).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(readFileSync(join(folder, 'atlas.json'), 'utf8')).toBe(before);
    return error;
  };

  it('the folder of another network, even of the same name', async () => {
    expect(await refusal({ network: { name: 'vgg16', hash: 'cd'.repeat(32) } })).toMatchObject({
      code: 'ATLAS_UNUSABLE',
      message: `${folder} holds the atlas of small, not of this vgg16`,
      hint: 'name a new folder with --out',
    });
    expect(await refusal({ network: { name: 'small', hash: 'cd'.repeat(32) } })).toMatchObject({
      message: `${folder} holds the atlas of another small, not of this small`,
    });
  });

  it('thumbnails of another size or seed', async () => {
    expect(await refusal({ plan: { ...PLAN, cell: 64 } })).toMatchObject({
      code: 'ATLAS_UNUSABLE',
      message: expect.stringContaining('with thumbnails of 32 px, seed 7, 61 steps; this request has 64 px'),
      hint: '--size 32 --seed 7 continues it; --out starts another',
    });
  });

  it('layers that do not exist', async () => {
    expect(await refusal({ layers: ['frist'] })).toMatchObject({
      code: 'LAYER_UNKNOWN',
      hint: expect.stringContaining('closest: first'),
    });
  });

  it('a folder with other files', async () => {
    const other = join(root, 'documents');
    mkdirSync(other);
    writeFileSync(join(other, 'index.html'), 'mine');
    await expect(growAtlas(request('documents'))).rejects.toMatchObject({
      code: 'ATLAS_UNUSABLE',
      message: `${other} contains other files and no atlas (index.html)`,
    });
    expect(readFileSync(join(other, 'index.html'), 'utf8')).toBe('mine');
    expect(readdirSync(other)).toEqual(['index.html']);
  });

  it('but not for a folder with files of the system', async () => {
    const seen = join(root, 'seen');
    mkdirSync(seen);
    for (const name of ['.DS_Store', 'Thumbs.db']) writeFileSync(join(seen, name), '');
    expect(await growAtlas(request('seen', { layers: ['first'] }))).toMatchObject({ stopped: false });
  });

  it('a folder in use by another process', async () => {
    const busy = request('busy', {
      layers: ['first'],
      onEvent: ({ kind }) => {
        if (kind === 'start') second = growAtlas(request('busy')).catch((error: unknown) => error);
      },
    });
    let second: Promise<unknown> | undefined;
    await growAtlas(busy);
    expect(await second).toMatchObject({
      code: 'ATLAS_UNUSABLE',
      message: expect.stringMatching(/another process is making the atlas in .*busy \(\d+ on /),
    });
  });

  it('a damaged atlas.json, and a missing sheet', async () => {
    const broken = request('broken', { layers: ['first'] });
    await growAtlas(broken);
    rmSync(join(broken.folder, 'first-0.webp'));
    await expect(growAtlas(request('broken'))).rejects.toMatchObject({
      code: 'ATLAS_UNUSABLE',
      message: expect.stringContaining('first-0.webp, a part of the atlas, cannot be read'),
    });
    appendFileSync(join(broken.folder, 'atlas.json'), '}');
    await expect(growAtlas(request('broken'))).rejects.toMatchObject({
      code: 'ATLAS_UNUSABLE',
      message: expect.stringContaining('atlas.json is damaged (it is not JSON)'),
    });
    expect(existsSync(pageFile(broken.folder))).toBe(true);
  });

  it('a folder that cannot be created', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(growAtlas(request('file/atlas'))).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE', exitCode: 2 });
  });
});

describe('the journal', () => {
  it('keeps its entries, and starts over for another plan', async () => {
    const folder = mkdtempSync(join(root, 'journal-'));
    const head = { network: { name: 'small', hash: 'ab'.repeat(32) }, plan: PLAN, layer: 'a/b' };
    const measured = (await readAtlas(join(root, 'whole')))!.layers[0]!.neurons[1]!;
    const { similar: _, ...own } = measured;
    const thumbnail = grating({ side: 32, angle: 1, period: 7, from: [9, 99, 199], to: [0, 0, 0] });
    const journal = await openJournal(folder, head);
    expect(journal.entries.size).toBe(0);
    await journal.append({ measured: own, thumbnail });
    await journal.close();
    const again = await openJournal(folder, head);
    expect([...again.entries.keys()]).toEqual([1]);
    expect(again.entries.get(1)!.measured).toEqual(own);
    expect(Buffer.from(again.entries.get(1)!.thumbnail.data)).toEqual(Buffer.from(thumbnail.data));
    await again.close();
    // In version 1 the first line had no version, and some measures had other names.
    const file = journalFile(folder, head.layer);
    const [, entry] = readFileSync(file, 'utf8').split('\n');
    const old = entry!.slice(17).replace('"convergence"', '"quickness"').replace('"dead"', '"silent"');
    writeFileSync(file, [JSON.stringify(head), old].map((json) => `${checksum(json)} ${json}\n`).join(''));
    const version1 = await openJournal(folder, head);
    expect(version1.entries.get(1)!.measured).toEqual(own);
    await version1.append({ measured: { ...own, neuron: 2 }, thumbnail });
    await version1.close();
    expect([...(await readJournal(folder, head)).keys()]).toEqual([1, 2]);
    const other = await openJournal(folder, { ...head, plan: { ...PLAN, seed: 8 } });
    expect(other.entries.size).toBe(0);
    await other.close();
  });
});

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, 16);
}

describe('the measures of an ascent', () => {
  it('say how early half of the gain was reached', () => {
    expect(convergence([0, 10, 10, 10, 10])).toBeCloseTo(1 - 0.5 / 4, 9);
    expect(convergence([0, 0, 0, 0, 10])).toBeCloseTo(0.5 / 4, 9);
    expect(convergence([-4, -2, 0, 2, 4])).toBeCloseTo(0.5, 9);
    expect(convergence([3, 3])).toBe(0);
    expect(convergence([3, 2, 1])).toBe(0);
  });

  it('round scores to six digits', () => {
    const still = {
      width: 1,
      height: 1,
      data: new Uint8Array(3),
      startScore: 0.123456789,
      endScore: 1234567,
      curve: [0, 1],
      isActive: false,
    };
    expect(climbMeasures(still)).toEqual({ scoreStart: 0.123457, scoreEnd: 1234570, convergence: 0.5, dead: true });
  });
});

describe('the plan of a thumbnail', () => {
  it('is larger where the layer needs it', async () => {
    const inception = await openNetwork('inception-v3');
    expect(thumbnailPlan(inception, 'mixed4', { cell: 96 })).toMatchObject({ width: 96, margin: 16, fromPixels: 64 });
    const { width, margin, minimumSize } = thumbnailPlan(inception, 'mixed10', { cell: 32 });
    expect(width + 2 * margin).toBe(minimumSize);
  });
});
