// Reads and writes schedules in the notation of presets, which the table of their kinds (`KINDS`) defines.
import { KINDS } from '../../timeline/schedule-kinds.js';
import { either, field, isMap, list, refine, section } from './fields.js';
import { choice, formatTime, fraction, time } from './reader.js';
const KIND_ENTRIES = Object.entries(KINDS);
/** The fields with their own unit. All schedules and the JSON Schema share them. */
const OWN_FIELDS = new Map(KIND_ENTRIES.flatMap(([kind, { notation }]) => Object.entries(notation.form === 'value' ? {} : notation.fields).flatMap(([key, one]) => {
    const own = ownField(one)?.meta({ id: `${kind}-${key}`, description: one.about });
    return own === undefined ? [] : [[one, own]];
})));
function ownField(notation) {
    switch (notation.is) {
        case 'value':
            return undefined;
        case 'time':
            return field(time(notation));
        case 'fraction':
            return field(fraction(notation)).prefault(notation.default);
        case 'choice': {
            const words = field(choice(notation.words));
            return notation.default === undefined ? words : words.prefault(notation.default);
        }
    }
}
/** A schedule of such values: a constant, a list of keyframes, or a wave. */
export function schedule(reader) {
    const fields = new Map(KIND_ENTRIES.map(([name, kind]) => [name, kindField(name, kind, reader)]));
    const any = either([...fields.values()], (given) => fields.get(kindOf(given)));
    return any.meta({ title: `${reader.expected}; or a schedule` });
}
/** Whether a value looks like a kind of schedule that is written as a map. */
export function isScheduleMap(given) {
    return isMap(given) && mapKindOf(given) !== undefined;
}
/** The kind that a value represents. A map without a kind is checked as the first kind written as a map. */
function kindOf(given) {
    const form = Array.isArray(given) ? 'list' : isMap(given) ? 'map' : 'value';
    const named = form === 'map' ? mapKindOf(given) : undefined;
    return named ?? KIND_ENTRIES.find(([, { notation }]) => notation.form === form)[0];
}
function mapKindOf(given) {
    return KIND_ENTRIES.find(([name, { notation }]) => notation.form === 'map' && Object.hasOwn(given, name))?.[0];
}
/** A schedule of one kind. The notation has every field of the spec, so the parsed value is such a spec. */
function kindField(kind, { notation, check }, reader) {
    const checked = (data, refuse) => {
        const spec = { kind, ...data };
        check?.(spec, (path, expected, got) => refuse(expected, got, path));
        return spec;
    };
    if (notation.form === 'value')
        return refine(field(reader), (value, refuse) => checked({ value }, refuse));
    const shape = Object.fromEntries(Object.entries(notation.fields).map(([key, one]) => [
        key,
        OWN_FIELDS.get(one) ?? field(reader).describe(one.about),
    ]));
    if (notation.form === 'map')
        return refine(section(shape), checked);
    const { min, max, example } = notation;
    return refine(list(section(shape, { expected: example }), { min, max }, kind), (items, refuse) => checked({ [kind]: items }, refuse));
}
/** A schedule in the notation of presets. `write` adds the unit to its values. */
export function scheduleAsWritten(spec, write = (value) => value) {
    const { notation } = KINDS[spec.kind];
    const data = { ...spec };
    if (notation.form === 'value')
        return write(data.value);
    const { fields } = notation;
    const written = (map) => Object.fromEntries(Object.entries(fields).map(([key, one]) => [key, partAsWritten(one, map[key], write)]));
    return notation.form === 'map' ? written(data) : data[spec.kind].map(written);
}
function partAsWritten(notation, value, write) {
    if (notation.is === 'value')
        return write(value);
    return notation.is === 'time' ? formatTime(value) : value;
}
//# sourceMappingURL=schedule.js.map