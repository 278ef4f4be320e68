// Measures what an evaluation costs beside the program, in a process of its own, against one in the program's own
// process: npx tsx bench/beside.ts [rounds]. Both take turns in one run. Needs a build (npm run build).

import { fileURLToPath } from 'node:url';
import { openContender } from './contender.js';
import { SETTINGS, THREADS } from './engine-setting.js';
import { median, minimum, table } from './table.js';

const ROUNDS = Number(process.argv[2] ?? 60);
/** Consecutive steps per round. */
const STEPS = 4;
/** The most that an evaluation may take beside the program, in its time within. */
const WANTED: ReadonlyMap<number, number> = new Map([
  [256, 1.02],
  [512, 1.005],
]);

const { title } = SETTINGS.lite0!;
console.log(`${title}, ${THREADS} threads, ${ROUNDS} rounds of ${STEPS} steps\n`);
const rows = [];
for (const [size, wanted] of WANTED) rows.push(await race(size, wanted));
console.log(
  table(['one gradient step', 'within, ms', 'beside, ms', 'median ratio', 'ratio of minima', 'wanted'], rows),
);

async function race(size: number, wanted: number): Promise<readonly string[]> {
  const [within, beside] = [await open('within', size), await open('beside', size, 'beside')];
  const times = { within: [] as number[], beside: [] as number[] };
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const one: number[] = [];
    const other: number[] = [];
    for (let step = 0; step < STEPS; step++) one.push(await within.step());
    for (let step = 0; step < STEPS; step++) other.push(await beside.step());
    times.within.push(...one);
    times.beside.push(...other);
    ratios.push(minimum(other) / minimum(one));
  }
  await Promise.all([within.close(), beside.close()]);
  return [
    `${size} px`,
    minimum(times.within).toFixed(2),
    minimum(times.beside).toFixed(2),
    `${median(ratios).toFixed(4)} x`,
    `${(minimum(times.beside) / minimum(times.within)).toFixed(4)} x`,
    `at most ${wanted} x`,
  ];
}

async function open(name: string, size: number, ...more: string[]) {
  const file = fileURLToPath(new URL('engine-ours.ts', import.meta.url));
  const opened = await openContender(name, process.execPath, ['--import', 'tsx', file, 'lite0', `${size}`, ...more]);
  if ('reason' in opened) throw new Error(opened.reason);
  return opened;
}
