// What a disk refuses, told to its user: no room, no permission, no such place.

import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from '../errors.js';

/** A disk error as the UserError it means for `target`; anything else as it is. */
export function explainDiskError(error: unknown, target: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(target, '', error);
  const why = UNWRITABLE[code];
  if (why === undefined) return error;
  return new UserError('OUTPUT_UNWRITABLE', `'${target}' cannot be written: ${why}`, {
    hint: 'choose another place for the output',
    cause: error,
  });
}

/** The error for a full disk. `when` is appended to the message: `after frame 12`. */
export function diskFull(target: string, when: string, cause?: unknown): UserError {
  return new UserError(
    'DISK_FULL',
    `the disk is full: '${target}' could not be written${when === '' ? '' : ` ${when}`}`,
    {
      hint: `free some space in ${dirname(target)}, or write elsewhere`,
      cause,
    },
  );
}

/** Whether there is no room left in a folder (under 64 kB); `false` where the system does not tell. */
export async function isDiskFull(folder: string): Promise<boolean> {
  return ((await freeBytes(folder)) ?? Infinity) < 1 << 16;
}

/** Bytes that may still be written in a folder; `null` where the system does not tell. */
export async function freeBytes(folder: string): Promise<number | null> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
}

const UNWRITABLE: Readonly<Record<string, string | undefined>> = {
  ENOENT: 'its folder cannot be made',
  EACCES: 'permission denied',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of its path is not a folder',
  EEXIST: 'a part of its path is not a folder',
  EISDIR: 'it is a folder',
  ENOTEMPTY: 'it is a folder with something in it',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its path is a circle of links',
  EINVAL: 'the file system refuses the name',
};
