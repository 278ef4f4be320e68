// Measures one gradient step of VGG16, the network of the article "What do computers see?", to block5_conv1 with 2
// threads, against PyTorch and the machine's peak; the opening of its 58 MB file; and memory at 512 px: npx tsx
// bench/vgg.ts [rounds]. The weights are random, in the official layout.

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStream } from '../src/tensor/random.js';
import { tensor } from '../src/tensor/tensor.js';
import { weightsFile } from '../test/support/networks/keras-files.js';
import { type Absent, type Contender, openContender } from './contender.js';
import { openPytorch } from './pytorch.js';
import { median, minimum, table } from './table.js';

const SIZE = 256;
const BLOCKS = [
  [2, 64],
  [2, 128],
  [3, 256],
  [3, 512],
  [3, 512],
] as const;
/**
 * A multiply-add counts as two operations. Includes all convolutions before the last, forward and for the gradient; the
 * last one costs only one channel.
 */
const GIGAFLOP = 2 * 2 * multiplyAdds();
const rounds = Number(process.argv[2] ?? 5);

const folder = await mkdtemp(join(tmpdir(), 'neurozoom-bench-'));
try {
  const file = join(folder, 'vgg16.h5');
  await writeFile(file, await weights());
  await race(file);
  const large = await present('neurozoom', process.execPath, ['--import', 'tsx', here('vgg-ours.ts'), file, '512']);
  await large?.step();
  await large?.close();
} finally {
  await rm(folder, { recursive: true });
}

async function race(file: string): Promise<void> {
  const before = performance.now();
  const ours = await present('neurozoom', process.execPath, ['--import', 'tsx', here('vgg-ours.ts'), file, `${SIZE}`]);
  const opened = (performance.now() - before) / 1000;
  const others = [
    presentOne(await openPytorch('vgg-pytorch.py', { size: SIZE, threads: 2, layout: 'contiguous' })),
    presentOne(await openPytorch('vgg-pytorch.py', { size: SIZE, threads: 2, layout: 'channels_last' })),
    await peak(),
  ];
  const contenders = [ours, ...others].flatMap((one) => (one === undefined ? [] : [{ one, times: [] as number[] }]));
  for (let round = 0; round < rounds; round++) {
    for (const { one, times } of contenders) for (let i = 0; i < 3; i++) times.push(await one.step());
  }
  const base = minimum(contenders[0]!.times);
  const rows = contenders.map(({ one, times }) => [
    one.description,
    minimum(times).toFixed(0),
    median(times).toFixed(0),
    `${(minimum(times) / base).toFixed(2)} x`,
    (GIGAFLOP / (minimum(times) / 1000)).toFixed(0),
  ]);
  for (const { one } of contenders) await one.close();
  console.log(`\nVGG16 to block5_conv1 at ${SIZE} px, ${GIGAFLOP.toFixed(1)} GFLOP per step`);
  console.log(table(['one gradient step', 'min ms', 'median ms', 'min / ours', 'GFLOP/s at min'], rows));
  console.log(`from the start of the process to the first gradient, including the 58 MB file: ${opened.toFixed(1)} s`);
}

async function present(name: string, command: string, args: readonly string[]): Promise<Contender | undefined> {
  return presentOne(await openContender(name, command, args));
}

function presentOne(opened: Contender | Absent): Contender | undefined {
  if ('step' in opened) return opened;
  console.log(`skipped ${opened.name}: ${opened.reason}`);
  return undefined;
}

async function peak(): Promise<Contender | undefined> {
  const program = join(folder, 'peak');
  try {
    execFileSync('cc', ['-O3', '-march=native', '-ffast-math', here('peak.c'), '-o', program, '-lpthread'], {
      stdio: 'ignore',
    });
  } catch {
    console.log('skipped the peak: no C compiler (cc)');
    return undefined;
  }
  return present('peak', program, ['2', `${Math.round(GIGAFLOP * 1000)}`]);
}

function here(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function multiplyAdds(): number {
  let [ins, side, sum] = [3, SIZE, 0];
  for (const [block, [count, outs]] of BLOCKS.entries()) {
    for (let n = 0; n < count; n++) {
      if (block === 4) return sum / 1e9;
      sum += 9 * ins * outs * side * side;
      ins = outs;
    }
    side /= 2;
  }
  return sum / 1e9;
}

function weights(): Promise<Uint8Array> {
  let ins = 3;
  const layers = BLOCKS.flatMap(([count, outs], block) =>
    Array.from({ length: count }, (_, n) => {
      const kernel = tensor([3, 3, ins, outs]);
      const reach = Math.sqrt(6 / (9 * ins));
      openStream(1, 'vgg', block, n).fillUniform(kernel.data, -reach, reach);
      ins = outs;
      const name = `block${block + 1}_conv${n + 1}`;
      const named = (kind: string) => `${name}/${kind}:0`;
      return {
        name,
        weights: [
          { name: named('kernel'), value: kernel },
          { name: named('bias'), value: tensor([outs]) },
        ],
      };
    }),
  );
  return weightsFile(layers);
}
