// Compiles the kernels. As a program (`npm run kernels`) it writes src/tensor/simd/kernels.ts.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../../src/tensor/simd/', import.meta.url));
const COMPILER = fileURLToPath(new URL('../../../node_modules/assemblyscript/bin/asc.js', import.meta.url));
const SOURCE = 'kernels.as.ts';
const OPTIONS = '--runtime stub --noExportMemory --importMemory --enable simd -O3'.split(' ');
const LINE = 100;

/** The text of kernels.ts for the kernels as they are. */
export function compiledKernels(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
  const out = join(folder, 'kernels.wasm');
  execFileSync(process.execPath, [COMPILER, SOURCE, '--outFile', out, ...OPTIONS], { cwd: FOLDER });
  const wasm = readFileSync(out);
  rmSync(folder, { recursive: true });
  const text = wasm.toString('base64');
  const lines = text.match(new RegExp(`.{1,${LINE}}`, 'g'))!.map((line) => `  '${line}'`);
  return `// Compiled from ${SOURCE} by \`npm run kernels\`; do not edit.

/** The kernels as WebAssembly, in base64. */
export const KERNELS =
${lines.join(' +\n')};
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(`${FOLDER}kernels.ts`, compiledKernels());
}
