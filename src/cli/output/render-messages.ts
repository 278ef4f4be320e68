// What people are told while a film is rendered.

import { basename } from 'node:path';
import type { FilmEvent, PausedFilm, RenderedFilm } from '../../film/events.js';
import type { Settings } from '../../preset/settings.js';
import { displayed } from '../input/preset-files.js';
import { tellBytes, tellCommand, tellCount, tellFfmpeg, tellRate, tellTime } from './format.js';

/** A film to tell of. */
export interface FilmToTellOf {
  readonly name: string;
  readonly settings: Settings;
  /** What goes on with it. */
  readonly command: readonly string[];
}

/** What people are told of an event, besides the progress. */
export function tellEvent(order: FilmToTellOf, event: FilmEvent): string | null {
  const { name } = order;
  if (event.kind === 'start') return tellStart(order, event);
  if (event.kind === 'disk') {
    return event.isWaiting
      ? `${name}: the disk is full; waiting for room in ${displayed(event.folder)}`
      : `${name}: there is room again, going on`;
  }
  if (event.kind !== 'retry') return null;
  if (event.what === 'ffmpeg') return `${name}: another ffmpeg takes over: ${event.message}`;
  if (event.what === 'engine') return `${name}: the engine has hung (${event.message}); back to the last state`;
  return `${name}: the numbers left the finite at frame ${event.frame}; back, and on with smaller steps`;
}

function tellStart({ name, settings }: FilmToTellOf, event: Extract<FilmEvent, { kind: 'start' }>): string {
  const { film, width, height, fps, frames, from, damage, network, engine, ffmpeg } = event;
  const title = settings.title === null ? '' : ` "${settings.title}"`;
  return [
    `${name}:${title} to ${displayed(film)}`,
    `  ${width}x${height}, ${tellCount(frames, 'frame')} at ${tellRate(fps)} fps: ${tellTime(frames / fps)}`,
    `  network ${network}, ${engine}`,
    `  ffmpeg ${tellFfmpeg(ffmpeg)}`,
    ...damage.map((what) => `  warning: ${what}`),
    ...(from > 0 ? [`  going on from frame ${from} (--fresh starts over)`] : []),
  ].join('\n');
}

/** What people are told of a film that was stopped. */
export function tellPause({ name, command }: FilmToTellOf, { film, frame, written, of }: PausedFilm): string {
  return [
    `${name}: stopped before frame ${frame}; ${written} of ${tellCount(of, 'frame')} are kept`,
    `  to go on:         ${tellCommand(command)}`,
    `  to look at them:  ${tellCommand(['jobs', 'preview', displayed(film)])}`,
  ].join('\n');
}

/** What people are told of a film that is done. */
export function tellEnd({ name, settings }: FilmToTellOf, film: RenderedFilm, seconds: number): string {
  const { numerator, denominator } = settings.fps;
  const length = tellTime((film.frames * denominator) / numerator);
  const beside = [film.poster, film.sheet, film.settings].map((path) => basename(path)).join(', ');
  return [
    `${name}: done in ${tellTime(seconds)}`,
    `  ${displayed(film.film)}: ${tellCount(film.frames, 'frame')}, ${length}, ${tellBytes(film.bytes)}`,
    ...(film.mixed ? ['  mixed: a part of it was made with other settings or programs; see its settings'] : []),
    `  beside it: ${beside}`,
  ].join('\n');
}
