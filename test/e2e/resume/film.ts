// A film of four segments, made once without interruption, to compare with films that were stopped, killed or damaged.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import {
  call,
  ending,
  type JsonEvent,
  listing,
  type Run,
  scratchFolder,
  start,
  untilEvent,
  writePreset,
} from '../cli.js';

/** Four segments of 12 frames. */
export const SEGMENTS = ['--segment', '12', '--json'];
export const FRAMES = 48;

/** Sets up the film for the tests of one file, before the first test. */
export function openResumeTest() {
  const cwd = scratchFolder();
  const film = (folder: string, format = 'mp4') => join(cwd, folder, `film.${format}`);
  const job = (folder: string) => `${film(folder)}.zoom`;
  const render = (folder: string, ...more: string[]): Promise<Run> =>
    call(['render', 'film.yaml', '--out', `${folder}/`, ...SEGMENTS, ...more], { cwd });

  beforeAll(async () => {
    writePreset(cwd, 'film.yaml', 'duration: 1920ms');
    expect(await render('undisturbed', '--keep')).toMatchObject({ code: 0 });
    expect(listing(join(cwd, 'undisturbed'))).toEqual([
      'film.flash.json',
      'film.flash.svg',
      'film.mp4',
      'film.mp4.zoom',
      'film.poster.png',
      'film.settings.yaml',
      'film.sheet.png',
    ]);
    expect(listing(job('undisturbed')).filter((name) => /^\d{5}-/.test(name))).toHaveLength(4);
  });

  return {
    ...{ cwd, film, job, render },
    /** Starts the program on the film in a folder, waits for an event, and sends signals. */
    async interrupt(
      folder: string,
      when: (event: JsonEvent) => boolean,
      signals: readonly NodeJS.Signals[],
      { group = false, more = [] }: { readonly group?: boolean; readonly more?: readonly string[] } = {},
    ) {
      const child = start(['render', 'film.yaml', '--out', `${folder}/`, ...SEGMENTS, ...more], { cwd, group });
      const end = ending(child);
      await untilEvent(child, when);
      for (const signal of signals) {
        process.kill(group ? -child.pid! : child.pid!, signal);
        await new Promise((resolve) => setTimeout(resolve, 20)); // two of the same at once are one
      }
      return end;
    },
    /** Expects that the film in a folder is the uninterrupted one, with no other files beside it. */
    expectSame(folder: string): void {
      expect(listing(join(cwd, folder))).toEqual([
        'film.flash.json',
        'film.flash.svg',
        'film.mp4',
        'film.poster.png',
        'film.settings.yaml',
        'film.sheet.png',
      ]);
      expect(existsSync(job(folder))).toBe(false);
      expect(readFileSync(film(folder)).equals(readFileSync(film('undisturbed')))).toBe(true);
      const report = (of: string) => readFileSync(join(cwd, of, 'film.flash.json'), 'utf8');
      expect(report(folder)).toBe(report('undisturbed'));
    },
  };
}

/** Whether an event is that of a frame from a number on. */
export const frameFrom = (number: number) => (event: JsonEvent) =>
  event.kind === 'frame' && Number(event.frame) >= number;

/** The last event of a kind. */
export const last = (events: readonly JsonEvent[], kind: string) =>
  events.filter((event) => event.kind === kind).at(-1);
