// Turns disk errors into messages for users: no space, no permission, no such folder.
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError, UserError } from '../errors.js';
/** The UserError for a disk error on `target`; any other error unchanged. */
export function explainDiskError(error, target) {
    if (!isSystemError(error))
        return error;
    if (error.code === 'ENOSPC' || error.code === 'EDQUOT')
        return diskFull(target, '', error);
    const why = UNWRITABLE[error.code];
    if (why === undefined)
        return error;
    return new UserError('OUTPUT_UNWRITABLE', `'${target}' cannot be written: ${why}`, {
        hint: 'choose another folder or name',
        cause: error,
    });
}
/** The error for a full disk. @param when - Appended to the message, for example `after frame 12`. */
export function diskFull(target, when, cause) {
    return new UserError('DISK_FULL', `the disk is full: '${target}' could not be written${when === '' ? '' : ` ${when}`}`, {
        hint: `free some space in ${dirname(target)}, or choose a folder on another disk`,
        cause,
    });
}
/** Whether less than 64 kB are free in a folder; `false` if the system does not say. */
export async function isDiskFull(folder) {
    return ((await freeBytes(folder)) ?? Infinity) < 1 << 16;
}
/** The free bytes in a folder; `null` if the system does not say. */
export async function freeBytes(folder) {
    return statfs(folder).then(({ bavail, bsize }) => bavail * bsize, () => null);
}
const UNWRITABLE = {
    ENOENT: 'its folder cannot be created',
    EACCES: 'permission denied',
    EPERM: 'the operation is not permitted',
    EROFS: 'the file system is read-only',
    ENOTDIR: 'a part of its path is not a folder',
    EEXIST: 'a part of its path is not a folder',
    EISDIR: 'it is a folder',
    ENOTEMPTY: 'it is a folder that is not empty',
    ENAMETOOLONG: 'the name is too long',
    ELOOP: 'its path is a loop of links',
    EINVAL: 'the file system refuses the name',
};
//# sourceMappingURL=disk-errors.js.map