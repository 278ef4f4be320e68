// Formats times, sizes, rates, neurons, tables and command lines for people.
import { isAbsolute } from 'node:path';
import { displayPath } from '../input/preset-files.js';
/** `0.04 s`, `1.5 s`, `8 s`, `2 min 5 s`, `3 h 20 min`. */
export function formatTime(seconds) {
    if (seconds < 9.95)
        return `${Number(seconds.toPrecision(2))} s`;
    const whole = Math.round(seconds);
    if (whole < 60)
        return `${whole} s`;
    if (whole < 3600)
        return joined([Math.floor(whole / 60), 'min'], [whole % 60, 's']);
    const minutes = Math.round(seconds / 60);
    return joined([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min']);
}
/** `640 bytes`, `3.2 MB`: in powers of 1000, like disk sizes. */
export function formatBytes(bytes) {
    if (bytes < 1000)
        return `${Math.round(bytes)} bytes`;
    for (const unit of ['kB', 'MB']) {
        const power = unit === 'kB' ? 1e3 : 1e6;
        if (bytes < 999.5 * power)
            return `${Number((bytes / power).toPrecision(3))} ${unit}`;
    }
    return `${(bytes / 1e9).toPrecision(3)} GB`;
}
/** Frames per second with at most two decimals. */
export function formatRate(framesPerSecond) {
    return String(Number(framesPerSecond.toFixed(2)));
}
/** `1 frame`, `200 frames`. */
export function formatCount(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
/** `block8:40`, or in a crossfade `block8:40 > block8:120`. */
export function formatNeurons(neurons) {
    return neurons.map(({ layer, neuron }) => `${layer}:${neuron}`).join(' > ');
}
/** `5.1.9, from PATH: /usr/bin/ffmpeg`. */
export function formatFfmpeg({ version, origin, path }) {
    return `${version}, ${origin === 'package' ? 'packaged' : `from ${origin}`}: ${path}`;
}
/**
 * A command line to copy into a shell, with paths relative to the working folder.
 *
 * @param platform - Decides the quotes: for cmd.exe and PowerShell on Windows, for POSIX shells elsewhere. @default
 *   this platform
 */
export function formatCommand(words, platform = process.platform) {
    const quote = platform === 'win32' ? quoteForWindows : quoteForPosix;
    const shown = words.map((word) => isAbsolute(word) ? `${displayPath(word)}${/[\\/]$/.test(word) ? '/' : ''}` : word);
    return ['neurozoom', ...shown.map(quote)].join(' ');
}
function quoteForPosix(word) {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
/**
 * Both cmd.exe and PowerShell keep a text in double quotes together. The program reads `\"` as a quote, and backslashes
 * before a quote in pairs. PowerShell replaces `$` and the backtick in double quotes but not in single quotes, which
 * cmd.exe does not support, so words with these characters are quoted for PowerShell.
 */
function quoteForWindows(word) {
    if (/^[\w+=:./\\-]+$/.test(word))
        return word;
    const escaped = word.replace(/(\\*)("|$)/g, (_, slashes, end) => end === '"' ? `${slashes}${slashes}\\"` : `${slashes}${slashes}`);
    return /[$`]/.test(word) ? `'${escaped.replaceAll("'", "''")}'` : `"${escaped}"`;
}
/**
 * Lays out a table: columns as wide as their widest cell, separated by two spaces.
 *
 * @param rows - The first is the header. All have the same number of cells.
 * @param right - Indices of the columns that are aligned to the right (numbers).
 */
export function formatTable(rows, right) {
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column].length)));
    return rows
        .map((row) => row.map((cell, i) => (right.includes(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))))
        .map((row) => row.join('  ').trimEnd())
        .join('\n');
}
function joined(...parts) {
    return parts
        .filter(([count], i) => i === 0 || count > 0)
        .map(([count, unit]) => `${count} ${unit}`)
        .join(' ');
}
//# sourceMappingURL=format.js.map