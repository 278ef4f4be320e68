// Helpers of the end-to-end tests.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { runInProcess } from '../support/in-process.js';
import type { Place, Run } from './program.js';

export * from './program.js';

/** A folder for the tests of one file, with a name that is difficult for shells and ffmpeg. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "e2e it's %d -"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Runs a command line in this process, in another folder and environment: half a second faster than `run`, which
 * starts the built program. Signals, and variables that Node.js reads at its start, need `run`.
 */
export async function call(args: readonly string[], { cwd, env = {} }: Pick<Place, 'cwd' | 'env'>): Promise<Run> {
  const before = process.cwd();
  process.chdir(cwd);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  try {
    return await runInProcess(args);
  } finally {
    vi.unstubAllEnvs();
    process.chdir(before);
  }
}
