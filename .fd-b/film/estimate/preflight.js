// Checks that the machine has enough disk space and memory for a film. Otherwise the render is refused before its first
// frame.
import { dirname } from 'node:path';
import { freeBytes } from '../../disk/disk-errors.js';
import { UserError } from '../../errors.js';
import { layerCosts } from '../../network/layer-costs.js';
import { machineMemory } from '../../network/session-cache.js';
import { stateBytes } from '../job/checkpoint.js';
import { filmBytes, memoryBytes } from './estimate.js';
/** The most checkpoints on the disk, with the one being written. */
const CHECKPOINTS = 4;
/** The most segments whose raw frames are on the disk. */
const RAW_SEGMENTS = 2;
/** Estimates what a film needs. */
export function needsOf({ settings, timeline, model }, { format }, plan) {
    const { width, height } = settings;
    const frames = plan.last - plan.first + 1;
    const rawFrames = RAW_SEGMENTS * plan.lengthOf(0) * width * height * 3;
    const checkpoints = CHECKPOINTS * stateBytes(settings);
    return {
        disk: 2 * filmBytes(settings, frames, format.name) + rawFrames + checkpoints,
        memory: memoryBytes({ settings, timeline, costs: layerCosts(model) }),
    };
}
/**
 * Checks that the machine has enough disk space and memory.
 *
 * @param film - Path of the film.
 * @param there - Bytes that the film's job already has on the disk.
 * @throws UserError DISK_FULL, MEMORY_SHORT.
 */
export async function checkNeeds({ disk, memory }, film, there) {
    const free = await freeBytes(dirname(film));
    if (free !== null && free + there < disk) {
        const available = megabytes(free + there);
        const message = `${film} needs about ${megabytes(disk)} during the render, but only ${available} are free`;
        const hint = `free some space in ${dirname(film)}, write to another disk, or make the film shorter or smaller`;
        throw new UserError('DISK_FULL', message, { hint });
    }
    const most = machineMemory();
    if (memory > most) {
        const message = `${film} needs about ${megabytes(memory)} of memory, but this machine has only ${megabytes(most)}`;
        throw new UserError('MEMORY_SHORT', message, { hint: 'make it smaller with --size' });
    }
}
function megabytes(bytes) {
    return `${Math.max(1, Math.round(bytes / 1e6)).toLocaleString('en')} MB`;
}
//# sourceMappingURL=preflight.js.map