// Refuses an ascent that cannot work before the first frame: octaves too small for the layers, and keys too far apart
// for the camera's motion.
import { UserError } from '../errors.js';
import { masterSize } from '../optvis/grow.js';
import { MAX_CADENCE, motionOf } from '../timeline/cadence.js';
import { LEAST_OCTAVE } from '../timeline/octaves.js';
/**
 * The most that a picture may move from key to key, as `motionOf`: a zoom of 1.3. Only the next key adds new
 * detail; until then the edges and details of a frame are enlarged.
 */
const MOST_MOTION = Math.log(1.3);
/** Keys of longer films are sampled. */
const MOST_CHECKED = 5_000;
/**
 * Checks the octaves and the cadence of a film.
 *
 * @param smallest - The smallest master that the film's layers can take, in pixels a side.
 * @throws UserError SIZE_TOO_SMALL for an octave, with the smallest one that fits; PRESET_INVALID for a cadence, with
 *   the largest one that the motion allows.
 */
export function checkAscent(settings, timeline, smallest) {
    checkOctaves(settings, timeline, smallest);
    if (settings.ascent.cadence !== 'auto')
        checkCadence(timeline);
}
function checkOctaves({ width, height, ascent }, timeline, layersNeed) {
    const smallest = Math.max(LEAST_OCTAVE, layersNeed);
    const size = masterSize({ width, height, margin: ascent.margin }, 1);
    const short = Math.min(size.width, size.height);
    const { octaves } = timeline.shot(0).ascent;
    const [coarsest] = typeof ascent.octaves === 'object' ? ascent.octaves : octaves;
    if (ascent.octaves === 'auto' || coarsest === undefined || coarsest.scale === 1)
        return;
    const pixels = Math.round(short * coarsest.scale);
    if (pixels >= smallest)
        return;
    const most = 1 + Math.max(0, Math.floor(Math.log2(short / smallest)));
    const hint = typeof ascent.octaves === 'number'
        ? `use at most ${most} octaves, a larger size, or octaves: auto`
        : `use scales of at least ${(Math.ceil((1000 * smallest) / short) / 1000).toString()}, or a larger size`;
    throw new UserError('SIZE_TOO_SMALL', `the coarsest octave has ${pixels} px on its short side, fewer than ${smallest}`, { hint, problems: [{ path: ['ascent', 'octaves'], message: `${pixels} px are too few` }] });
}
function checkCadence({ frameCount, shot }) {
    const stride = Math.max(1, Math.ceil(frameCount / MOST_CHECKED));
    for (let start = 0; start < frameCount; start += stride) {
        let motion = 0;
        for (let frame = start + 1; frame < frameCount; frame++) {
            const { move, isKey } = shot(frame);
            motion += motionOf(move);
            if (motion > MOST_MOTION && frame - start > 1)
                throw tooFar(start, motion / (frame - start));
            if (isKey)
                break;
        }
    }
}
function tooFar(frame, speed) {
    const most = Math.max(1, Math.min(MAX_CADENCE, Math.floor(MOST_MOTION / speed)));
    return new UserError('PRESET_INVALID', `the keys after frame ${frame} are too far apart for the camera: the picture would change more than 1.3 times`, {
        hint: `use a cadence of at most ${most} there, a slower camera, or cadence: auto`,
        problems: [{ path: ['ascent', 'cadence'], message: `a cadence above ${most} is too slow for the camera` }],
    });
}
//# sourceMappingURL=check-ascent.js.map