// The report on a film's flashes: plain data, and the same in words.

import { FLASH_KINDS, type FlashKind, MOST_TRANSITIONS, type Verdict, WARNING_TRANSITIONS, worseOf } from './meter.js';
import type { Block, Screen } from './screen.js';
import type { Course, KindCourse } from './series.js';

/** A part of the frame, in fractions of its width and height from the top left. */
export interface FramePart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What was found of one kind of flashes. */
export interface KindReport {
  /** `pass`, `warning`, `extended` (a warning for four of five seconds) or `fail`; the last two are not safe. */
  readonly verdict: Verdict;
  /** The most transitions within a second in a block of ten degrees; two make a flash. */
  readonly transitions: number;
  /** The worst second, in seconds of the film. */
  readonly from: number;
  readonly to: number;
  /** The worst block. */
  readonly part: FramePart;
  /** Frames by the verdict on the second that ends with them. */
  readonly frames: Readonly<Record<Verdict, number>>;
}

/** The report on a film. */
export interface FlashReport {
  /** The worse of both kinds. */
  readonly verdict: Verdict;
  /** Changes of luminance by a tenth of white. */
  readonly general: KindReport;
  /** Changes of saturated red. */
  readonly red: KindReport;
  readonly frames: number;
  /** Frames that were changed because they flashed. */
  readonly limitedFrames: number;
  /** This is no certified test. */
  readonly isCertified: false;
  readonly rules: {
    readonly standards: readonly string[];
    readonly mostTransitions: number;
    readonly warningTransitions: number;
  };
  /** The film in pieces of equal length: in each, the most transitions in a second, and the last mean luminance. */
  readonly course: {
    readonly secondsPerPiece: number;
    readonly general: readonly number[];
    readonly red: readonly number[];
    readonly luminance: readonly number[];
    readonly isLimited: readonly boolean[];
  };
}

/** Makes the report of a film. */
export function reportOf(course: Course, screen: Screen, fps: number): FlashReport {
  const { kinds, frames, limitedFrames, pieces, framesPerPiece } = course;
  const [general, red] = FLASH_KINDS.map((kind) => kindReport(kinds[kind], screen, fps)) as [KindReport, KindReport];
  return {
    verdict: worseOf(general.verdict, red.verdict),
    ...{ general, red, frames, limitedFrames },
    isCertified: false,
    rules: {
      standards: ['WCAG 2.2, 2.3.1', 'ITU-R BT.1702'],
      mostTransitions: MOST_TRANSITIONS,
      warningTransitions: WARNING_TRANSITIONS,
    },
    course: {
      secondsPerPiece: framesPerPiece / fps,
      general: pieces.map((piece) => piece.general),
      red: pieces.map((piece) => piece.red),
      luminance: pieces.map((piece) => rounded(piece.luminance)),
      isLimited: pieces.map((piece) => piece.isLimited),
    },
  };
}

function kindReport({ verdict, transitions, frame, block, frames }: KindCourse, screen: Screen, fps: number) {
  const to = transitions === 0 ? 0 : (frame + 1) / fps;
  return {
    ...{ verdict, transitions, frames },
    from: rounded(Math.max(0, to - 1)),
    to: rounded(to),
    part: partOf(block, screen),
  };
}

function partOf({ column, row, columns, rows }: Block, screen: Screen): FramePart {
  return {
    x: rounded(column / screen.columns),
    y: rounded(row / screen.rows),
    width: rounded(columns / screen.columns),
    height: rounded(rows / screen.rows),
  };
}

/** The kind with the worse verdict, or with more transitions. */
export function worseKind({ general, red }: Pick<FlashReport, FlashKind>): FlashKind {
  const worse = worseOf(general.verdict, red.verdict);
  if (general.verdict !== red.verdict) return general.verdict === worse ? 'general' : 'red';
  return red.transitions > general.transitions ? 'red' : 'general';
}

/** The worst second in words: `12 changes of brightness in the second up to 3.2 s, in the upper left (at most 6)`. */
export function describeWorst(report: Pick<FlashReport, FlashKind>): string {
  const kind = worseKind(report);
  const { transitions, to, part } = report[kind];
  const what = `${transitions} change${transitions === 1 ? '' : 's'} of ${kind === 'red' ? 'red' : 'brightness'}`;
  return `${what} in the second up to ${Number(to.toFixed(2))} s, ${placeOf(part)} (${MOST_TRANSITIONS} are allowed)`;
}

function placeOf({ x, y, width, height }: FramePart): string {
  const [across, down] = [x + width / 2, y + height / 2];
  const row = down < 0.4 ? 'upper' : down > 0.6 ? 'lower' : '';
  const column = across < 0.4 ? 'left' : across > 0.6 ? 'right' : '';
  if (row === '' && column === '') return 'in the middle';
  if (column === '') return `in the ${row} middle`;
  return row === '' ? `on the ${column}` : `in the ${row} ${column}`;
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
