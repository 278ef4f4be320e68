// The program writes no files and sends no data without being asked.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listing, run, scratchFolder, writePreset } from './cli.js';

const cwd = scratchFolder();

it.each([
  ['a film', ['render', 'film.yaml', '--size', '64x64']],
  ['pictures by several threads', ['grid', 'block1', '--neurons', '0..23', '--cell', '32', '--threads', '2']],
])('writes only the requested files: %s', async (title, args) => {
  const [home, temporary] = ['home', 'tmp'].map((name) => join(cwd, title, name)) as [string, string];
  for (const folder of [home, temporary]) mkdirSync(folder, { recursive: true });
  writePreset(cwd, 'film.yaml');
  // onnxruntime sends nothing if these variables say that it is being tested.
  const silences = ['CI', 'GITHUB_ACTIONS', 'XDG_CACHE_HOME', 'ORT_DISABLE_TELEMETRY'].map((name) => [name, undefined]);
  const env = { ...Object.fromEntries(silences), HOME: home, TMPDIR: temporary };
  const { code, stderr } = await run(args, { cwd, env });
  expect(stderr).not.toContain('error');
  expect(code).toBe(0);
  expect(listing(home)).toEqual([]);
  expect(listing(temporary)).toEqual([]);
});
