// Reads and writes schedules in the notation of presets, which the table of their kinds (`KINDS`) defines.

import { boundsOf } from '../../timeline/schedule.js';
import { type FieldNotation, KINDS, type ScheduleKind, type ScheduleSpec } from '../../timeline/schedule-kinds.js';
import { either, type Field, field, isMap, list, type Refuse, refine, section } from './fields.js';
import {
  choice,
  ease,
  formatFrequency,
  formatTime,
  fraction,
  frequency,
  number,
  type Range,
  type Reader,
  time,
  whole,
} from './reader.js';

const KIND_ENTRIES = Object.entries(KINDS) as readonly (readonly [ScheduleSpec['kind'], ScheduleKind])[];

/** The fields with their own unit. All schedules and the JSON Schema share them. */
const OWN_FIELDS = new Map(
  KIND_ENTRIES.flatMap(([kind, { notation }]) =>
    Object.entries(notation.form === 'value' ? {} : notation.fields).flatMap(([key, one]) => {
      const own = ownField(one)?.meta({ id: `${kind}-${key}`, description: one.about });
      return own === undefined ? [] : [[one, own] as const];
    }),
  ),
);

function ownField(notation: FieldNotation): Field<unknown> | undefined {
  switch (notation.is) {
    case 'value':
      return undefined;
    case 'time':
      return notation.default === undefined
        ? field(time(notation, notation))
        : field(time(notation, notation)).prefault(formatTime(notation.default));
    case 'number':
      return field(number(notation)).prefault(notation.default);
    case 'band':
      return bandField(notation);
    case 'fraction':
      return field(fraction(notation)).prefault(notation.default);
    case 'whole':
      return field(whole(notation)).prefault(notation.default);
    case 'ease':
      return field(ease(notation.words)).prefault(notation.default);
    case 'choice': {
      const words = field(choice(notation.words));
      return notation.default === undefined ? words : words.prefault(notation.default);
    }
  }
}

/** A band of frequencies: the lower end, then the upper one. */
function bandField(range: Range): Field<unknown> {
  const ends = [range.min, range.max].map(formatFrequency);
  return list(field(frequency(range)), { min: 2, max: 2 }, 'frequencies such as [30Hz, 120Hz]').prefault(ends);
}

/** A schedule of such values: a constant, a list of keyframes, a wave, or one that follows the sound. */
export function schedule(reader: Reader<number>): Field<ScheduleSpec> {
  const fields = new Map(KIND_ENTRIES.map(([name, kind]) => [name, kindField(name, kind, reader)]));
  const any = either<ScheduleSpec>([...fields.values()], (given) => fields.get(kindOf(given))!);
  return any.meta({ title: `${reader.expected}; or a schedule` });
}

/** Whether a value looks like a kind of schedule that is written as a map. */
export function isScheduleMap(given: unknown): boolean {
  return isMap(given) && mapKindOf(given) !== undefined;
}

/** The kind that a value represents. A map without a kind is checked as the first kind written as a map. */
function kindOf(given: unknown): ScheduleSpec['kind'] {
  const form = Array.isArray(given) ? 'list' : isMap(given) ? 'map' : 'value';
  const named = form === 'map' ? mapKindOf(given as object) : undefined;
  return named ?? KIND_ENTRIES.find(([, { notation }]) => notation.form === form)![0];
}

function mapKindOf(given: object): ScheduleSpec['kind'] | undefined {
  return KIND_ENTRIES.find(([name, { notation }]) => notation.form === 'map' && Object.hasOwn(given, name))?.[0];
}

/** A schedule of one kind. The notation has every field of the spec, so the parsed value is such a spec. */
function kindField(kind: string, { notation, check }: ScheduleKind, reader: Reader<number>): Field<ScheduleSpec> {
  const checked = (data: object, refuse: Refuse): ScheduleSpec => {
    const spec = { kind, ...data } as ScheduleSpec;
    check?.(spec, (path, expected, got) => refuse(expected, got, path));
    const [least, greatest] = boundsOf(spec);
    const { range } = reader;
    if (range !== undefined && notation.form === 'list' && (least < range.min || greatest > range.max)) {
      const beyond = least < range.min ? least : greatest;
      refuse(`${reader.expected}, also where an easing overshoots`, String(Number(beyond.toPrecision(4))));
    }
    return spec;
  };
  if (notation.form === 'value') return refine(field(reader), (value, refuse) => checked({ value }, refuse));
  const shape = Object.fromEntries(
    Object.entries(notation.fields).map(([key, one]) => [
      key,
      OWN_FIELDS.get(one) ?? field(reader).describe(one.about),
    ]),
  );
  if (notation.form === 'map') return refine(section(shape), checked);
  const { min, max, example } = notation;
  return refine(list(section(shape, { expected: example }), { min, max }, kind), (items, refuse) =>
    checked({ [kind]: items }, refuse),
  );
}

/** A schedule in the notation of presets. `write` adds the unit to its values. */
export function scheduleAsWritten(
  spec: ScheduleSpec,
  write: (value: number) => number | string = (value) => value,
): unknown {
  const { notation } = KINDS[spec.kind];
  const data: Readonly<Record<string, unknown>> = { ...spec };
  if (notation.form === 'value') return write(data.value as number);
  const { fields } = notation;
  const written = (map: Readonly<Record<string, unknown>>): object =>
    Object.fromEntries(Object.entries(fields).map(([key, one]) => [key, partAsWritten(one, map[key], write)]));
  return notation.form === 'map' ? written(data) : (data[spec.kind] as readonly Record<string, unknown>[]).map(written);
}

function partAsWritten(notation: FieldNotation, value: unknown, write: (value: number) => number | string): unknown {
  if (notation.is === 'value') return write(value as number);
  if (notation.is === 'band') return (value as readonly number[]).map(formatFrequency);
  return notation.is === 'time' ? formatTime(value as number) : value;
}
