// What a render does with the flashes of its film: the report and the chart beside it, and an error where they must not
// be.

import { basename, join } from 'node:path';
import { renameDurably, writeDurably } from '../disk/durable.js';
import { UserError } from '../errors.js';
import { flashChart } from '../flash/chart.js';
import type { FlashGuard } from '../flash/guard.js';
import { isUnsafe, type Reading } from '../flash/meter.js';
import { describeWorst, type FlashReport } from '../flash/report.js';
import type { Settings } from '../preset/settings.js';
import { type FlashWatch, guardOf } from './frames/frames.js';
import type { FilmOutput } from './output.js';

/** How the shown frames of a film are watched. */
export function flashWatchOf(
  { fps, flash }: Pick<Settings, 'fps' | 'flash'>,
  { first, last }: { readonly first: number; readonly last: number },
): FlashWatch {
  return { first, last, fps: fps.numerator / fps.denominator, limits: flash === 'limit' };
}

/**
 * The report on a film.
 *
 * @param memory - What the guard remembers after the last frame.
 */
export function flashReportOf(
  settings: Settings,
  shown: { readonly first: number; readonly last: number },
  memory: Uint8Array | undefined,
): FlashReport {
  const guard: FlashGuard = guardOf(settings, flashWatchOf(settings, shown), memory);
  return guard.report();
}

/** Whether a film must end at a frame because of its flashes. */
export function mustFail({ flash }: Pick<Settings, 'flash'>, reading: Reading | undefined): boolean {
  if (flash !== 'fail' || reading === undefined) return false;
  return isUnsafe(reading.general.verdict) || isUnsafe(reading.red.verdict);
}

/** The error for flashes that are not safe to watch. */
export function flashError(report: FlashReport): UserError {
  return new UserError('FLASHES', `the film flashes in a way that is not safe to watch: ${describeWorst(report)}`, {
    hint: '`flash: limit` (--flash limit) damps what is shown; `flash: warn` renders on from here',
  });
}

/**
 * Writes the report and the chart beside a film.
 *
 * @param folder - Where they are made before they are renamed: the job's.
 */
export async function writeFlashReport(
  report: FlashReport,
  { film, flash, flashChart: chart }: Pick<FilmOutput, 'film' | 'flash' | 'flashChart'>,
  folder: string,
): Promise<void> {
  const name = basename(film);
  const files = [
    [flash, `${JSON.stringify({ film: name, ...report }, null, 2)}\n`],
    [chart, flashChart(report, name)],
  ] as const;
  for (const [path, text] of files) {
    const made = join(folder, basename(path));
    await writeDurably(made, text);
    await renameDurably(made, path);
  }
}
