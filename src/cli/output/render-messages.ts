// Writes the messages of a render.

import { basename } from 'node:path';
import type { FilmEvent, PausedFilm, RenderedFilm } from '../../film/events.js';
import { isUnsafe } from '../../flash/meter.js';
import { describeWorst } from '../../flash/report.js';
import type { Settings } from '../../preset/settings.js';
import { displayPath } from '../input/preset-files.js';
import { formatBytes, formatCommand, formatCount, formatFfmpeg, formatRate, formatTime } from './format.js';

/** The film that the messages are about. */
export interface DescribedFilm {
  readonly name: string;
  readonly settings: Settings;
  /** The words of the command line that resumes it. */
  readonly command: readonly string[];
}

/** The message for an event; null for an event that only updates the progress. */
export function describeEvent(film: DescribedFilm, event: FilmEvent): string | null {
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

function describeLock({ state, pid, host, silentSeconds, waitSeconds }: Extract<FilmEvent, { kind: 'lock' }>): string {
  const holder = `process ${pid} on ${host}`;
  const silent = formatTime(Math.round(silentSeconds));
  if (state === 'taken over') return `took over the lock of ${holder}, whose last sign of life was ${silent} ago`;
  return (
    `${holder} holds the lock, and its last sign of life was ${silent} ago; waiting up to ` +
    `${formatTime(Math.ceil(waitSeconds))} for another one (--break-lock takes over the lock at once)`
  );
}

function describeRetry({ what, message, frame }: Extract<FilmEvent, { kind: 'retry' }>): string {
  if (what === 'ffmpeg') return `starting another ffmpeg: ${message}`;
  if (what === 'engine') return `the engine ${message}; another one repeats the step`;
  return `NaN or infinite values at frame ${frame}; resuming from an earlier checkpoint with half the step size`;
}

function describeStart({ name, settings }: DescribedFilm, event: Extract<FilmEvent, { kind: 'start' }>): string {
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

/** What was found of a film's flashes; the worst second where it matters. */
function describeFlashes(flash: RenderedFilm['flash']): string {
  const { verdict, limitedFrames } = flash;
  const limited = limitedFrames === 0 ? '' : `; ${formatCount(limitedFrames, 'frame')} limited`;
  if (isUnsafe(verdict)) return `warning: not safe to watch: ${describeWorst(flash)}; --flash limit damps flashes`;
  if (flash.general.transitions + flash.red.transitions === 0) return `flashes: none${limited}`;
  const is = verdict === 'warning' ? 'near the limit' : 'within the limits';
  return `flashes: ${is}: at most ${describeWorst(flash)}${limited}`;
}

/** The message for a film that was stopped. */
export function describePause({ name, command }: DescribedFilm, { film, frame, written, of }: PausedFilm): string {
  return [
    frame === 0
      ? `${name}: stopped before the first frame; the growth so far is kept`
      : `${name}: stopped before frame ${frame}; ${written} of ${formatCount(of, 'frame')} are kept`,
    `  to resume:   ${formatCommand(command)}`,
    `  to preview:  ${formatCommand(['jobs', 'preview', displayPath(film)])}`,
  ].join('\n');
}

/** The message for a finished film. */
export function describeEnd({ name, settings }: DescribedFilm, film: RenderedFilm, seconds: number): string {
  const { numerator, denominator } = settings.fps;
  const length = formatTime((film.frames * denominator) / numerator);
  const { flash } = film;
  const sidecars = [film.poster, film.sheet, film.settings, flash.report, flash.chart].map((path) => basename(path));
  return [
    `${name}: done in ${formatTime(seconds)}`,
    `  ${displayPath(film.film)}: ${formatCount(film.frames, 'frame')}, ${length}, ${formatBytes(film.bytes)}`,
    ...(film.mixed ? ['  mixed: parts of it were made with other settings or programs; see its settings'] : []),
    `  ${describeFlashes(flash)}`,
    `  beside it: ${sidecars.join(', ')}`,
  ].join('\n');
}
