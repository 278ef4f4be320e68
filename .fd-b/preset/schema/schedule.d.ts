import { type ScheduleSpec } from '../../timeline/schedule-kinds.js';
import { type Field } from './fields.js';
import { type Reader } from './reader.js';
/** A schedule of such values: a constant, a list of keyframes, or a wave. */
export declare function schedule(reader: Reader<number>): Field<ScheduleSpec>;
/** Whether a value looks like a kind of schedule that is written as a map. */
export declare function isScheduleMap(given: unknown): boolean;
/** A schedule in the notation of presets. `write` adds the unit to its values. */
export declare function scheduleAsWritten(spec: ScheduleSpec, write?: (value: number) => number | string): unknown;
