// Grows one picture from noise (or a photo) to its full size and records its score.
import { evaluate, sessionsOf } from '../optvis/ascend.js';
import { showMaster } from '../optvis/grade.js';
import { growing, growthShares, masterSize, startMaster } from '../optvis/grow.js';
import { openOctaveAscent } from '../optvis/octaves.js';
import { largestTile, tiledSessions } from '../optvis/tiles.js';
/**
 * Larger masters are climbed in tiles, since InceptionV3 up to mixed4 takes 1.1 GB at 1024 px. The context covers most
 * of mixed4's receptive field; pixels farther away have little influence.
 */
const TILING = { side: 768, context: 64 };
/**
 * Size of the largest input of the network while a picture grows: its master, or a tile with its context. In pixels.
 */
export function largestEvaluated(plan) {
    return largestTile(masterSize(plan, 1), TILING);
}
/** Grows a picture. The same request and plan give the same picture, on any number of threads (see `onnxEngine`). */
export async function growStill(sessions, request, plan, observer = {}) {
    const still = openStill(sessions, request, plan, observer);
    while (!(await still.grow()))
        observer.signal?.throwIfAborted();
    return still.finish();
}
/**
 * Starts a picture.
 *
 * @param shownTerms - How many terms of the objective the scores include; the later ones only guide the climb.
 */
export function openStill(untiled, { objective, seed }, plan, { signal, onPiece } = {}, shownTerms = objective.length) {
    const tiling = { ...TILING, signal };
    const sessions = tiledSessions(untiled, tiling);
    const shown = objective.slice(0, shownTerms);
    const pieces = growing(openOctaveAscent(untiled, tiling), objective, { ...plan, seed }, signal);
    const shares = growthShares(plan);
    const curve = [];
    let last;
    return {
        async grow() {
            const { value } = await pieces.next();
            if (value === undefined)
                return true;
            last = value;
            if (value.scores.length > 0)
                curve.push(weighted(shown, value.scores));
            onPiece?.(value.done, value.of, shares[value.done - 1]);
            return value.done === value.of;
        },
        async finish() {
            const { master } = last;
            const end = weighted(shown, await scoresOf(sessions, master, shown));
            const outputs = await scoresOf(sessions, master, shown.map(toOutput));
            const { width, height } = plan;
            const data = new Uint8Array(width * height * 3);
            showMaster(master, plan.margin, plan.grade, { width, height, data });
            const first = plan.init ?? startMaster(plan, 1, seed);
            const start = weighted(shown, await scoresOf(sessions, first, shown));
            return {
                ...{ width, height, data },
                ...{ startScore: start, endScore: end, curve: [...curve, end] },
                isActive: outputs.some((output) => output !== 0),
            };
        },
    };
}
/** The output of the layer for the same neurons. */
function toOutput({ neuron, weight }) {
    const { layer, index, direction } = neuron;
    const channels = { ...(index === undefined ? {} : { index }), ...(direction === undefined ? {} : { direction }) };
    return { neuron: { layer, ...channels, kind: 'activation' }, weight };
}
function weighted(objective, scores) {
    return objective.reduce((sum, { weight }, i) => sum + weight * scores[i], 0);
}
/** The score of each term on a master. */
async function scoresOf(sessions, master, objective) {
    const image = { shape: master.shape, data: master.data.map((value) => 0.5 * value + 0.5) };
    const scores = [];
    const atOnce = sessionsOf(objective);
    for (const { neuron } of objective) {
        scores.push((await evaluate(sessions, image, [{ neuron, weight: 1 }], atOnce)).score);
    }
    return scores;
}
//# sourceMappingURL=still.js.map