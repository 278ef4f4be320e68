// Reads and writes the file that describes a job. It is written once, with a checksum.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../../disk/durable.js';
import { ifExists } from '../../disk/files.js';
import { UserError } from '../../errors.js';
import { version } from '../../preset/version.js';
import { identitySchema } from './identity.js';
/** Extension of a job's folder, which lies beside its film and has the film's name. */
export const JOB_EXTENSION = '.zoom';
/** Version of the job folder's format. Raise it when the format of any file in the folder changes. */
export const JOB_VERSION = 1;
const jobSchema = z.strictObject({
    version: z.literal(JOB_VERSION),
    id: z.uuid(),
    name: z.string(),
    command: z.array(z.string()).readonly().nullable(),
    identity: identitySchema,
    mixed: z.array(z.string()).readonly(),
});
/** The part that every version of the file has, so that an error can name the program that wrote it. */
const anyVersionSchema = z.looseObject({
    version: z.number(),
    identity: z.looseObject({ program: z.string() }),
});
/** The folder of a film's job. */
export function jobFolderOf(film) {
    return `${film}${JOB_EXTENSION}`;
}
/** The film of a job's folder. */
export function filmOf(folder) {
    return join(dirname(folder), basename(folder, JOB_EXTENSION));
}
/** Writes the file durably. */
export async function writeJobFile(folder, job) {
    const text = JSON.stringify(job);
    await writeDurably(pathOf(folder), `{"checksum":"${checksum(text)}","job":${text}}\n`);
}
/**
 * Reads the file.
 *
 * @returns `null` if there is none.
 * @throws UserError JOB_DAMAGED when it is damaged; JOB_DIFFERS when another version of neurozoom wrote it in another
 *   format.
 */
export async function readJobFile(folder) {
    const text = await ifExists(readFile(pathOf(folder), 'utf8'));
    if (text === null)
        return null;
    const [, sum, body] = /^\{"checksum":"([0-9a-f]{64})","job":(.*)\}\n$/s.exec(text) ?? [];
    if (body === undefined || checksum(body) !== sum)
        throw damaged(folder, 'its checksum is wrong');
    const json = JSON.parse(body);
    const { data: written } = anyVersionSchema.safeParse(json);
    if (written?.version !== JOB_VERSION)
        throw await ofAnotherVersion(folder, written?.identity.program);
    const read = jobSchema.safeParse(json);
    if (read.success)
        return read.data;
    const [issue] = read.error.issues;
    throw damaged(folder, `${issue.path.join('.')}: ${issue.message}`);
}
/** The hint for every damaged job. */
export const FRESH_HINT = 'render with --fresh to start over';
function damaged(folder, why) {
    return new UserError('JOB_DAMAGED', `${pathOf(folder)} is damaged: ${why}`, { hint: FRESH_HINT });
}
async function ofAnotherVersion(folder, program) {
    const other = program === undefined ? 'an older version of neurozoom' : `neurozoom ${program}`;
    return new UserError('JOB_DIFFERS', `${filmOf(folder)} has an unfinished render by ${other}, which neurozoom ${await version()} cannot read`, { hint: `${FRESH_HINT}, or finish it with ${program === undefined ? 'that version' : other}` });
}
function pathOf(folder) {
    return join(folder, 'job.json');
}
function checksum(text) {
    return createHash('sha256').update(text).digest('hex');
}
//# sourceMappingURL=job-file.js.map