// The text of an invalid preset's error: every problem with its file, line and column, what was expected, and the line
// itself with carets under the location.

import { type Path, printable } from '../schema/fields.js';
import type { SourceLocation } from './document.js';

/** A problem that knows where it comes from: a location in the file, or an override. */
export type PlacedProblem = {
  /** Empty for the preset as a whole. */
  readonly path: Path;
  readonly message: string;
} & ({ readonly location: SourceLocation } | { readonly origin: string });

/** More would not be read. */
const MAX_REPORTED = 20;
/** Characters shown of a long line. */
const MAX_LINE = 110;

/** How problems are told. */
export interface ReportOptions {
  /** What the preset is called. */
  readonly name: string;
  /** Its whole text. */
  readonly text: string;
  /** How many more problems there are than those given. */
  readonly unplaced: number;
}

/**
 * Reports problems in the order of their lines, those of overrides first:
 *
 *     presets/cathedral.yaml:14:13  camera.zoom.perSecond[2].at: expected a time after 4s ..., got 3.5s
 *       14 |     - { at: 3.5s, value: 1.04 }
 *          |             ^^^^
 */
export function report(problems: readonly PlacedProblem[], { name, text, unplaced }: ReportOptions): string {
  const lines = text.split(/\r?\n/);
  const inOrder = [...problems].sort((a, b) => positionOf(a) - positionOf(b));
  const told = inOrder.slice(0, MAX_REPORTED).map((problem) => {
    const what = problem.path.length > 0 ? `${toText(problem.path)}: ${problem.message}` : problem.message;
    if ('origin' in problem) return `${problem.origin}  ${what}`;
    const { line, column } = problem.location;
    return `${name}:${line}:${column}  ${what}\n${excerpt(lines[line - 1] ?? '', problem.location)}`;
  });
  const rest = inOrder.length - told.length + unplaced;
  return [...told, ...(rest > 0 ? [`... and ${rest} more`] : [])].join('\n');
}

/** Writes a path as people do: `camera.zoom.doubles[2].at`. */
export function toText(path: Path): string {
  return path
    .map((key, i) => {
      if (typeof key === 'number') return `[${key}]`;
      const plain = /^[\w-]{1,40}$/.test(key) ? key : JSON.stringify(printable(key.slice(0, 40)));
      return i === 0 ? plain : `.${plain}`;
    })
    .join('');
}

/** Sorts by line, then column; lines are shorter than the largest preset. */
function positionOf(problem: PlacedProblem): number {
  return 'origin' in problem ? 0 : problem.location.line * 2 ** 20 + problem.location.column;
}

function excerpt(line: string, { line: number, column, width }: SourceLocation): string {
  // Of a long line, the part around the location is shown.
  const start = line.length <= MAX_LINE ? 0 : Math.max(0, Math.min(column - MAX_LINE / 2, line.length - MAX_LINE));
  const shown = printable(line.slice(start, start + MAX_LINE));
  const carets = '^'.repeat(Math.max(1, Math.min(width, shown.length - (column - 1 - start))));
  const gutter = String(number);
  return `  ${gutter} | ${shown}\n  ${' '.repeat(gutter.length)} | ${' '.repeat(column - 1 - start)}${carets}`;
}
