// The folder in which a film is made, beside the film: what the job is, its lock, its states, the frames of the open segment, the sealed segments. It is
// found again by the next render of the same film, which goes on where this one stopped.

import { randomUUID } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { explainDiskError } from '../../disk/disk-errors.js';
import { makeFolders, TEMPORARY } from '../../disk/durable.js';
import { ifExists, listFolder, remove } from '../../disk/files.js';
import { type Lock, type LockHolder, takeLock } from '../../disk/lock.js';
import { UserError } from '../../errors.js';
import type { VideoFormat } from '../../video/encode/formats.js';
import { type Checkpoint, listStates, loadCheckpoint, pruneStates, type StateFile } from './checkpoint.js';
import { differences, type Identity, incompatibilities } from './identity.js';
import { FRESH_HINT, type JobFile, jobFolderOf, readJobFile, writeJobFile } from './job-file.js';
import { openRawFrames } from './raw-frames.js';
import type { SegmentPlan } from './segment-plan.js';
import { dropSegments, firstDamaged, listSegments } from './segment-writer.js';

/** The job that a render wants. */
export interface JobRequest {
  /** Absolute final name. */
  readonly film: string;
  readonly name: string;
  readonly command: readonly string[] | null;
  readonly identity: Identity;
  readonly plan: SegmentPlan;
  /** Of the segments. */
  readonly format: VideoFormat;
  /** Throws away what there is. */
  readonly fresh: boolean;
  /** Goes on though something differs. */
  readonly force: boolean;
}

/** A job that is ours. */
export interface Job {
  readonly folder: string;
  readonly file: JobFile;
  /** Where to go on; `null` for a film that is begun. */
  readonly resume: Checkpoint | null;
  /** What was found damaged on the way there, in words. */
  readonly damage: readonly string[];
  /**
   * Goes back to the newest state up to a frame, and throws away what came after it.
   *
   * @returns `null` when there is none.
   */
  rewind(frame: number): Promise<Checkpoint | null>;
  /** @throws UserError JOB_BUSY when the lock was taken away. */
  checkLock(): Promise<void>;
  /** Removes the folder with all that is in it. */
  remove(): Promise<void>;
  /** Leaves everything for the next time. */
  close(): Promise<void>;
}

/**
 * Opens the job of a film: the one that was interrupted, or a new one.
 *
 * @throws UserError JOB_BUSY, JOB_DIFFERS, JOB_DAMAGED; OUTPUT_UNWRITABLE, DISK_FULL.
 */
