// Writes the messages of a render.
import { basename } from 'node:path';
import { displayPath } from '../input/preset-files.js';
import { formatBytes, formatCommand, formatCount, formatFfmpeg, formatRate, formatTime } from './format.js';
/** The message for an event; null for an event that only updates the progress. */
export function describeEvent(film, event) {
    const { name } = film;
    switch (event.kind) {
        case 'start':
            return describeStart(film, event);
        case 'lock':
            return `${name}: ${describeLock(event)}`;
        case 'disk':
            return event.isWaiting
                ? `${name}: the disk is full; waiting for space in ${displayPath(event.folder)}`
                : `${name}: there is space again, continuing`;
        case 'retry':
            return `${name}: ${describeRetry(event)}`;
        default:
            return null;
    }
}
function describeLock({ state, pid, host, silentSeconds, waitSeconds }) {
    const holder = `process ${pid} on ${host}`;
    const silent = formatTime(Math.round(silentSeconds));
    if (state === 'taken over')
        return `took over the lock of ${holder}, whose last sign of life was ${silent} ago`;
    return (`${holder} holds the lock, and its last sign of life was ${silent} ago; waiting up to ` +
        `${formatTime(Math.ceil(waitSeconds))} for another one (--break-lock takes over the lock at once)`);
}
function describeRetry({ what, message, frame }) {
    if (what === 'ffmpeg')
        return `starting another ffmpeg: ${message}`;
    if (what === 'engine')
        return `the engine hung (${message}); resuming from the last checkpoint`;
    return `NaN or infinite values at frame ${frame}; resuming from an earlier checkpoint with half the step size`;
}
function describeStart({ name, settings }, event) {
    const { film, width, height, fps, frames, from, grown, damage, network, engine, threads, ffmpeg, note } = event;
    const position = from > 0 ? `from frame ${from}` : grown > 0 ? `the growth after size ${grown}` : null;
    const title = settings.title === null ? '' : ` "${settings.title}"`;
    return [
        `${name}:${title} to ${displayPath(film)}`,
        `  ${width}x${height}, ${formatCount(frames, 'frame')} at ${formatRate(fps)} fps: ${formatTime(frames / fps)}`,
        `  network ${network}, ${engine}, ${formatCount(threads, 'thread')}`,
        `  ffmpeg ${formatFfmpeg(ffmpeg)}`,
        ...(note === null ? [] : [`  ${note}`]),
        ...damage.map((what) => `  warning: ${what}`),
        ...(position === null ? [] : [`  resuming ${position} (--fresh starts over)`]),
    ].join('\n');
}
/** The message for a film that was stopped. */
export function describePause({ name, command }, { film, frame, written, of }) {
    return [
        frame === 0
            ? `${name}: stopped before the first frame; the growth so far is kept`
            : `${name}: stopped before frame ${frame}; ${written} of ${formatCount(of, 'frame')} are kept`,
        `  to resume:   ${formatCommand(command)}`,
        `  to preview:  ${formatCommand(['jobs', 'preview', displayPath(film)])}`,
    ].join('\n');
}
/** The message for a finished film. */
export function describeEnd({ name, settings }, film, seconds) {
    const { numerator, denominator } = settings.fps;
    const length = formatTime((film.frames * denominator) / numerator);
    const sidecars = [film.poster, film.sheet, film.settings].map((path) => basename(path)).join(', ');
    return [
        `${name}: done in ${formatTime(seconds)}`,
        `  ${displayPath(film.film)}: ${formatCount(film.frames, 'frame')}, ${length}, ${formatBytes(film.bytes)}`,
        ...(film.mixed ? ['  mixed: parts of it were made with other settings or programs; see its settings'] : []),
        `  beside it: ${sidecars}`,
    ].join('\n');
}
//# sourceMappingURL=render-messages.js.map