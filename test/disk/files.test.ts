import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exists, ifExists, isSystemFile, listFolder, remove } from '../../src/disk/files.js';

const folder = mkdtempSync(join(tmpdir(), 'neurozoom-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('system files', () => {
  const SYSTEM = ['.DS_Store', 'Thumbs.db', 'thumbs.DB', 'desktop.ini', '.nfs000000000012ab34', '._film.mp4', 'Icon\r'];

  it.each(SYSTEM)('include %j', (name) => expect(isSystemFile(name)).toBe(true));

  it.each([
    'job.json',
    'film.mp4',
    'my.DS_Store',
    '.nfs',
    'nfs01',
    '000001.png',
    'Icon',
    '.neurozoom-1-1.mp4',
    '_.png',
  ])('%j is none', (name) => expect(isSystemFile(name)).toBe(false));

  it('are left out of a folder', async () => {
    for (const name of [...SYSTEM, 'b.txt', 'a.txt']) writeFileSync(join(folder, name), '');
    expect(await listFolder(folder)).toEqual(['a.txt', 'b.txt']);
  });
});

it('ifExists returns null for a missing file, and throws for an unreadable one', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await ifExists(listFolder(join(folder, 'nowhere')))).toBeNull();
  expect(await ifExists(listFolder(join(folder, 'file', 'below')))).toBeNull();
  await expect(ifExists(Promise.reject(new Error('other')))).rejects.toThrow('other');
});

it('remove deletes a folder with its contents, and accepts a missing one', async () => {
  const deep = join(folder, 'one', 'two');
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(deep, 'Thumbs.db'), '');
  await remove(join(folder, 'one'));
  await remove(join(folder, 'one'));
  expect(await exists(join(folder, 'one'))).toBe(false);
});
