// Measures neurons per minute: npx tsx bench/stills.ts [neurons]. Compares the worker pool that neurozoom chooses with
// one session that uses all threads for one picture after the other, at 128 px, at an atlas's 96 px and at 256 px. Both
// are measured in one run; compare the ratio. Needs a build (npm run build).

import { availableParallelism } from 'node:os';
import { onnxEngine } from '../src/engines/onnx-engine.js';
import { openNetwork } from '../src/models/load.js';
import { openSessionCache } from '../src/network/session-cache.js';
import { parsePicture } from '../src/preset/load.js';
import { growStills } from '../src/stills/grow-stills.js';
import { preparePicture } from '../src/stills/prepare.js';
import { growStill } from '../src/stills/still.js';
import { table } from './table.js';

const LAYER = 'block8';
/** The targets are for two threads. */
const THREADS = Math.min(2, availableParallelism());
const COUNT = Number(process.argv[2] ?? 12);
const GRID = 50;
const ATLAS = 768;

const model = await openNetwork('efficientnet-lite0');
const rows = [await race(128), await race(96), await race(256)];
console.log(`${LAYER}, ${COUNT} neurons, ${THREADS} threads\n`);
console.log(
  table(
    ['size', 'one by one, per minute', 'pool, per minute', 'ratio', `${GRID} neurons, s`, `${ATLAS} neurons, min`],
    rows,
  ),
);

/** Seconds per neuron in both ways. The pool's time includes its start (threads, sessions), the other's does not. */
async function race(size: number): Promise<readonly string[]> {
  const show = `[[${Array.from({ length: COUNT }, (_, i) => `${LAYER}:${i * 7}`).join(', ')}]]`;
  const settings = parsePicture(`picture: sheet\nsize: ${size}x${size}\nshow: ${show}\n`, { name: 'bench' });
  const { requests, plan } = preparePicture(model, settings);
  const sessions = openSessionCache(model, await onnxEngine({ threads: THREADS }));
  await growStill(sessions.of, requests[0]!, { ...plan, enlargements: 1, finish: 0 });
  const few = requests.slice(0, Math.max(2, Math.floor(COUNT / 3)));
  const alone = await seconds(async () => {
    for (const request of few) await growStill(sessions.of, request, plan);
  });
  await sessions.close();
  let first = 0;
  const pool = await seconds(async () => {
    const started = performance.now();
    for await (const _ of growStills(model, requests, plan, { threads: THREADS })) {
      if (first === 0) first = (performance.now() - started) / 1000;
    }
  });
  const [each, together] = [alone / few.length, pool / COUNT];
  // With many neurons the start matters less. This is the time per neuron after the first one.
  const rest = (pool - first) / (COUNT - 1);
  const takes = (count: number) => first + (count - 1) * rest;
  return [
    `${size} px`,
    (60 / each).toFixed(0),
    (60 / together).toFixed(0),
    `${(each / together).toFixed(2)} x`,
    takes(GRID).toFixed(0),
    (takes(ATLAS) / 60).toFixed(1),
  ];
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
