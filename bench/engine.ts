// Measures one gradient step with 2 threads, ours and others', and where ours spends its time: npx tsx bench/engine.ts
// [rounds]. The contenders take turns in one run. Compare the ratios: the milliseconds depend on the machine.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Absent, type Contender, openContender } from './contender.js';
import { SETTINGS, THREADS } from './engine-setting.js';
import { openPytorch } from './pytorch.js';
import { median, minimum, table } from './table.js';

const DEFAULT_ROUNDS = 6;
/** Consecutive steps per round. Fast contenders take more, so that each has an equal chance of a quiet moment. */
const STEPS = { ours: 12, pytorch: 4, tfjs: 1 };
/** Steps under the profiler. */
const PROFILED_STEPS = 40;
const CONVOLUTION = 'convolutions';

const rounds = Number(process.argv[2] ?? DEFAULT_ROUNDS);
console.log(`${THREADS} threads; ${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.versions.node}`);
for (const [word, { title, sizes }] of Object.entries(SETTINGS)) {
  for (const size of sizes) {
    console.log(`\n${title} at ${size} px\n`);
    await race(word, size, rounds);
  }
  await profile(word, sizes[0]!);
}

async function race(word: string, size: number, count: number): Promise<void> {
  const { python } = SETTINGS[word]!;
  const pytorch = async (layout: 'contiguous' | 'channels_last') => ({
    steps: STEPS.pytorch,
    opened: await openPytorch(python, { size, threads: THREADS, layout }),
  });
  const tfjs = async () => ({
    steps: STEPS.tfjs,
    opened: await openTypeScript('TensorFlow.js', 'engine-tfjs.ts', `${size}`),
  });
  const contenders = [
    { steps: STEPS.ours, opened: await openTypeScript('neurozoom', 'engine-ours.ts', word, `${size}`) },
    ...(word === 'inception' ? [await tfjs()] : []),
    await pytorch('contiguous'),
    await pytorch('channels_last'),
  ];
  const present = contenders.flatMap(({ steps, opened }) =>
    isAbsent(opened) ? [] : [{ steps, contender: opened, times: [] as number[] }],
  );
  for (let round = 0; round < count; round++) {
    for (const { steps, contender, times } of present) {
      for (let step = 0; step < steps; step++) times.push(await contender.step());
    }
  }
  const [ours] = present;
  const rows = present.map(({ contender, times }) => [
    contender.description,
    minimum(times).toFixed(1),
    median(times).toFixed(1),
    `${(minimum(times) / minimum(ours!.times)).toFixed(2)} x`,
    `${(median(times) / median(ours!.times)).toFixed(2)} x`,
  ]);
  for (const { contender } of present) await contender.close();
  console.log(table(['one gradient step', 'min ms', 'median ms', 'min / ours', 'median / ours'], rows));
  for (const { opened } of contenders) if (isAbsent(opened)) console.log(`skipped ${opened.name}: ${opened.reason}`);
}

function isAbsent(opened: Contender | Absent): opened is Absent {
  return 'reason' in opened;
}

function openTypeScript(name: string, file: string, ...args: string[]): Promise<Contender | Absent> {
  return openContender(name, process.execPath, ['--import', 'tsx', pathOf(file), ...args]);
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** The time of onnxruntime's operations in its profile: the median of each operation's runs, summed by kind. */
async function profile(word: string, size: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'neurozoom-bench-'));
  try {
    const opened = await openTypeScript('neurozoom', 'engine-ours.ts', word, `${size}`, join(folder, 'profile'));
    if (isAbsent(opened)) throw new Error(opened.reason);
    for (let step = 0; step < PROFILED_STEPS; step++) await opened.step();
    await opened.close();
    console.log(`\n${shares(await readEvents(folder))}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  /** Microseconds. */
  readonly dur: number;
  readonly args: { readonly op_name?: string };
}

async function readEvents(folder: string): Promise<ProfileEvent[]> {
  const [file] = await readdir(folder);
  return JSON.parse(await readFile(join(folder, file!), 'utf8')) as ProfileEvent[];
}

function shares(events: readonly ProfileEvent[]): string {
  const runs = new Map<string, { readonly kind: string; readonly times: number[] }>();
  for (const { cat, name, dur, args } of events) {
    if (cat !== 'Node' || !name.endsWith('_kernel_time')) continue;
    const run = runs.get(name) ?? { kind: kindOf(name, args.op_name ?? ''), times: [] };
    run.times.push(dur);
    runs.set(name, run);
  }
  const sums = new Map<string, { count: number; minima: number; medians: number }>();
  for (const { kind, times } of runs.values()) {
    const sum = sums.get(kind) ?? { count: 0, minima: 0, medians: 0 };
    const [least, middle] = [minimum(times), median(times)];
    sums.set(kind, { count: sum.count + 1, minima: sum.minima + least, medians: sum.medians + middle });
  }
  const total = [...sums.values()].reduce((all, { minima, medians }) => [all[0]! + minima, all[1]! + medians], [0, 0]);
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  const row = (kind: string, { count, minima, medians }: { count: number; minima: number; medians: number }) => [
    kind,
    `${count}`,
    (medians / 1000).toFixed(2),
    share(medians, total[1]!),
    share(minima, total[0]!),
  ];
  const convolutions = [...sums].filter(([kind]) => kind.startsWith(CONVOLUTION)).map(([, sum]) => sum);
  const all = convolutions.reduce(
    (sum, one) => ({
      count: sum.count + one.count,
      minima: sum.minima + one.minima,
      medians: sum.medians + one.medians,
    }),
    { count: 0, minima: 0, medians: 0 },
  );
  const sorted = [...sums].sort(([, a], [, b]) => b.medians - a.medians);
  const rows = [row('all convolutions', all), ...sorted.map(([kind, sum]) => row(kind, sum))];
  return table(['within ours (onnxruntime profile)', 'nodes', 'median ms', 'of medians', 'of minima'], rows);
}

/** The masks of the backward pass are convolutions with a fused hard sigmoid or leaky ReLU, and have its name. */
function kindOf(name: string, operation: string): string {
  if (operation === 'ConvTranspose') return `${CONVOLUTION}, transposed`;
  if (operation !== 'Conv' && operation !== 'FusedConv') return operation;
  return /^(?:HardSigmoid|LeakyRelu)/.test(name) ? `${CONVOLUTION}, masks` : CONVOLUTION;
}
