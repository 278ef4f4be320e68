// The programs of the documentation and of the folder `examples`: type-checked, and run.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPreset } from '../../src/preset/load.js';
import { openTrack } from '../../src/sound/track.js';
import { findFfmpeg } from '../../src/video/encode/ffmpeg.js';
import { type Outcome, openWorkshop, type Program, programIn, type Server } from '../support/docs/programs.js';
import { architectureFile } from '../support/onnx/nets.js';
import { blocks, PAGES } from '../support/web/pages.js';

/** Smaller than what a reader would make. */
const SMALL = [
  'size: 48x48',
  'duration: 240ms',
  'cycle: { neurons: [block1:1] }',
  'opening: { enlargements: 2, steps: 1 }',
  '',
].join('\n');

/** The examples, each with words for something small. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  collage: ['48x48'],
  timeline: ['48x48'],
  'own-network': ['net.onnx', 'torch', '48x48'],
  'synthesise-track': ['track.wav', '2'],
  'atlas-pick': ['stem', 'efficientnet-lite0', '32'],
  'progress-server': ['deep-sea.yaml', '0'],
};

const ofPages = PAGES.flatMap((page) =>
  blocks(page, 'ts').map((text, i): Program => ({ name: `${basename(page, '.md').toLowerCase()}-${i + 1}`, text })),
);
const ofExamples = Object.entries(EXAMPLES).map(([name, words]) => programIn(`examples/${name}.ts`, name, words));
const programs = [...ofPages, ...ofExamples];
const server = 'progress-server';
const running = programs.filter(({ name }) => name !== server);

const workshop = openWorkshop();
const made = (file: string) => join(workshop.folder, file);
afterAll(workshop.remove);

let outcomes: readonly Outcome[];

beforeAll(async () => {
  writeFileSync(made('deep-sea.yaml'), SMALL);
  writeFileSync(made('net.onnx'), architectureFile('plain'));
  expect(await workshop.compile(programs), 'what the compiler says').toBe('');
  outcomes = await workshop.run(running);
}, 300_000);

describe('the programs of the documentation', () => {
  it('are there', () => {
    expect(ofPages.length).toBeGreaterThan(6);
    expect(readdirSync('examples').sort()).toEqual(
      Object.keys(EXAMPLES)
        .map((name) => `${name}.ts`)
        .sort(),
    );
  });

  it.each(running)('$name runs', ({ name }) => {
    const outcome = outcomes.find((one) => one.name === name);
    expect(outcome).toMatchObject({ error: null });
    expect(outcome!.written.join('\n')).not.toMatch(/undefined|NaN/);
  });

  it.each(['output/deep-sea.mp4', 'films/deep-sea.mp4', 'block8-40.png', 'sheet.png'])('make %s', (file) => {
    expect(existsSync(made(file))).toBe(true);
  });

  it('leave no unfinished film', () => {
    expect(readdirSync(made('films')).filter((name) => name.endsWith('.zoom'))).toEqual([]);
  });
});

describe('the examples', () => {
  it('lay frames out', async () => {
    expect(await sharp(made('collage.png')).metadata()).toMatchObject({ width: 4 * 48, height: 3 * 48 });
    // Twelve frames that differ.
    const cells = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        sharp(made('collage.png'))
          .extract({ left: 48 * (i % 4), top: 48 * Math.floor(i / 4), width: 48, height: 48 })
          .raw()
          .toBuffer(),
      ),
    );
    expect(new Set(cells.map((cell) => cell.toString('base64'))).size).toBe(12);
  });

  it('follow a timeline of their own', async () => {
    expect(await sharp(made('tide.webp'), { pages: -1 }).metadata()).toMatchObject({ pages: 24, pageHeight: 48 });
  });

  it('open a network of their own', async () => {
    expect(await sharp(made('own-network.png')).metadata()).toMatchObject({ width: 48, height: 48 });
  });

  it('pick from an atlas', async () => {
    const { cycle } = await loadPreset(made('picked.yaml'));
    expect(cycle.items).toHaveLength(6);
    expect(cycle.items.every((item) => item.kind === 'neuron' && item.layer === 'stem')).toBe(true);
  });

  it('synthesise a track', async () => {
    const { analysis } = await openTrack(made('track.wav'), { ffmpeg: await findFfmpeg() });
    expect(analysis.seconds).toBe(4);
    expect(Math.abs(analysis.beats!.tempo - 120)).toBeLessThan(2);
  });

  it('show progress in a browser', async () => {
    const { url, stop }: Server = await workshop.serve(programs.find(({ name }) => name === server)!);
    try {
      expect(await (await fetch(url)).text()).toContain('new EventSource');
      const events = (await fetch(`${url}events`)).body!.pipeThrough(new TextDecoderStream());
      expect((await fetch(`${url}render`, { method: 'POST', redirect: 'manual' })).status).toBe(303);
      let text = '';
      for await (const chunk of events) {
        text += chunk;
        if (/"kind":"(?:done|error)"/.test(text)) break;
      }
      expect(text).toContain('"kind":"frame"');
      expect(text).toContain('"kind":"done"');
      const image = sharp(Buffer.from(await (await fetch(`${url}frame.png`)).arrayBuffer()));
      expect(await image.metadata()).toMatchObject({ format: 'png', width: 48 });
      expect((await fetch(`${url}nothing`)).status).toBe(404);
    } finally {
      expect(await stop()).toBe(0);
    }
    expect(existsSync(made('output/progress.mp4'))).toBe(true);
  });
});

describe('the folder examples', () => {
  it('is linked from the page on the library', () => {
    const page = readFileSync('docs/library.md', 'utf8');
    for (const name of Object.keys(EXAMPLES)) expect(page).toContain(`${name}.ts`);
  });
});
