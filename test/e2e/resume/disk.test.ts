import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ending, listing, start, untilEvent } from '../cli.js';
import { frameFrom, last, openResumeTest, SEGMENTS } from './film.js';

const { cwd, render, expectSame } = openResumeTest();

/** Mounts a file system of this size; `null` if none can be mounted. */
function mount(place: string, options: string): string | null {
  mkdirSync(place, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place]).status === 0 ? place : null;
}

const canMount = (() => {
  const place = mount(join(cwd, 'trial'), 'size=64k');
  if (place !== null) spawnSync('umount', [place]);
  return place !== null;
})();

describe.skipIf(!canMount)('on a separate disk (skipped if none can be mounted)', () => {
  it('a film waits while the disk is full, resumes when there is space, and is the same', async () => {
    const place = mount(join(cwd, 'full'), 'size=12m')!;
    try {
      const child = start(['render', 'film.yaml', '--out', 'full/', ...SEGMENTS, '--wait', '2m'], { cwd });
      const end = ending(child);
      await untilEvent(child, frameFrom(3));
      const filler = join(place, 'filler');
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=16k']);
      await untilEvent(child, ({ kind, isWaiting }) => kind === 'disk' && isWaiting === true);
      await new Promise((resolve) => setTimeout(resolve, 300));
      rmSync(filler);
      const done = await end;
      expect(done.code).toBe(0);
      expect(
        done.events
          .filter(({ kind }) => kind === 'disk')
          .map(({ isWaiting }) => isWaiting)
          .slice(0, 2),
      ).toEqual([true, false]);
      expectSame('full');
    } finally {
      spawnSync('umount', ['-l', place]);
    }
  });

  it('a film stops and is kept if there is no space for too long, and resumes later', async () => {
    const place = mount(join(cwd, 'stays full'), 'size=12m')!;
    try {
      const child = start(['render', 'film.yaml', '--out', 'stays full/', ...SEGMENTS, '--wait', '1s'], { cwd });
      const end = ending(child);
      await untilEvent(child, frameFrom(3));
      const filler = join(place, 'filler');
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=16k']);
      const stopped = await end;
      expect(stopped.code).toBe(1);
      expect(last(stopped.events, 'error')).toMatchObject({ code: 'DISK_FULL' });
      rmSync(filler);
      expect((await render('stays full')).code).toBe(0);
      expectSame('stays full');
    } finally {
      spawnSync('umount', ['-l', place]);
    }
  });

  it('a film that does not fit is refused before its first frame', async () => {
    const place = mount(join(cwd, 'small'), 'size=100k')!;
    try {
      const refused = await render('small');
      expect(refused.code).toBe(1);
      expect(last(refused.events, 'error')).toMatchObject({
        code: 'DISK_FULL',
        message: expect.stringContaining('needs about'),
      });
      expect(listing(place)).toEqual([]);
    } finally {
      spawnSync('umount', ['-l', place]);
    }
  });

  it('a film in a read-only folder is refused', async () => {
    const place = mount(join(cwd, 'read only'), 'size=1m,ro')!;
    try {
      const refused = await render('read only');
      expect(refused.code).toBe(2);
      expect(last(refused.events, 'error')).toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    } finally {
      spawnSync('umount', ['-l', place]);
    }
  });
});
