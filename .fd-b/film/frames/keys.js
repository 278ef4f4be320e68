// The keys of a film, the frames that are climbed: each grows out of the one before. Warp the master, add fresh noise,
// climb, correct the tone.
import { NotFiniteError, rootMeanSquare } from '../../optvis/conditioning.js';
import { holdStatistics } from '../../optvis/grade.js';
import { enlargeMaster, leastScale } from '../../optvis/grow.js';
import { openOctaveAscent } from '../../optvis/octaves.js';
import { addNoise } from '../../optvis/transform.js';
import { composeMotions } from '../../tensor/motion.js';
import { openStream } from '../../tensor/random.js';
import { warp } from '../../tensor/resample.js';
import { tensor } from '../../tensor/tensor.js';
/**
 * Larger pictures are climbed in tiles: a session takes 0.3 GB at 620x550 px and 0.55 GB at 1056x620 (block8 of the
 * bundled network), and a crossfade needs two. A small context suffices, since large forms come from octaves that are
 * not cut.
 */
export const FILM_TILING = { side: 640, context: 32 };
/** The tiling of a film whose layers need masters of at least this size. A tile has at least half its largest side. */
export function filmTiling({ minimumSize, signal }) {
    return { ...FILM_TILING, side: Math.max(FILM_TILING.side, 2 * minimumSize), signal };
}
/** Opens nothing yet: sessions are opened when the first key needs them. */
export function openKeyMaker(options) {
    const { timeline, seed, look, margin, rateBackoff, signal } = options;
    const ascent = openOctaveAscent(options.sessions, filmTiling(options));
    let spare;
    const scaleAt = (frame) => clampScale(options, timeline.shot(Math.max(0, frame)).scale);
    /** A tensor of the master's shape whose values are no longer needed. */
    const scratchFor = (master) => {
        if (spare?.data.length !== master.data.length)
            spare = tensor(master.shape);
        return spare;
    };
    /** The master of the key before, moved or enlarged to the position and size of this key. */
    const bring = ({ key, master }, moves, scale) => {
        const before = scaleAt(key);
        if (scale !== before)
            return enlargeMaster(options, master, scale, scale / before);
        const moved = tensor(master.shape);
        const [height, width] = master.shape.slice(2);
        warp(master, moved, composeMotions(moves, { width, height }));
        return moved;
    };
    return {
        async make(from, key) {
            signal?.throwIfAborted();
            const began = performance.now();
            const shot = withBackoff(timeline.shot(key), key, rateBackoff);
            const moves = Array.from({ length: key - from.key }, (_, i) => onMaster(options, timeline.shot(from.key + 1 + i).move));
            const scale = scaleAt(key);
            const master = bring(from, moves, scale);
            const unclimbed = moves.length > 1 ? { shape: master.shape, data: master.data.slice() } : undefined;
            addNoise(master, scratchFor(master), shot.ascent.noise, openStream(seed, 'noise', key));
            const warped = performance.now();
            const climb = { ...shot.ascent, look };
            const scores = await ascent.climb(master, shot.active.neurons, climb, { seed, frame: key }, signal);
            const climbed = performance.now();
            holdStatistics(master, margin, shot.grade);
            if (!Number.isFinite(rootMeanSquare(master.data)))
                throw new NotFiniteError('master');
            return {
                ...{ shot, master, scores },
                composition: { first: from.master, moved: unclimbed, next: master, moves, scale },
                times: { warp: warped - began, climb: climbed - warped, grade: performance.now() - climbed },
            };
        },
    };
}
function withBackoff(shot, frame, backoff) {
    if (backoff === undefined || frame > backoff.until)
        return shot;
    const { rate, octaves } = shot.ascent;
    const slower = octaves.map((octave) => ({ ...octave, rate: octave.rate * backoff.factor }));
    return { ...shot, ascent: { ...shot.ascent, rate: rate * backoff.factor, octaves: slower } };
}
/** Keeps a scale between the smallest that the layers can take and the size of the film. */
export function clampScale(options, scale) {
    return Math.min(1, Math.max(scale, leastScale(options, options.minimumSize)));
}
/** Converts a move's fractions of the frame into fractions of the master, which is larger by the margins. */
function onMaster({ width, height, margin }, move) {
    const x = width / (width + 2 * margin);
    const y = height / (height + 2 * margin);
    return { ...move, panX: move.panX * x, panY: move.panY * y, focusX: move.focusX * x, focusY: move.focusY * y };
}
//# sourceMappingURL=keys.js.map