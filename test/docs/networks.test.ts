// The commands of docs/networks.md, one after the other, as somebody who reads it would type them: in a new folder, with a server in place of the
// official one. VGG16 has made numbers in place of learned ones, so its entry has another checksum; all else is as it is for everybody.

import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { type CatalogEntry, inCatalog } from '../../src/models/store/catalog.js';
import { runInProcess } from '../support/in-process.js';
import { NETWORKS, weightsPath } from '../support/networks/published-weights.js';
import { architectureFile } from '../support/onnx/nets.js';
import { file, serve } from '../support/web/file-server.js';
import { commandsOf } from '../support/web/pages.js';

const COMMANDS = commandsOf('docs/networks.md');
const home = mkdtempSync(join(tmpdir(), 'neurozoom-docs-networks-'));
const here = process.cwd();
let weights: string;

beforeAll(async () => {
  weights = await weightsPath(NETWORKS.find(({ ours }) => ours === 'vgg16')!);
  mkdirSync(join(home, 'mirror'));
  copyFileSync(weights, join(home, 'mirror', inCatalog('vgg16')!.url.split('/').at(-1)!));
  writeFileSync(join(home, 'net.onnx'), architectureFile('residual'));
  process.chdir(home);
  vi.stubEnv('NEUROZOOM_CACHE', join(home, 'cache'));
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy']) vi.stubEnv(name, '');
});

afterAll(() => {
  process.chdir(here);
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

/** Runs a line. @returns What it wrote. */
async function typed(line: string): Promise<string> {
  const words = /^npm start -- (.*)$/.exec(line)![1]!.split(/\s+/);
  const { code, stdout, stderr } = await runInProcess(words);
  expect(code, stderr).toBe(0);
  return `${stdout}${stderr}`;
}

it('the commands of docs/networks.md do what they say', async () => {
  const server = await serve(file(readFileSync(weights)));
  const entry = inCatalog('vgg16')! as { -readonly [key in keyof CatalogEntry]: CatalogEntry[key] };
  const official = { ...entry };
  onTestFinished(() => void Object.assign(entry, official));
  Object.assign(entry, {
    url: `${server.url}/${official.url.split('/').at(-1)}`,
    md5: createHash('md5').update(readFileSync(weights)).digest('hex'),
    bytes: readFileSync(weights).length,
  });

  const told = new Map<string, string>();
  for (const line of COMMANDS) told.set(line.replace(/^npm start -- networks /, ''), await typed(line));
  expect([...told.keys()]).toHaveLength(5);
  expect(told.get('pull vgg16')).toMatch(/^vgg16 downloaded: .*vgg16\.h5/m);
  expect(server.asked).toHaveLength(1);
  expect(told.get('pull vgg16 --from mirror/')).toMatch(/^vgg16 (downloaded|is already here): /m);
  expect(told.get('add net.onnx --preprocessing torch')).toMatch(/^net added: \d+ layers/m);
  expect(told.get('show vgg16 block5_conv1')).toMatch(/block5_conv1/);
  expect(told.get('show vgg16 block5_conv1')).toMatch(/512/);
  expect(told.get('remove net')).toMatch(/^net removed from the list/m);
  expect(existsSync('net.onnx')).toBe(true);
});
