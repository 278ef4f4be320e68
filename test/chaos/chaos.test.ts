import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { FILMS, survive } from './chaos.js';

const root = mkdtempSync(join(tmpdir(), 'neurozoom-chaos-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

// `npm run test:chaos` kills all films, 50 times, at moments that differ from run to run; here are the films that the
// others are parts of, with a fixed seed. Windows has no process groups.
it.skipIf(process.platform === 'win32').each(FILMS.filter(({ name }) => ['shown growth', 'webm'].includes(name)))(
  'survives kills at random moments: $name',
  async (film) => {
    const report = await survive(join(root, film.name), film, 2, 7);
    expect(report.isSame).toBe(true);
  },
);
