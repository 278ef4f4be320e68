// Makes the timeline's plan from settings, once every neuron has a number.
import { DEFAULT_FORM, LEAST_OCTAVE } from '../timeline/octaves.js';
import { constant } from '../timeline/schedule.js';
/**
 * The plan of a film's timeline, for `createTimeline`.
 *
 * @param entries - The cycle, at least one entry. @default the neurons of the settings
 * @param smallest - The smallest master that the film's layers can take, in pixels a side: octaves chosen by
 *   the size of forms are not smaller. @default any
 * @throws RangeError without `entries`, when a neuron of the settings has no number yet: `prepareFilm` finds and draws
 *   them.
 */
export function toTimelinePlan(settings, entries = settings.cycle.items.map(entryOf), smallest = 1) {
    const { width, height, fps, durationSeconds, seed, opening, camera, ascent, grade } = settings;
    const master = Math.min(width, height) + 2 * ascent.margin;
    return {
        fps,
        durationSeconds,
        seed,
        shortSide: Math.min(width, height),
        opening,
        cycle: { order: settings.cycle.order, entries },
        camera,
        ascent: {
            ...ascent,
            octaves: octavesOf(ascent, Math.max(0, Math.floor(Math.log2(master / Math.max(LEAST_OCTAVE, smallest))))),
        },
        grade,
    };
}
function entryOf(item) {
    if (item.kind !== 'neuron')
        throw new RangeError(`Expected every neuron to have a number, got a '${item.kind}'.`);
    const { layer, neuron, holdSeconds, blendSeconds } = item;
    return { neuron: { layer, index: neuron }, holdSeconds, blendSeconds };
}
function octavesOf({ octaves, form }, deepest) {
    return octaves === 'auto' ? { form: form ?? constant(DEFAULT_FORM), deepest } : octaves;
}
//# sourceMappingURL=plan.js.map