// One temporary folder for a whole run of the tests, which is removed at its end: whatever a test leaves is named, and
// fails the run.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What several test files share, made by the first that needs it. */
const SHARED = ['neurozoom-test-weights', 'neurozoom-test-cache'];

/** @returns What ends the run. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'neurozoom-tests-'));
  // Workers, and the programs that they start, inherit it: os.tmpdir() reads these.
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) process.env[name] = folder;
  // What is heard of the built-in presets' tracks is kept there instead of in the user's own cache.
  process.env.NEUROZOOM_CACHE ??= join(folder, 'neurozoom-test-cache');
  return () => {
    const left = readdirSync(folder).filter((name) => !SHARED.includes(name));
    rmSync(folder, { recursive: true, force: true });
    if (left.length > 0)
      throw new Error(`Expected tests to leave nothing in the temporary folder, got ${left.join(', ')}.`);
  };
}
