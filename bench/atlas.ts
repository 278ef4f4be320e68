// Measures an atlas: npx tsx bench/atlas.ts. Thumbnails per minute, and how its page opens and scrolls with 5,000
// neurons in a real Chromium (skipped if there is none). Needs a build (npm run build).

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pageFile } from '../src/atlas/folder.js';
import { openNetwork } from '../src/models/load.js';
import { CELL, thumbnailPlan } from '../src/stills/atlas/plan.js';
import { growStills } from '../src/stills/grow-stills.js';
import type { Rgb8Image } from '../src/tensor/pixels.js';
import { openStream } from '../src/tensor/random.js';
import { standIn, writeSyntheticAtlas } from '../test/support/atlases.js';
import { CHROMIUM, openChromium } from '../test/support/web/chromium.js';
import { median, minimum, table } from './table.js';

const THREADS = 2;
const NEURONS = 5_000;
const RUNS = 3;

async function climbing(layer: string, count: number) {
  const model = await openNetwork('efficientnet-lite0');
  const requests = Array.from({ length: count }, (_, i) => ({
    objective: [{ neuron: { layer, index: i * 31 }, weight: 1 }],
    seed: 7,
  }));
  let first: number | undefined;
  for await (const _ of growStills(model, requests, thumbnailPlan(model, layer, { cell: CELL }), {
    threads: THREADS,
  })) {
    first ??= performance.now(); // before it, sessions were opened
  }
  const perMinute = ((count - 1) * 60_000) / (performance.now() - first!);
  return [
    `thumbnails of ${layer} at ${CELL} px, ${THREADS} threads`,
    `${perMinute.toFixed(0)} per minute`,
    '64 (768 in 12 min)',
  ];
}

async function page() {
  if (CHROMIUM === undefined) return [['the page in Chromium', 'no Chromium here', '']];
  const folder = await mkdtemp(join(tmpdir(), 'atlas-'));
  const browser = await openChromium();
  try {
    const pictures = Array.from({ length: 100 }, (_, i) => texture(i));
    const picture = (neuron: number) => pictures[neuron % pictures.length]!;
    const layers = Array.from({ length: 8 }, (_, i) => ({ name: `mixed${i}`, count: NEURONS / 8, picture }));
    await writeSyntheticAtlas(folder, layers, { cell: CELL });
    const file = pageFile(folder);
    const opened: number[] = [];
    const frames: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      const before = performance.now();
      await tab.goto(pathToFileURL(file).href, { waitUntil: 'commit' });
      await tab.locator('canvas[data-drawn]').nth(80).waitFor();
      opened.push(performance.now() - before);
      await tab.waitForLoadState('load');
      frames.push(...(await tab.evaluate<number[]>(SCROLL)));
      await tab.close();
    }
    const megabytes = (await stat(file)).size / 1e6;
    const slow = frames.filter((milliseconds) => milliseconds > 34).length / frames.length;
    return [
      [
        `page of ${NEURONS} neurons, ${megabytes.toFixed(0)} MB: to the first screen`,
        `${minimum(opened).toFixed(0)} ms`,
        '< 2000 ms',
      ],
      ['scrolling: median time of a frame', `${median(frames).toFixed(1)} ms`, '16.7 ms'],
      ['scrolling: frames that take longer than two', `${(100 * slow).toFixed(1)} %`, ''],
    ];
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Noise on a grating. As JPEG it has about 4 kB, like the picture of a neuron. */
function texture(seed: number): Rgb8Image {
  const { width, height, data } = standIn(seed, 100, CELL);
  const random = openStream(seed, 'texture');
  return {
    width,
    height,
    data: data.map((value) => Math.max(0, Math.min(255, value + 90 * (random.uniform() - 0.5)))),
  };
}

/** Scrolls 40 pixels per frame for 200 frames, and returns the milliseconds of each. */
const SCROLL = `new Promise((resolve) => {
  const box = document.getElementById('scroller');
  const frames = [];
  let before;
  const step = (now) => {
    if (before !== undefined) frames.push(now - before);
    before = now;
    box.scrollTop += 40;
    if (frames.length < 200) requestAnimationFrame(step);
    else resolve(frames);
  };
  requestAnimationFrame(step);
})`;

const rows = [await climbing('block8', 24), ...(await page())];
console.log(table(['an atlas', 'measured', 'wanted'], rows));
