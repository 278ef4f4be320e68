import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { unavailableError } from '../../src/engines/onnx-host.js';

/** The folders of binaries in the package, such as `linux/x64`. */
const root = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
const BINARIES = readdirSync(join(root, 'bin'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.node'))
  .map(({ parentPath }) => parentPath.split(/[\\/]/).slice(-2) as [platform: string, arch: string]);

it('says why onnxruntime could not be loaded, if it has a binary', () => {
  expect(BINARIES.length).toBeGreaterThan(3);
  for (const [platform, arch] of BINARIES) {
    expect(unavailableError(platform, arch, new Error('no libstdc++'))).toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
      message: `onnxruntime could not be loaded on ${platform}-${arch}: Error: no libstdc++`,
      hint: 'run npm ci again',
    });
  }
});

it.each([
  ['darwin', 'x64', 'an Intel Mac (darwin-x64)'],
  ['freebsd', 'x64', 'freebsd-x64'],
  ['linux', 'riscv64', 'linux-riscv64'],
])('names %s on %s as unsupported', (platform, arch, name) => {
  expect(unavailableError(platform, arch, new Error())).toMatchObject({
    message: `onnxruntime has no binary for ${name}`,
    hint: expect.stringContaining('supported systems'),
  });
});
