// The cycle of neurons: which are active when. Entries follow each other endlessly; each is held for a while, then a
// crossfade leads to the next. A pure function of time: even a shuffled order does not need the rounds before it.
import { openStream } from '../tensor/random.js';
import { easeSmoothInOut } from './easing.js';
/** The orders: as listed, there and back again, or a new order in every round. */
export const ORDERS = ['forward', 'ping-pong', 'shuffle'];
/**
 * Compiles a cycle to a function of time (seconds, 0 or more) without memory.
 *
 * In shuffled order, no neuron follows itself, not even from round to round, as far as the list allows (a list of
 * two can only alternate). Where a neuron does follow itself, as a lone one must, it stays: there is no crossfade.
 *
 * @param seed - Chooses the shuffled orders; without effect on the others.
 * @throws RangeError when there is no entry, a duration is negative or not finite, or an entry lasts no time.
 */
export function compileCycle(plan, seed) {
    const { entries } = plan;
    if (entries.length === 0)
        throw new RangeError('Expected `entries` to be a list of at least one, got `[]`.');
    for (const { holdSeconds, blendSeconds } of entries) {
        const lasts = holdSeconds + blendSeconds;
        if (!(holdSeconds >= 0 && blendSeconds >= 0 && lasts > 0 && Number.isFinite(lasts))) {
            throw new RangeError('Expected `holdSeconds` and `blendSeconds` to last longer than 0 s together, ' +
                `got \`${holdSeconds}\` and \`${blendSeconds}\`.`);
        }
    }
    const orderOf = compileOrder(plan, seed);
    // Every round holds the same entries, in whatever order, so that all rounds last equally long.
    const roundSeconds = orderOf(0).reduce((sum, index) => sum + lastsSeconds(entries[index]), 0);
    return (seconds) => {
        const round = Math.max(0, Math.floor(seconds / roundSeconds));
        const order = orderOf(round);
        let elapsed = seconds - round * roundSeconds;
        let position = 0;
        // The last entry takes the rest, since rounding may put the time slightly beyond the round.
        while (position < order.length - 1 && elapsed >= lastsSeconds(entries[order[position]])) {
            elapsed -= lastsSeconds(entries[order[position]]);
            position++;
        }
        const current = order[position];
        const next = order[position + 1] ?? orderOf(round + 1)[0];
        return activeAt(entries, current, next, elapsed);
    };
}
function lastsSeconds(entry) {
    return entry.holdSeconds + entry.blendSeconds;
}
/** Weights below this come from rounding: 5.4 s - 3 s is slightly more than 2.4 s. */
const NO_SHARE = 1e-9;
function activeAt(entries, current, following, elapsed) {
    const { neuron, holdSeconds, blendSeconds } = entries[current];
    const next = entries[following].neuron;
    const progress = blendSeconds > 0 ? Math.min(1, (elapsed - holdSeconds) / blendSeconds) : 0;
    const share = progress > 0 ? easeSmoothInOut(progress) : 0;
    if (share < NO_SHARE || isSame(neuron, next)) {
        return { neurons: [{ neuron, weight: 1 }], crossfade: 0, entryIndex: current };
    }
    if (share > 1 - NO_SHARE)
        return { neurons: [{ neuron: next, weight: 1 }], crossfade: 0, entryIndex: following };
    return {
        neurons: [
            { neuron, weight: 1 - share },
            { neuron: next, weight: share },
        ],
        // 1 where both weigh 1/2, 0 with slope 0 at both ends.
        crossfade: 4 * share * (1 - share),
        entryIndex: share < 0.5 ? current : following,
    };
}
function isSame(a, b) {
    return a.layer === b.layer && a.index === b.index;
}
/** The order of the entries' indices in a round, as a function of the round. */
function compileOrder({ order, entries }, seed) {
    const forward = entries.map((_, index) => index);
    if (order === 'forward')
        return () => forward;
    if (order === 'ping-pong') {
        // The ends are visited once per sweep: 0 1 2 3 2 1, 0 1 2 3 2 1.
        const sweep = [...forward, ...forward.slice(1, -1).reverse()];
        return () => sweep;
    }
    const clashes = (a, b) => isSame(entries[a].neuron, entries[b].neuron);
    const shuffled = (round) => separate(openStream(seed, 'cycle', round).shuffle(forward), { heed: [1, forward.length], use: [0, forward.length] }, clashes);
    if (forward.length < 3) {
        const alternating = shuffled(0);
        return () => alternating;
    }
    return (round) => {
        const own = shuffled(round);
        if (round === 0)
            return own;
        // The round before affects only the first entry, which never moves to the last position. So the last entry of the
        // round before follows from that round alone, without the chain of all earlier rounds.
        const before = shuffled(round - 1).at(-1);
        return separate([before, ...own], { heed: [1, 2], use: [1, own.length] }, clashes).slice(1);
    };
}
/**
 * Separates neighbours that clash. An entry at a position in `heed` that clashes with the one before it is swapped with
 * an entry at a position in `use`. Clashes that no swap resolves remain.
 */
function separate(order, { heed, use }, clashes) {
    const separated = [...order];
    const exchange = (i, j) => {
        const moved = separated[i];
        separated[i] = separated[j];
        separated[j] = moved;
    };
    const clashesAt = (i) => (i > 0 && clashes(separated[i - 1], separated[i])) ||
        (i < separated.length - 1 && clashes(separated[i], separated[i + 1]));
    for (let i = heed[0]; i < heed[1]; i++) {
        if (!clashes(separated[i - 1], separated[i]))
            continue;
        for (let j = use[0]; j < use[1]; j++) {
            exchange(i, j);
            if (!clashesAt(i) && !clashesAt(j))
                break;
            exchange(i, j);
        }
    }
    return separated;
}
//# sourceMappingURL=cycle.js.map