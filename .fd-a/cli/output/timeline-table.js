// Lists a film's timeline second by second, so that a preset can be judged before it is rendered.
import { formatRate, formatTable } from './format.js';
/** The rows of a timeline, one per full second. */
export function* timelineRows(timeline) {
    let doublings = 0;
    let degrees = 0;
    let second = 0;
    for (let frame = 0; frame < timeline.frameCount; frame++) {
        const { seconds, phase, scale, active, move } = timeline.shot(frame);
        doublings += Math.log2(move.zoom);
        degrees += (move.radians * 180) / Math.PI;
        if (seconds < second - 1e-9)
            continue;
        const neurons = active.neurons.map(({ neuron, weight }) => ({ layer: neuron.layer, neuron: neuron.index, weight }));
        yield { second, frame, phase, neurons, scale, doublings, degrees, ...keyAround(timeline, frame) };
        second += 1;
    }
}
/** The key that a frame is, or that follows it. */
function keyAround(timeline, frame) {
    let key = frame;
    while (!timeline.shot(key).isKey)
        key += 1;
    let before = Math.max(0, key - 1);
    while (!timeline.shot(before).isKey)
        before -= 1;
    const { steps, octaves, noise } = timeline.shot(key).ascent;
    return { cadence: Math.max(1, key - before), octaves: octaves.length, steps, noise };
}
/** A table with one line per second. */
export function formatTimeline(rows) {
    const cells = [...rows].map((row) => [
        String(row.second),
        String(row.frame),
        row.phase === 'growth' ? `growth, ${Math.round(row.scale * 100)} %` : 'film',
        formatActive(row.neurons),
        row.doublings.toFixed(2),
        row.degrees.toFixed(1),
        String(row.cadence),
        String(row.octaves),
        String(row.steps),
        formatRate(row.noise),
    ]);
    return formatTable([HEADER, ...cells], NUMBERS).replaceAll(/^/gm, '  ');
}
const HEADER = [
    ...['second', 'frame', 'phase', 'neurons', 'doublings', 'turned'],
    ...['key every', 'octaves', 'steps', 'noise'],
];
/** Indices of the columns with numbers. */
const NUMBERS = [0, 1, 4, 5, 6, 7, 8, 9];
/** `block8:40`, or in a crossfade `block8:40 70 % > block8:120 30 %`. */
function formatActive(neurons) {
    const isAlone = neurons.length === 1;
    return neurons
        .map(({ layer, neuron, weight }) => `${layer}:${neuron}${isAlone ? '' : ` ${Math.round(weight * 100)} %`}`)
        .join(' > ');
}
//# sourceMappingURL=timeline-table.js.map