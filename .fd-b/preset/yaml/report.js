// The message of an invalid preset's error: every problem with its file, line and column, what was expected, and the
// line itself with carets under the location.
import { printable } from '../schema/fields.js';
/** Most problems that are listed. */
const MAX_REPORTED = 20;
/** Most characters shown of a line. */
const MAX_LINE = 110;
/**
 * Reports problems in the order of their lines, those without a line first:
 *
 *     presets/cathedral.yaml:14:13  camera.zoom.perSecond[2].at: expected a time after 4s ..., got 3.5s
 *       14 |     - { at: 3.5s, value: 1.04 }
 *          |             ^^^^
 */
export function report(problems, { name, text, more = 0 }) {
    const lines = text.split(/\r?\n/);
    const inOrder = [...problems].sort((a, b) => rankOf(a) - rankOf(b));
    const listed = inOrder.slice(0, MAX_REPORTED).map(({ path, message, location, origin = name }) => {
        const what = path.length > 0 ? `${formatPath(path)}: ${message}` : message;
        if (location === undefined)
            return `${origin}  ${what}`;
        const { line, column } = location;
        return `${name}:${line}:${column}  ${what}\n${excerpt(lines[line - 1] ?? '', location)}`;
    });
    const rest = inOrder.length - listed.length + more;
    return [...listed, ...(rest > 0 ? [`... and ${rest} more`] : [])].join('\n');
}
/** Writes a path: `camera.zoom.doubles[2].at`. */
export function formatPath(path) {
    return path
        .map((key, i) => {
        if (typeof key === 'number')
            return `[${key}]`;
        const plain = /^[\w-]{1,40}$/.test(key) ? key : JSON.stringify(printable(key.slice(0, 40)));
        return i === 0 ? plain : `.${plain}`;
    })
        .join('');
}
/** Sorts by line, then column. No line is longer than the largest preset. */
function rankOf({ location }) {
    return location === undefined ? 0 : location.line * 2 ** 20 + location.column;
}
function excerpt(line, { line: number, column, width }) {
    // A long line is cut to the part around the location.
    const start = line.length <= MAX_LINE ? 0 : Math.max(0, Math.min(column - MAX_LINE / 2, line.length - MAX_LINE));
    const shown = printable(line.slice(start, start + MAX_LINE));
    const carets = '^'.repeat(Math.max(1, Math.min(width, shown.length - (column - 1 - start))));
    const gutter = String(number);
    return `  ${gutter} | ${shown}\n  ${' '.repeat(gutter.length)} | ${' '.repeat(column - 1 - start)}${carets}`;
}
//# sourceMappingURL=report.js.map