export async function openJob(wish: JobRequest): Promise<Job> {
  const folder = jobFolderOf(wish.film);
  try {
    await checkFolder(folder);
    await makeFolders(folder);
    const lock = await takeLock(join(folder, 'lock'));
    if ('holder' in lock) throw jobBusyError(wish.film, lock.holder);
    try {
      return await openLocked(wish, folder, lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    throw explainDiskError(error, folder);
  }
}

/** The error for a job that somebody else works at. */
export function jobBusyError(film: string, { pid, host, since }: LockHolder): UserError {
  return new UserError('JOB_BUSY', `${film} is being rendered by process ${pid} on ${host}, since ${since}`, {
    hint: 'wait for it, or give this film another name with --out',
  });
}

async function openLocked(wish: JobRequest, folder: string, lock: Lock): Promise<Job> {
  await removeTemporary(folder);
  if (wish.fresh) await empty(folder);
  const known = await readJobFile(folder);
  const file = known === null ? newJob(wish) : await reconcile(known, wish);
  if (file !== known) await writeJobFile(folder, file);
  const damage: string[] = [];
  const rewind = (frame: number) => recover(folder, file.id, wish, damage, frame);
  const resume = await rewind(Infinity);
  return {
    folder,
    file,
    resume,
    damage,
    rewind,
    async checkLock() {
      if (await lock.isHeld()) return;
      throw new UserError('JOB_BUSY', `the lock of ${folder} was taken away`, {
        hint: 'let one process at a time render a film',
      });
    },
    async remove() {
      await remove(folder).finally(lock.release);
    },
    close: lock.release,
  };
}

/** Nothing of anybody else's is taken for a job. */
async function checkFolder(folder: string): Promise<void> {
  const found = await ifExists(lstat(folder));
  if (found === null) return;
  const foreign = found.isDirectory() ? (await listFolder(folder)).find((name) => !OURS.test(name)) : '';
  if (foreign === undefined) return;
  throw new UserError(
    'OUTPUT_UNWRITABLE',
    `${folder} is in the way: it is no job of neurozoom's${foreign === '' ? '' : ` (it holds '${foreign}')`}`,
    {
      hint: 'move it away, or give the film another name',
    },
  );
}

/** What may lie in a job's folder. */
const OURS =
  /^(job\.json|lock|state-\d{8}\.bin|frames-\d{5,}\.rgb|\d{5,}-[0-9a-f]{16}(\.\w+)?|\d{5,}\.part(\.\w+)?|segments\.ffconcat|film(-old|\.\w+)?|(poster|sheet)\.png|settings\.yaml|preview-.*|\.neurozoom-.*|.*\.tmp)$/;

async function removeTemporary(folder: string): Promise<void> {
  const names = (await listFolder(folder)).filter(
    (name) => name.endsWith(TEMPORARY) || /^(film|preview-|poster|sheet|settings)/.test(name),
  );
  await Promise.all(names.map((name) => remove(join(folder, name))));
}

async function empty(folder: string): Promise<void> {
  const names = (await listFolder(folder)).filter((name) => name !== 'lock');
  await Promise.all(names.map((name) => remove(join(folder, name))));
}

function newJob({ name, command, identity }: JobRequest): JobFile {
  return { id: randomUUID(), name, command, identity, mixed: [] };
}

/** The job to go on with. @throws UserError JOB_DIFFERS when something is not as it was, unless by force. */
async function reconcile(known: JobFile, { film, identity, command, force }: JobRequest): Promise<JobFile> {
  const different = differences(known.identity, identity);
  if (different.length === 0) return known;
  const told = `${different.slice(0, MOST_TOLD).join('; ')}${different.length > MOST_TOLD ? `; and ${different.length - MOST_TOLD} more` : ''}`;
  const inTheWay = incompatibilities(known.identity, identity);
  if (!force || inTheWay.length > 0) {
    const hint =
      inTheWay.length > 0
        ? `${FRESH_HINT}; nothing else goes with another ${inTheWay[0]}`
        : `${FRESH_HINT}, or with --force-resume to go on all the same: the film is then marked as mixed`;
    throw new UserError('JOB_DIFFERS', `an unfinished ${film} was begun otherwise: ${told}`, { hint });
  }
  return { ...known, identity, command, mixed: [...known.mixed, told] };
}

/** Differences told at once. */
const MOST_TOLD = 4;

/**
 * The newest state with which everything is there that it needs; what was made after it is thrown away.
 *
 * @throws UserError JOB_DAMAGED when there are states, and none will do.
 */
async function recover(
  folder: string,
  id: string,
  { plan, format, identity, film }: JobRequest,
  damage: string[],
  upTo: number,
): Promise<Checkpoint | null> {
  for (const state of await listStates(folder)) {
    if (state.frame > upTo) continue;
    const checkpoint = await tryState(state, id, damage);
    if (checkpoint === null) continue;
    const segment = plan.segmentOf(checkpoint.frame);
    const missing = await firstDamaged(await listSegments(folder), segment, format);
    if (missing !== null) {
      damage.push(`segment ${missing} is gone or damaged`);
      continue;
    }
    const { width, height } = identity.settings;
    if (!(await isSpooled(folder, segment, checkpoint.rawFrameCrcs, width * height * 3))) {
      damage.push(`the frames before frame ${checkpoint.frame} that were not encoded yet are gone or damaged`);
      continue;
    }
    await dropSegments(folder, segment);
    await pruneStates(folder, checkpoint.frame, plan);
    return checkpoint;
  }
  if (damage.length === 0) {
    await dropSegments(folder, 0);
    return null;
  }
  throw new UserError('JOB_DAMAGED', `an unfinished ${film} cannot be gone on with: ${damage.join('; ')}`, {
    hint: FRESH_HINT,
  });
}

async function tryState(state: StateFile, id: string, damage: string[]): Promise<Checkpoint | null> {
  return loadCheckpoint(state, id).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    damage.push(`the state before frame ${state.frame} is damaged: ${why}`);
    return null;
  });
}

async function isSpooled(
  folder: string,
  segment: number,
  sums: readonly number[],
  frameBytes: number,
): Promise<boolean> {
  if (sums.length === 0) return true;
  const spool = await openRawFrames(folder, segment);
  try {
    const frame = Buffer.alloc(frameBytes);
    for (const [place, sum] of sums.entries()) {
      if ((await spool.read(place, frame)) !== sum) return false;
    }
    return true;
  } catch {
    return false;
  } finally {
    await spool.close();
  }
}
