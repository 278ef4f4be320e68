// PyTorch as a contender, if a Python here has it.

import { fileURLToPath } from 'node:url';
import { type Absent, type Contender, openContender } from './contender.js';

/** Python commands to look for PyTorch in: BENCH_PYTHON, the one in PATH, and Debian's. */
const PYTHONS = [process.env.BENCH_PYTHON ?? 'python3', 'python3', '/usr/bin/python3'];

/** Starts a script of this folder with the first Python that has PyTorch. */
export async function openPytorch(
  script: string,
  {
    size,
    threads,
    layout,
  }: { readonly size: number; readonly threads: number; readonly layout: 'contiguous' | 'channels_last' },
): Promise<Contender | Absent> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  let opened: Contender | Absent = { name: 'PyTorch', reason: 'there is no Python' };
  for (const python of PYTHONS) {
    opened = await openContender('PyTorch', python, [path, `${size}`, `${threads}`, layout]);
    if ('step' in opened) break;
  }
  return opened;
}
