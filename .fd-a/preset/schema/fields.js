// The parts of a schema. Each is a zod type that checks a value, reports every problem with its path as
// "expected ..., got ...", and can be printed as JSON Schema, so one schema serves for both.
import { z } from 'zod';
import { nearest } from '../nearest.js';
/** Checks a value with a field. */
export function check(field, value) {
    const result = field.safeParse(value);
    if (result.success)
        return { value: result.data };
    return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, [])) };
}
/** The JSON Schema (draft-07) of the values that a field accepts. */
export function toJsonSchema(field) {
    return z.toJSONSchema(field, { io: 'input', target: 'draft-7' });
}
/** Converts an issue of zod to problems. */
function problemsOf(issue, above) {
    const path = [...above, ...issue.path.filter((key) => typeof key !== 'symbol')];
    // Two kinds of issues carry their details as data in the message: see `section` and `either`.
    if (issue.code === 'unrecognized_keys') {
        const known = issue.message.split(' ');
        return issue.keys.map((key) => {
            const message = formatProblem(`a known key (nearest: ${nearest(key, known, 1)[0]})`, describeValue(key));
            return { path: [...path, key], message, onKey: true };
        });
    }
    if (issue.code === 'invalid_union') {
        return issue.errors[Number(issue.message)].flatMap((inner) => problemsOf(inner, path));
    }
    return [{ path, message: issue.message, onKey: issue.code === 'custom' && issue.params?.onKey === true }];
}
/** A single value, read by a reader. */
export function field({ expected, schema, read }) {
    return z
        .unknown()
        .meta({ title: expected, ...schema })
        .transform((value, context) => read(value) ?? reject(context, expected, describeValue(value)));
}
/**
 * A map of known keys. An unknown key is refused with the nearest known one. If no key is required, an empty value is
 * read as an empty map, so that all lines of a section can be commented out.
 */
export function section(shape, { expected, ways = [] } = {}) {
    const object = z.strictObject(shape, {
        error: ({ code, input }) => code === 'unrecognized_keys'
            ? Object.keys(shape).join(' ')
            : formatProblem(expected ?? 'a map', describeValue(input)),
    });
    const needsNothing = ways.length === 0 && object.safeParse({}).success;
    const described = object
        .superRefine((map, context) => checkWays(map, ways, context))
        .meta({
        ...(expected === undefined ? {} : { title: expected }),
        type: needsNothing ? ['object', 'null'] : 'object',
        ...(ways.length === 0 ? {} : { anyOf: ways.map((way) => waySchema(way, ways)) }),
    });
    const given = z.preprocess((value) => value ?? {}, described);
    return needsNothing ? given : given.nonoptional();
}
function checkWays(map, ways, context) {
    if (ways.length === 0)
        return;
    const given = keysOf(ways).filter((key) => map[key] !== undefined);
    const fits = ({ needs, may = [] }) => needs.every((key) => given.includes(key)) && given.every((key) => needs.includes(key) || may.includes(key));
    if (ways.some(fits))
        return;
    const expected = OR.format(new Set(ways.map(({ needs }) => formatKeys(needs))));
    const message = formatProblem(expected, given.length === 0 ? 'none of these keys' : formatKeys(given));
    context.addIssue({ code: 'custom', message, params: { onKey: true } });
}
/** A way as JSON Schema: its keys, and no key of another way. */
function waySchema({ needs, may = [] }, ways) {
    const others = keysOf(ways).filter((key) => !needs.includes(key) && !may.includes(key));
    return { required: needs, properties: Object.fromEntries(others.map((key) => [key, false])) };
}
function keysOf(ways) {
    return [...new Set(ways.flatMap(({ needs, may = [] }) => [...needs, ...may]))];
}
function formatKeys(keys) {
    return `{ ${keys.join(', ')} }`;
}
/** "a, b or c". */
const OR = new Intl.ListFormat('en-GB', { type: 'disjunction' });
/** A list of `min` to `max` items. */
export function list(item, { min, max }, expected) {
    const title = `${min} to ${max} ${expected}`;
    const error = ({ input }) => formatProblem(title, describeValue(input));
    return z.array(item, { error }).min(min, { error }).max(max, { error }).meta({ title });
}
/** One of several fields. If none accepts the value, the field that `pick` chooses reports its problems. */
export function either(options, pick) {
    // Every problem aborts: otherwise zod would report an option with only unknown keys, and ignore `pick`.
    const ended = options.map((option) => option.check((payload) => {
        payload.aborted = payload.issues.length > 0;
    }));
    return z.union(ended, { error: ({ input }) => String(options.indexOf(pick(input))) });
}
/**
 * Refines the value of a field: returns the final value or refuses it. Not called if the field itself has problems.
 */
export function refine(base, finish) {
    return base.transform((value, context) => finish(value, (expected, got, path) => reject(context, expected, got, path)) ?? z.NEVER);
}
function reject(context, expected, got, path = []) {
    context.addIssue({ code: 'custom', path: [...path], message: formatProblem(expected, got) });
    return z.NEVER;
}
function formatProblem(expected, got) {
    return `expected ${expected}, got ${got}`;
}
/** Whether a value is a plain map, not a list, a single value or null. */
export function isMap(value) {
    return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
/** Longest value quoted in a message, in characters. */
const QUOTED = 40;
/** Describes a value in a message. */
export function describeValue(value) {
    if (value === undefined || value === null)
        return 'nothing';
    if (Array.isArray(value))
        return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
    if (typeof value === 'object')
        return 'a map';
    const words = String(value);
    if (typeof value !== 'string')
        return words;
    return JSON.stringify(printable(words.length > QUOTED ? `${words.slice(0, QUOTED)}...` : words));
}
/** Replaces the characters that move a terminal's cursor or change the direction of writing. */
export function printable(text) {
    return text.replace(/\t/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');
}
//# sourceMappingURL=fields.js.map