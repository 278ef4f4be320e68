// What the end-to-end tests share.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export * from './program.js';

/** A folder with a name that shells and ffmpeg stumble over, for the tests of one file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "e2e it's %d -"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
