// The folder of a job, beside its film: the job file, the lock, the checkpoints, the raw frames of the open segment,
// the sealed segments. The next render of the same film finds it and resumes.

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
import { FRESH_HINT, JOB_VERSION, type JobFile, jobFolderOf, readJobFile, writeJobFile } from './job-file.js';
import { openRawFrames } from './raw-frames.js';
import type { SegmentPlan } from './segment-plan.js';
import { dropSegments, firstDamaged, listSegments } from './segment-writer.js';

/** The job that a render opens. */
export interface JobRequest {
  /** Absolute path of the finished film. */
  readonly film: string;
  readonly name: string;
  readonly command: readonly string[] | null;
  readonly identity: Identity;
  readonly plan: SegmentPlan;
  /** The format of the segments. */
  readonly format: VideoFormat;
  /** Deletes what an interrupted render has made. */
  readonly fresh: boolean;
  /** Resumes even if something differs. */
  readonly force: boolean;
  /** Takes the lock from any holder. */
  readonly breakLock?: boolean | undefined;
  readonly onLock?: ((event: LockEvent) => void) | undefined;
  /** Ends the wait for a lock; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A render waits for a lock whose holder may have ended, or has taken it over. */
export interface LockEvent {
  readonly kind: 'lock';
  readonly state: 'waiting' | 'taken over';
  readonly pid: number;
  readonly host: string;
  /** Time since the holder's last heartbeat. */
  readonly silentSeconds: number;
  /** The longest wait for another heartbeat; 0 once the lock is taken over. */
  readonly waitSeconds: number;
}

/** A job whose lock this process holds. */
export interface Job {
  readonly folder: string;
  readonly file: JobFile;
  /** Where to resume; `null` for a new film. */
  readonly resume: Checkpoint | null;
  /** The damaged files that were found and skipped, as texts. */
  readonly damage: readonly string[];
  /**
   * Goes back to the newest checkpoint up to a frame, and removes everything made after it.
   *
   * @returns `null` if there is none.
   */
  rewind(frame: number): Promise<Checkpoint | null>;
  /** @throws UserError JOB_BUSY when another process has taken the lock over. */
  checkLock(): Promise<void>;
  /** Removes the folder with its contents. */
  remove(): Promise<void>;
  /** Releases the lock; the files stay for the next render. */
  close(): Promise<void>;
}

/**
 * Opens the job of a film: that of an interrupted render, or a new one. Waits if another host holds the lock but sends
 * no heartbeat.
 *
 * @throws UserError JOB_BUSY, JOB_DIFFERS, JOB_DAMAGED; OUTPUT_UNWRITABLE, DISK_FULL.
 */
export async function openJob(request: JobRequest): Promise<Job> {
  const folder = jobFolderOf(request.film);
  try {
    await checkFolder(folder);
    await makeFolders(folder);
    const lock = await lockJob(folder, request);
    try {
      return await openLocked(request, folder, lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    throw explainDiskError(error, folder);
  }
}

/** The lock file of a job's folder. */
export function lockFileOf(folder: string): string {
  return join(folder, LOCK);
}

const LOCK = 'lock';

async function lockJob(folder: string, { film, breakLock, onLock, signal }: JobRequest): Promise<Lock> {
  const emit = (state: LockEvent['state'], { pid, host, silentMs }: LockHolder, waitMs: number) =>
    onLock?.({ kind: 'lock', state, pid, host, silentSeconds: silentMs / 1000, waitSeconds: waitMs / 1000 });
  const lock = await takeLock(lockFileOf(folder), {
    force: breakLock,
    onWait: (holder, leftMs) => emit('waiting', holder, leftMs),
    signal,
  });
  if ('holder' in lock) throw jobBusyError(film, lock.holder);
  if (lock.takenFrom !== null) emit('taken over', lock.takenFrom, 0);
  return lock;
}

/** The error for a job that another process works on. */
export function jobBusyError(film: string, { pid, host, since }: LockHolder): UserError {
  return new UserError('JOB_BUSY', `process ${pid} on ${host} has been rendering ${film} since ${since}`, {
    hint:
      'wait for it, or choose another name with --out; ' +
      'if that process no longer exists, --break-lock takes over its lock',
  });
}

async function openLocked(request: JobRequest, folder: string, lock: Lock): Promise<Job> {
  await removeTemporary(folder);
  if (request.fresh) await empty(folder);
  const known = await readJobFile(folder);
  const file = known === null ? newJob(request) : await reconcile(known, request);
  if (file !== known) await writeJobFile(folder, file);
  const damage: string[] = [];
  const rewind = (frame: number) => recover(folder, file.id, request, damage, frame);
  const resume = await rewind(Infinity);
  return {
    folder,
    file,
    resume,
    damage,
    rewind,
    async checkLock() {
      if (await lock.isHeld()) return;
      throw new UserError('JOB_BUSY', `another process has taken over the lock of ${folder}`, {
        hint: 'let one process at a time render a film',
      });
    },
    remove: () => remove(folder).finally(lock.release),
    close: lock.release,
  };
}

/** @throws UserError OUTPUT_UNWRITABLE for a folder with anything but the files of a job. */
async function checkFolder(folder: string): Promise<void> {
  const found = await ifExists(lstat(folder));
  if (found === null) return;
  const foreign = found.isDirectory() ? (await listFolder(folder)).find((name) => !OURS.test(name)) : '';
  if (foreign === undefined) return;
  const why = foreign === '' ? 'it is not a folder' : `it contains '${foreign}', which is not a file of a job`;
  throw new UserError('OUTPUT_UNWRITABLE', `the render needs the folder ${folder}, but ${why}`, {
    hint: 'move it away, or give the film another name',
  });
}

/** The files that a job's folder may contain. */
const OURS = new RegExp(
  [
    String.raw`job\.json|lock|state-\d{8}\.bin|frames-\d{5,}\.rgb`,
    String.raw`\d{5,}-[0-9a-f]{16}(\.\w+)?|\d{5,}\.part(\.\w+)?|segments\.ffconcat|film(-old|\.\w+)?`,
    String.raw`(poster|sheet)\.png|sound-[0-9a-f]{16}(-[0-9a-f]{16})?\.flac|settings\.yaml|preview-.*|\.neurozoom-.*|.*\.tmp`,
  ]
    .map((names) => `^(?:${names})$`)
    .join('|'),
);

async function removeTemporary(folder: string): Promise<void> {
  const isTemporary = (name: string) => name.endsWith(TEMPORARY) || /^(film|preview-|poster|sheet|settings)/.test(name);
  await removeNames(folder, isTemporary);
}

async function empty(folder: string): Promise<void> {
  await removeNames(folder, (name) => name !== LOCK);
}

async function removeNames(folder: string, isRemoved: (name: string) => boolean): Promise<void> {
  const names = (await listFolder(folder)).filter(isRemoved);
  await Promise.all(names.map((name) => remove(join(folder, name))));
}

function newJob({ name, command, identity }: JobRequest): JobFile {
  return { version: JOB_VERSION, id: randomUUID(), name, command, identity, mixed: [] };
}

/** The job to resume. @throws UserError JOB_DIFFERS when something has changed, unless by force. */
async function reconcile(known: JobFile, { film, identity, command, force }: JobRequest): Promise<JobFile> {
  const different = differences(known.identity, identity);
  if (different.length === 0) return known;
  const rest = different.length - MAX_NAMED;
  const changes = `${different.slice(0, MAX_NAMED).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
  const [incompatible] = incompatibilities(known.identity, identity);
  if (force && incompatible === undefined) {
    return { ...known, identity, command, mixed: [...known.mixed, changes] };
  }
  const hint =
    incompatible === undefined
      ? `${FRESH_HINT}, or with --force-resume to resume anyway; the film is then marked as mixed`
      : `${FRESH_HINT}; a render with another ${incompatible} cannot be resumed`;
  throw new UserError('JOB_DIFFERS', `${film} has an unfinished render with other settings: ${changes}`, { hint });
}

/** The most differences that a message lists. */
const MAX_NAMED = 4;

/**
 * Finds the newest checkpoint with all the files that it needs, and removes everything made after it.
 *
 * @throws UserError JOB_DAMAGED when there are checkpoints, but none can be used.
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
      damage.push(`segment ${missing} is missing or damaged`);
      continue;
    }
    const { width, height } = identity.settings;
    if (!(await hasRawFrames(folder, segment, checkpoint.rawFrameCrcs, width * height * 3))) {
      damage.push(`the raw frames before frame ${checkpoint.frame} are missing or damaged`);
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
  throw new UserError('JOB_DAMAGED', `the unfinished render of ${film} cannot be resumed: ${damage.join('; ')}`, {
    hint: FRESH_HINT,
  });
}

async function tryState(state: StateFile, id: string, damage: string[]): Promise<Checkpoint | null> {
  return loadCheckpoint(state, id).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    damage.push(`the checkpoint before frame ${state.frame} is damaged: ${why}`);
    return null;
  });
}

async function hasRawFrames(
  folder: string,
  segment: number,
  crcs: readonly number[],
  frameBytes: number,
): Promise<boolean> {
  if (crcs.length === 0) return true;
  const frames = await openRawFrames(folder, segment);
  try {
    const frame = Buffer.alloc(frameBytes);
    for (const [index, crc] of crcs.entries()) {
      if ((await frames.read(index, frame)) !== crc) return false;
    }
    return true;
  } catch {
    return false;
  } finally {
    await frames.close();
  }
}
