// Reads and checks a Keras layer's `config`, which is JSON of unknown origin. Each reader returns the setting or, if it
// is missing, Keras's default. Otherwise the error names the layer, the value and what is expected.
import { UserError } from '../../errors.js';
/** The generation by the version in a file: '2.15.0', '3.8.0', or nothing in the oldest files. */
export function generationOf(version) {
    return typeof version === 'string' && Number.parseInt(version, 10) >= 3 ? 3 : 2;
}
/** Limits of kernels, strides, windows and margins. No network needs more, and these still fit in memory. */
const MAX_EXTENT = 4096;
const MAX_COUNT = 65_536;
/** Reads the settings of the layer of this name. Errors are UserError NETWORK_UNREADABLE. */
export function settingsOf(layer, config) {
    const raw = (key) => (Object.hasOwn(config, key) ? (config[key] ?? undefined) : undefined);
    const refuse = (key, expected) => {
        throw new UserError('NETWORK_UNREADABLE', `layer '${layer}' has the setting '${key}' ${quoted(raw(key))}; expected ${expected}`);
    };
    function checked(key, expected, fallback, read) {
        const value = raw(key);
        return value === undefined ? fallback : (read(value) ?? refuse(key, expected));
    }
    return {
        layer,
        raw,
        text: (key, fallback) => checked(key, 'a string', fallback, (value) => (typeof value === 'string' ? value : undefined)),
        flag: (key, fallback) => checked(key, 'true or false', fallback, (value) => (typeof value === 'boolean' ? value : undefined)),
        number: (key, fallback) => checked(key, 'a number', fallback, (value) => (isNumber(value) ? value : undefined)),
        count: (key) => checked(key, `an integer from 1 to ${MAX_COUNT}`, null, (value) => isInteger(value, 1, MAX_COUNT) ? value : undefined),
        pair: (key, fallback) => checked(key, `one or two integers from 1 to ${MAX_EXTENT}`, fallback, (value) => pairOf(value, 1)),
        edges: (key, fallback) => checked(key, `one, two or two times two integers from 0 to ${MAX_EXTENT}`, evenly(fallback), edgesOf),
        numbers: (key) => checked(key, 'a list of numbers', [], (value) => {
            const list = Array.isArray(value) ? value.flat(MAX_NESTING) : [value];
            return list.every(isNumber) ? list : undefined;
        }),
    };
}
/** NumPy writes an array of one row as nested lists. */
const MAX_NESTING = 4;
function pairOf(value, from) {
    if (isInteger(value, from, MAX_EXTENT))
        return [value, value];
    if (!Array.isArray(value) || value.length !== 2)
        return undefined;
    const [rows, columns] = value;
    return isInteger(rows, from, MAX_EXTENT) && isInteger(columns, from, MAX_EXTENT) ? [rows, columns] : undefined;
}
function edgesOf(value) {
    const pair = pairOf(value, 0);
    if (pair !== undefined)
        return { top: pair[0], bottom: pair[0], left: pair[1], right: pair[1] };
    if (!Array.isArray(value) || value.length !== 2)
        return undefined;
    const [rows, columns] = [pairOf(value[0], 0), pairOf(value[1], 0)];
    if (rows === undefined || columns === undefined)
        return undefined;
    return { top: rows[0], bottom: rows[1], left: columns[0], right: columns[1] };
}
function evenly(size) {
    return { top: size, left: size, bottom: size, right: size };
}
function isNumber(value) {
    return typeof value === 'number' && Number.isFinite(value);
}
function isInteger(value, from, to) {
    return Number.isInteger(value) && value >= from && value <= to;
}
/** Shortened for a message. */
function quoted(value) {
    const text = JSON.stringify(value) ?? 'undefined';
    return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
//# sourceMappingURL=settings.js.map