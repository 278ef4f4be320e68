// The kinds of schedules: a constant, keyframes, a wave. To add a kind, add its type to `ScheduleSpec` and its entry to
// `KINDS`. The entry also defines the notation in presets for the checker, the JSON Schema and the writer.
import { EASES, EASINGS } from './easing.js';
import { WAVE_SHAPES, WAVES } from './waves.js';
const constantKind = {
    notation: { form: 'value' },
    mapValues: ({ value, ...spec }, change) => ({ ...spec, value: change(value) }),
    knots: () => [],
    compile: ({ value }) => () => value,
};
/** Times of keyframes, in seconds; 1e6 s is 11 days. */
const KEYFRAME_TIMES = { min: 0, max: 1e6 };
const KEYFRAME_FIELDS = {
    at: { is: 'time', ...KEYFRAME_TIMES, about: 'When the value is reached, counted from the end of a shown opening.' },
    value: { is: 'value', about: 'The value at that time.' },
    ease: { is: 'choice', words: EASES, default: 'linear', about: 'How the value moves to the next keyframe.' },
};
const keyframesKind = {
    notation: {
        form: 'list',
        ...{ min: 1, max: 1000 },
        example: 'a keyframe such as { at: 2s, value: 1 }',
        fields: KEYFRAME_FIELDS,
    },
    mapValues: ({ keyframes, ...spec }, change) => ({
        ...spec,
        keyframes: keyframes.map((keyframe) => ({ ...keyframe, value: change(keyframe.value) })),
    }),
    knots: ({ keyframes }, from, to) => keyframes.map(({ at }) => at).filter((at) => at > from && at < to),
    check({ keyframes }, report) {
        keyframes.forEach(({ at }, i) => {
            const before = keyframes[i - 1]?.at ?? -1;
            if (at > before)
                return;
            report([i, 'at'], `a time after ${before}s (the keyframe before it)`, `${at}s`);
        });
    },
    compile({ keyframes }, mix) {
        const first = keyframes[0];
        if (first === undefined)
            throw new RangeError('Expected `keyframes` to be a list of at least one, got `[]`.');
        keyframes.forEach(({ at }, i) => {
            const earliest = i === 0 ? -Infinity : keyframes[i - 1].at;
            if (!Number.isFinite(at) || at <= earliest) {
                throw new RangeError(`Expected \`at\` to be a time after ${earliest} s, got \`${at}\`.`);
            }
        });
        return (seconds) => {
            const next = firstAfter(keyframes, seconds);
            if (next === 0)
                return first.value;
            const from = keyframes[next - 1];
            const to = keyframes[next];
            if (to === undefined)
                return from.value;
            return mix(from.value, to.value, EASINGS[from.ease]((seconds - from.at) / (to.at - from.at)));
        };
    },
};
/** Index of the first keyframe later than `seconds`, or their number when there is none. Bisects: lists may be long. */
function firstAfter(keyframes, seconds) {
    let low = 0;
    let high = keyframes.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (keyframes[middle].at <= seconds)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
/** Periods of waves, in seconds: a hundredth of a second is shorter than a frame. */
const WAVE_PERIODS = { min: 0.01, max: 1e6 };
const WAVE_FIELDS = {
    wave: { is: 'choice', words: WAVE_SHAPES, about: 'The shape of the wave.' },
    low: { is: 'value', about: 'The value at the start of a period.' },
    high: { is: 'value', about: 'The value in the middle of a period.' },
    period: { is: 'time', ...WAVE_PERIODS, about: 'How long the way from low to high and back takes.' },
    phase: { is: 'fraction', min: 0, max: 1, default: 0, about: 'How much of a period has passed at 0s.' },
};
const waveKind = {
    notation: { form: 'map', fields: WAVE_FIELDS },
    mapValues: (spec, change) => ({ ...spec, low: change(spec.low), high: change(spec.high) }),
    knots({ wave, period, phase }, from, to) {
        const knots = [];
        for (let periods = Math.floor(from / period + phase); periods * period - phase * period < to; periods++) {
            for (const knot of WAVES[wave].knots)
                knots.push((periods + knot) * period - phase * period);
        }
        return knots.filter((knot) => knot > from && knot < to);
    },
    compile({ wave, low, high, period, phase }, mix) {
        if (!(period > 0 && Number.isFinite(period))) {
            throw new RangeError(`Expected \`period\` to be above 0 s, got \`${period}\`.`);
        }
        if (!Number.isFinite(phase))
            throw new RangeError(`Expected \`phase\` to be a finite number, got \`${phase}\`.`);
        return (seconds) => mix(low, high, WAVES[wave].height(seconds / period + phase));
    },
};
/** Every kind by its name. */
export const KINDS = {
    constant: constantKind,
    keyframes: keyframesKind,
    wave: waveKind,
};
//# sourceMappingURL=schedule-kinds.js.map