// The ascent: steps up the gradient of an objective, on the float master picture. Each step rolls the picture by a
// random offset, asks the engine for the gradient, conditions it, and adds it with a fixed RMS.
import { gaussianBlur } from '../tensor/filter.js';
import { tensor } from '../tensor/tensor.js';
import { normalize, openConditioner, rootMeanSquare } from './conditioning.js';
import { positionInput } from './objective.js';
import { addRolled, roll } from './transform.js';
/**
 * The master's values stay within plus and minus this, since the network was not trained on brighter whites, and the
 * brightest values would otherwise grow without limit.
 */
export const MASTER_BOUND = 1.25;
/** Opens an ascent. It holds only memory, so it need not be closed. */
export function openAscent(sessions) {
    let scratch;
    return {
        async climb(picture, objective, how, signal) {
            if (scratch?.image.data.length !== picture.data.length || scratch.image.shape[3] !== picture.shape[3]) {
                scratch = openScratch(picture.shape);
            }
            const { image, conditioner } = scratch;
            let measured;
            let scores;
            for (let step = 0; step < how.steps; step++) {
                signal?.throwIfAborted();
                const offset = how.jitterAt(step);
                // The network reads RGB in [0, 1].
                roll(picture, image, offset, { scale: 0.5, offset: 0.5 });
                const rolled = how.carriesPositions === true ? moved(objective, offset, image.shape) : objective;
                const { gradient, ...now } = await gradientOf(sessions, image, rolled, measured);
                scores ??= now.scores;
                measured = now;
                const direction = step === 0 && how.smooth > 0 ? image : gradient;
                if (direction === image)
                    gaussianBlur(gradient, image, how.smooth);
                if (how.look === 'raw')
                    normalize(direction.data);
                else
                    conditioner.condition(direction.data, { bands: how.bands, color: how.color });
                const back = { dy: -offset.dy, dx: -offset.dx };
                addRolled(direction, picture, back, { rate: how.rate, low: -MASTER_BOUND, high: MASTER_BOUND });
            }
            return scores ?? [];
        },
    };
}
/** An objective whose positions are rolled with the picture. */
function moved(objective, { dy, dx }, shape) {
    const [height, width] = shape.slice(2);
    const around = (position) => position - Math.floor(position);
    return objective.map(({ neuron, weight }) => {
        if (neuron.position === undefined)
            return { neuron, weight };
        const { y, x } = neuron.position;
        return { neuron: { ...neuron, position: { y: around(y + dy / height), x: around(x + dx / width) } }, weight };
    });
}
function openScratch(shape) {
    return { image: tensor(shape), conditioner: openConditioner({ height: shape[2], width: shape[3] }) };
}
/**
 * The gradient of an objective: the gradient of each term is scaled to unit RMS, then weighted. Terms of one session
 * whose RMS is known share one evaluation, since the gradient is linear in the weights.
 *
 * @param before - The measurements of an earlier step on nearly the same picture.
 */
async function gradientOf(sessions, image, objective, before) {
    const first = objective[0].neuron;
    if (before !== undefined && objective.every(({ neuron }) => isEvaluatedWith(neuron, first))) {
        const shares = objective.map(({ neuron, weight }, i) => ({ neuron, weight: share(weight, before.rms[i]) }));
        const { gradient } = await evaluate(sessions, image, shares);
        return { ...before, gradient };
    }
    const atOnce = sessionsOf(objective);
    const rms = [];
    const scores = [];
    let sum;
    for (const { neuron, weight } of objective) {
        const { gradient, score } = await evaluate(sessions, image, [{ neuron, weight: 1 }], atOnce);
        const own = rootMeanSquare(gradient.data);
        rms.push(own);
        scores.push(score);
        sum = addTo(sum, gradient, share(weight, own));
    }
    return { gradient: sum, rms, scores };
}
function isEvaluatedWith(a, b) {
    return a.layer === b.layer && a.kind === b.kind && a.position?.y === b.position?.y && a.position?.x === b.position?.x;
}
/** The number of different sessions that an objective needs. */
export function sessionsOf(objective) {
    return new Set(objective.map(({ neuron: { layer, kind = 'channel' } }) => `${kind} ${layer}`)).size;
}
/**
 * Evaluates terms of one session together.
 *
 * @param image - `[1, 3, height, width]`, RGB in [0, 1].
 * @param atOnce - See `SessionSource`.
 */
export async function evaluate(sessions, image, terms, atOnce = 1) {
    const { layer, kind, position } = terms[0].neuron;
    const { session, channels } = await sessions(layer, kind, atOnce);
    const weights = new Float32Array(channels);
    for (const { neuron, weight } of terms) {
        const { index, direction } = neuron;
        if (index !== undefined)
            weights[index] += weight;
        if (direction === undefined)
            continue;
        if (direction.length !== channels) {
            throw new RangeError(`Expected \`direction\` to have ${channels} numbers for ${layer}, got ${direction.length}.`);
        }
        for (let i = 0; i < channels; i++)
            weights[i] += weight * direction[i];
    }
    const rows = new Map([[layer, weights]]);
    if (position !== undefined)
        rows.set(positionInput(layer), Float32Array.of(position.y, position.x));
    return session.evaluate({ image, weights: rows });
}
/** The factor that scales a gradient of this RMS to its weight; 0 for a term without gradient. */
function share(weight, rms) {
    return rms === 0 ? 0 : weight / rms;
}
/** `sum + factor * more`, in the buffer of `sum`, or of `more` when there is no sum yet. */
function addTo(sum, more, factor) {
    const to = sum ?? more;
    const [a, b] = [to.data, more.data];
    if (sum === undefined)
        for (let i = 0; i < a.length; i++)
            a[i] *= factor;
    else
        for (let i = 0; i < a.length; i++)
            a[i] += factor * b[i];
    return to;
}
//# sourceMappingURL=ascend.js.map