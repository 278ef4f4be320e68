import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { FILMS, survive } from './chaos.js';

const root = mkdtempSync(join(tmpdir(), 'neurozoom-chaos-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

// `npm run test:chaos` does it with all films, 50 times. Windows has no process groups.
it.skipIf(process.platform === 'win32').each(FILMS.filter(({ name }) => name !== 'two layers'))(
  'survives kills at random moments: $name',
  async (film) => {
    const seed = Math.floor(Math.random() * 2 ** 32);
    const report = await survive(join(root, film.name), film, 2, seed);
    expect(report.isSame, `seed ${seed}`).toBe(true);
  },
);
