// Octaves: the same neurons climbed at several scales of one picture, from coarse to fine, as in google/deepdream, but
// at every key of a film. A neuron makes forms of a fixed number of pixels; in a small copy of the picture they are
// large parts of it, and a step there costs a fraction of one at full size. The changes in the copy are enlarged
// and added to the picture, so the picture keeps its detail.
import { openStream } from '../tensor/random.js';
import { resize } from '../tensor/resample.js';
import { MASTER_BOUND, openAscent } from './ascend.js';
import { tileCount, tiledSessions, tileShift } from './tiles.js';
import { randomOffset } from './transform.js';
/** The scores of the coarsest octave that was climbed; the others see only parts of its forms. */
export function coarsestScores(octaves) {
    return octaves.find((scores) => scores.length > 0) ?? [];
}
/** An octave rolls by at most this share of its short side, or a roll would wrap its large forms around. */
const JITTER_SHARE = 1 / 8;
/**
 * Opens nothing yet: sessions come from `sessions`.
 *
 * @param tiling - How to cut pictures that are too large for the network as a whole. @default not cut
 */
export function openOctaveAscent(untiled, tiling) {
    const sessions = tiling === undefined ? untiled : tiledSessions(untiled, tiling);
    // One ascent per octave, since an ascent keeps buffers of one size.
    const ascents = [];
    return {
        async climb(master, objective, { octaves, jitter, ...how }, { seed, frame }, signal) {
            const pictures = copiesOf(master, octaves);
            const scores = [];
            let change;
            for (const [i, { scale, ...steps }] of octaves.entries()) {
                const picture = pictures[i];
                const before = picture === master ? undefined : picture.data.slice();
                if (change !== undefined)
                    addChange(picture, change);
                if (steps.steps === 0)
                    scores.push([]);
                else {
                    ascents[i] ??= openAscent(sessions);
                    const [height, width] = picture.shape.slice(2);
                    const most = Math.floor(JITTER_SHARE * Math.min(height, width));
                    const rolls = rollsOf({ height, width }, scale === 1 ? jitter : Math.min(jitter, most), (use, step) => 
                    // The coarsest octave draws the same numbers as a picture of one scale and as that of a smaller film.
                    openStream(seed, use, frame, step, ...(i === 0 ? [] : [i])));
                    scores.push(await ascents[i].climb(picture, objective, { ...how, ...steps, ...rolls }, signal));
                }
                change = before === undefined ? undefined : changeOf(picture, before);
            }
            if (change !== undefined)
                addChange(master, change);
            return scores;
        },
    };
    /** The roll of each step: a jitter, and an offset of the tiles if the picture is cut. */
    function rollsOf(size, jitter, draw) {
        const jitterAt = (step) => randomOffset(draw('jitter', step), jitter);
        if (tiling === undefined || tileCount(size, tiling) === 1)
            return { jitterAt };
        return {
            carriesPositions: true,
            jitterAt(step) {
                const { dy, dx } = jitterAt(step);
                const shift = tileShift(size, tiling, draw('tiles', step));
                return { dy: dy + shift.dy, dx: dx + shift.dx };
            },
        };
    }
}
/** The picture of each octave, each reduced from the next one; the master itself at scale 1. */
function copiesOf(master, octaves) {
    const [height, width] = master.shape.slice(2);
    let larger = master;
    const copies = [...octaves].reverse().map(({ scale }) => {
        const size = (side) => Math.max(1, Math.round(side * scale));
        if (scale !== 1)
            larger = resize(larger, size(height), size(width));
        return larger;
    });
    return copies.reverse();
}
/** Replaces the original of a copy by the change in the copy. */
function changeOf({ shape, data }, before) {
    for (let i = 0; i < before.length; i++)
        before[i] = data[i] - before[i];
    return { shape, data: before };
}
/** Adds the change in a smaller copy to a picture. */
function addChange({ shape, data }, change) {
    const [height, width] = shape.slice(2);
    const more = resize(change, height, width).data;
    for (let i = 0; i < data.length; i++) {
        const value = data[i] + more[i];
        data[i] = value < -MASTER_BOUND ? -MASTER_BOUND : value > MASTER_BOUND ? MASTER_BOUND : value;
    }
}
//# sourceMappingURL=octaves.js.map