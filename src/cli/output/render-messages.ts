// What people are told while a film is rendered.

import { basename } from 'node:path';
import type { FilmEvent, PausedFilm, RenderedFilm } from '../../film/events.js';
import type { Settings } from '../../preset/settings.js';
import { displayPath } from '../input/preset-files.js';
import { formatBytes, formatCommand, formatCount, formatFfmpeg, formatRate, formatTime } from './format.js';

/** A film to tell of. */
export interface DescribedFilm {
  readonly name: string;
  readonly settings: Settings;
  /** What goes on with it. */
  readonly command: readonly string[];
}

/** What people are told of an event, besides the progress. */
export function describeEvent(order: DescribedFilm, event: FilmEvent): string | null {
  const { name } = order;
  if (event.kind === 'start') return tellStart(order, event);
  if (event.kind === 'disk') {
    return event.isWaiting
      ? `${name}: the disk is full; waiting for room in ${displayPath(event.folder)}`
      : `${name}: there is room again, going on`;
  }
  if (event.kind !== 'retry') return null;
  if (event.what === 'ffmpeg') return `${name}: another ffmpeg takes over: ${event.message}`;
  if (event.what === 'engine') return `${name}: the engine has hung (${event.message}); back to the last state`;
  return `${name}: the numbers left the finite at frame ${event.frame}; back, and on with smaller steps`;
}

function tellStart({ name, settings }: DescribedFilm, event: Extract<FilmEvent, { kind: 'start' }>): string {
  const { film, width, height, fps, frames, from, damage, network, engine, ffmpeg } = event;
  const title = settings.title === null ? '' : ` "${settings.title}"`;
  return [
    `${name}:${title} to ${displayPath(film)}`,
    `  ${width}x${height}, ${formatCount(frames, 'frame')} at ${formatRate(fps)} fps: ${formatTime(frames / fps)}`,
    `  network ${network}, ${engine}`,
    `  ffmpeg ${formatFfmpeg(ffmpeg)}`,
    ...damage.map((what) => `  warning: ${what}`),
    ...(from > 0 ? [`  going on from frame ${from} (--fresh starts over)`] : []),
  ].join('\n');
}

/** What people are told of a film that was stopped. */
export function describePause({ name, command }: DescribedFilm, { film, frame, written, of }: PausedFilm): string {
  return [
    `${name}: stopped before frame ${frame}; ${written} of ${formatCount(of, 'frame')} are kept`,
    `  to go on:         ${formatCommand(command)}`,
    `  to look at them:  ${formatCommand(['jobs', 'preview', displayPath(film)])}`,
  ].join('\n');
}

/** What people are told of a film that is done. */
export function describeEnd({ name, settings }: DescribedFilm, film: RenderedFilm, seconds: number): string {
  const { numerator, denominator } = settings.fps;
  const length = formatTime((film.frames * denominator) / numerator);
  const beside = [film.poster, film.sheet, film.settings].map((path) => basename(path)).join(', ');
  return [
    `${name}: done in ${formatTime(seconds)}`,
    `  ${displayPath(film.film)}: ${formatCount(film.frames, 'frame')}, ${length}, ${formatBytes(film.bytes)}`,
    ...(film.mixed ? ['  mixed: a part of it was made with other settings or programs; see its settings'] : []),
    `  beside it: ${beside}`,
  ].join('\n');
}
