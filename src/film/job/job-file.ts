// The file that says what a job is: written once, sealed by a checksum.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writeDurably } from '../../disk/durable.js';
import { ifExists } from '../../disk/files.js';
import { UserError } from '../../errors.js';
import type { Identity } from './identity.js';

/** Ending of a job's folder, which stands beside its film and is called after it. */
export const JOB_ENDING = '.zoom';

/** What a job is. */
export interface JobFile {
  /** Of this job alone; its states carry it. */
  readonly id: string;
  /** What the film is called when it has no title. */
  readonly name: string;
  /** The words of the command line that goes on with it, without the film's place; null where none was told. */
  readonly command: readonly string[] | null;
  readonly identity: Identity;
  /** What the identity was before it was gone on with by force, oldest first: in words. */
  readonly mixed: readonly string[];
}

/** The folder of a film's job. */
export function jobFolderOf(film: string): string {
  return `${film}${JOB_ENDING}`;
}

/** The film of a job's folder. */
export function filmOf(folder: string): string {
  return join(dirname(folder), basename(folder, JOB_ENDING));
}

/** Writes the file durably. */
export async function writeJobFile(folder: string, job: JobFile): Promise<void> {
  const text = JSON.stringify(job);
  await writeDurably(pathOf(folder), `{"checksum":"${checksum(text)}","job":${text}}\n`);
}

/**
 * Reads the file.
 *
 * @returns `null` when there is none.
 * @throws UserError JOB_DAMAGED when it is not what was written, or was written by a version that did it otherwise.
 */
export async function readJobFile(folder: string): Promise<JobFile | null> {
  const text = await ifExists(readFile(pathOf(folder), 'utf8'));
  if (text === null) return null;
  const [, sum, body] = /^\{"checksum":"([0-9a-f]{64})","job":(.*)\}\n$/s.exec(text) ?? [];
  if (body === undefined || checksum(body) !== sum) {
    throw new UserError('JOB_DAMAGED', `${pathOf(folder)} is damaged: its checksum is wrong`, { hint: FRESH_HINT });
  }
  return JSON.parse(body) as JobFile;
}

/** What always helps. */
export const FRESH_HINT = 'render with --fresh to start over';

function pathOf(folder: string): string {
  return join(folder, 'job.json');
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
