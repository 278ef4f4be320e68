import { type Ease } from './easing.js';
import { type WaveShape } from './waves.js';
/** A value as a function of time in seconds. The same time gives the same value: no memory, no clock. */
export type Schedule<T = number> = (seconds: number) => T;
/** The same value all the time. */
export interface Constant {
    readonly kind: 'constant';
    readonly value: number;
}
/** A value at a moment. */
export interface Keyframe {
    /** In seconds, 0 or more, later than the keyframe before. */
    readonly at: number;
    readonly value: number;
    /** How the value moves to the next keyframe. */
    readonly ease: Ease;
}
/** Values at moments. Before the first keyframe and after the last the value holds. */
export interface Keyframes {
    readonly kind: 'keyframes';
    /** 1 to 1000. */
    readonly keyframes: readonly Keyframe[];
}
/** A value that goes from `low` to `high` and back, again and again. */
export interface Wave {
    readonly kind: 'wave';
    readonly wave: WaveShape;
    /** The value at the start of a period. May be more than `high`: then the wave starts downwards. */
    readonly low: number;
    /** The value in the middle of a period. */
    readonly high: number;
    /** In seconds, 0.01 to 1e6. */
    readonly period: number;
    /** How much of a period has passed at 0 s, as a fraction of it: 0 starts at `low`, 0.5 at `high`. 0 to 1. */
    readonly phase: number;
}
/** A schedule as plain data. */
export type ScheduleSpec = Constant | Keyframes | Wave;
/** A value a fraction `t` of the way from one value to another. */
export type Mixer = (from: number, to: number, t: number) => number;
/** How presets write one field of a schedule. */
export type FieldNotation = {
    /** What the field means, in one sentence. */
    readonly about: string;
} & ({
    readonly is: 'value';
} | {
    readonly is: 'time';
    readonly min: number;
    readonly max: number;
} | {
    readonly is: 'fraction';
    readonly min: number;
    readonly max: number;
    readonly default: number;
} | {
    readonly is: 'choice';
    readonly words: readonly string[];
    readonly default?: string;
});
/** How presets write the fields of a map. */
export type FieldNotations<T> = {
    readonly [K in Exclude<keyof T, 'kind'>]: FieldNotation;
};
/**
 * How presets write a kind: as a bare value, which the schedule holds as `value`; as a list of maps, which it holds
 * under the kind's name; or as a map with the schedule's own keys, of which one has the kind's name.
 */
export type Notation = {
    readonly form: 'value';
} | {
    readonly form: 'list';
    readonly min: number;
    readonly max: number;
    /** A map of the list in words, for error messages. */
    readonly example: string;
    readonly fields: Readonly<Record<string, FieldNotation>>;
} | {
    readonly form: 'map';
    readonly fields: Readonly<Record<string, FieldNotation>>;
};
/** Reports a wrong part of a schedule: the path to it as presets write it, what was expected, and what there was. */
export type Report = (path: readonly (string | number)[], expected: string, got: string) => void;
/** Everything that is known about a kind of schedules. */
export interface ScheduleKind<S extends ScheduleSpec = ScheduleSpec> {
    readonly notation: Notation;
    /** The same schedule of other values. */
    mapValues(spec: S, change: (value: number) => number): S;
    /** Times strictly between `from` and `to` at which it jumps or bends, rising; it is smooth between them. */
    knots(spec: S, from: number, to: number): readonly number[];
    /** @throws RangeError when a time is not finite, times do not rise, or a period is not above 0. */
    compile(spec: S, mix: Mixer): Schedule;
    /** Reports problems that involve several fields. */
    check?(spec: S, report: Report): void;
}
/** Every kind by its name. */
export declare const KINDS: {
    readonly [K in ScheduleSpec['kind']]: ScheduleKind<Extract<ScheduleSpec, {
        kind: K;
    }>>;
};
