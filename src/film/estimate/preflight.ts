// What a film needs of the machine besides the engine: room on the disk, and memory.

import { dirname } from 'node:path';
import { freeBytes } from '../../disk/disk-errors.js';
import { UserError } from '../../errors.js';
import { layerCosts } from '../../network/layer-costs.js';
import { machineMemory } from '../../network/session-cache.js';
import { stateBytes } from '../job/checkpoint.js';
import type { SegmentPlan } from '../job/segment-plan.js';
import type { FilmOutput } from '../output.js';
import type { PreparedFilm } from '../prepare.js';
import { filmBytes, memoryBytes } from './estimate.js';

/** What a film will take. */
export interface Needs {
  /** On the disk at most, while it is made: segments, the film joined from them, frames and states. Bytes, within a third. */
  readonly disk: number;
  /** Of the process, without ffmpeg. Bytes, within a quarter. */
  readonly memory: number;
}

/** States that lie on the disk at most, one of them in the making. */
const STATES = 4;

/** Segments whose frames lie on the disk at most. */
const SPOOLS = 2;

/** Estimates what a film needs. */
export function needsOf({ settings, timeline, model }: PreparedFilm, { format }: FilmOutput, plan: SegmentPlan): Needs {
  const { width, height } = settings;
  const frames = plan.last - plan.first + 1;
  const spooled = SPOOLS * plan.lengthOf(0) * width * height * 3;
  const states = STATES * stateBytes(settings);
  return {
    disk: 2 * filmBytes(settings, frames, format.name) + spooled + states,
    memory: memoryBytes({ settings, timeline, costs: layerCosts(model) }),
  };
}

/**
 * Refuses what cannot work, before the first frame.
 *
 * @param there - Bytes that lie on the disk already, of the same film.
 * @throws UserError DISK_FULL, MEMORY_SHORT.
 */
export async function checkNeeds({ disk, memory }: Needs, film: string, there: number): Promise<void> {
  const free = await freeBytes(dirname(film));
  if (free !== null && free + there < disk) {
    throw new UserError(
      'DISK_FULL',
      `${film} needs about ${megabytes(disk)} while it is made, and there are ${megabytes(free + there)}`,
      {
        hint: `free some space in ${dirname(film)}, write elsewhere, or make it shorter or smaller`,
      },
    );
  }
  const most = machineMemory();
  if (memory > most) {
    throw new UserError(
      'MEMORY_SHORT',
      `${film} needs about ${megabytes(memory)} of memory, and this machine has ${megabytes(most)}`,
      {
        hint: 'make it smaller with --size',
      },
    );
  }
}

function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1e6)).toLocaleString('en')} MB`;
}
