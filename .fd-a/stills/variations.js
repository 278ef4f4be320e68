// Grows variations of one picture that differ from each other. They grow together; each raises its objective and lowers
// its Gram similarity to the others, as in the diversity of Olah, Mordvintsev and Schubert ("Feature Visualization",
// Distill 2017). The Gram similarity of two pictures is the cosine between their Gram matrices.
import { growthShares } from '../optvis/grow.js';
import { openStill, } from './still.js';
/** Grows variations. Each depends on all the others. */
export async function growVariations(sessions, { requests, diversity }, plan, { signal, onPiece } = {}) {
    const { layer } = requests[0].objective[0].neuron;
    const { channels } = await sessions(layer, 'gram');
    const rows = requests.map(() => new Float32Array(channels));
    const away = requests.map(() => new Float32Array(channels));
    const stills = requests.map(({ objective, seed }, i) => {
        const apart = { neuron: { layer, kind: 'gram', direction: away[i] }, weight: -diversity };
        return openStill(keepingRow(sessions, rows[i]), { objective: [...objective, apart], seed }, plan, { signal }, objective.length);
    });
    const shares = growthShares(plan);
    for (const [piece, share] of shares.entries()) {
        for (const [i, still] of stills.entries()) {
            meanOfOthers(rows, i, away[i]);
            await still.grow();
        }
        onPiece?.(piece + 1, shares.length, share);
    }
    const finished = [];
    for (const still of stills)
        finished.push(await still.finish());
    return finished;
}
/** Copies a picture's Gram matrix whenever the network evaluates it. */
function keepingRow(sessions, into) {
    return async (layer, kind, atOnce) => {
        const { session, channels } = await sessions(layer, kind, atOnce);
        const evaluate = async (inputs) => {
            const evaluation = await session.evaluate(inputs);
            if (evaluation.row !== undefined)
                into.set(evaluation.row);
            return evaluation;
        };
        return { channels, session: { evaluate, close: session.close } };
    };
}
function meanOfOthers(rows, own, into) {
    into.fill(0);
    for (const [i, row] of rows.entries()) {
        if (i === own)
            continue;
        for (let at = 0; at < row.length; at++)
            into[at] += row[at] / (rows.length - 1);
    }
}
//# sourceMappingURL=variations.js.map