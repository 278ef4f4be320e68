import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { FILMS, survive } from './chaos.js';

const root = mkdtempSync(join(tmpdir(), 'neurozoom-chaos-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

// `npm run test:chaos` does it with all films, 50 times; here are those that the others are parts of. Windows has no process groups.
it.skipIf(process.platform === 'win32').each(FILMS.filter(({ name }) => ['shown growth', 'webm'].includes(name)))(
  'survives kills at random moments: $name',
  async (film) => {
    const seed = Math.floor(Math.random() * 2 ** 32);
    const report = await survive(join(root, film.name), film, 2, seed);
    expect(report.isSame, `seed ${seed}`).toBe(true);
  },
);
