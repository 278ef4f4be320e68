// Draws a film's flashes over time as SVG: transitions per second of both kinds, the limits, the luminance, and where
// frames were limited.

import { MOST_TRANSITIONS, WARNING_TRANSITIONS } from './meter.js';
import { describeWorst, type FlashReport } from './report.js';

const [WIDTH, HEIGHT] = [960, 370];
const PLOT = { left: 60, right: 940, top: 64, bottom: 250 } as const;
const LIGHT = { top: 270, bottom: 320 } as const;

/** The scale reaches so many transitions at least; more than 30 a second are drawn as 30. */
const [LEAST_TOP, MOST_TOP] = [8, 30];

const COLOURS = { general: '#1f5fae', red: '#d0281e', limit: '#8a8a8a', light: '#555', limited: '#f0c75e' } as const;

const VERDICTS = {
  pass: 'pass',
  warning: 'near the limit',
  extended: 'not safe: near the limit for too long',
  fail: 'not safe',
} as const;

/**
 * Draws the chart of a report.
 *
 * @param name - Name of the film.
 */
export function flashChart(report: FlashReport, name: string): string {
  const { course, verdict, limitedFrames } = report;
  const pieces = course.general.length;
  const seconds = pieces * course.secondsPerPiece;
  const most = Math.max(LEAST_TOP, ...course.general, ...course.red);
  const top = Math.min(MOST_TOP, most);
  const x = (piece: number) => PLOT.left + ((PLOT.right - PLOT.left) * piece) / Math.max(1, pieces);
  const y = (count: number) => PLOT.bottom - ((PLOT.bottom - PLOT.top) * Math.min(top, count)) / top;
  const light = (value: number) => LIGHT.bottom - (LIGHT.bottom - LIGHT.top) * value;
  const steps = (values: readonly number[], at: (value: number) => number) =>
    values.map((value, i) => `${i === 0 ? 'M' : 'L'}${fixed(x(i))} ${fixed(at(value))}H${fixed(x(i + 1))}`).join('');
  const limited = spansOf(course.isLimited).map(
    ([from, to]) =>
      `<rect x="${fixed(x(from))}" y="${PLOT.top}" width="${fixed(x(to) - x(from))}" height="${LIGHT.bottom - PLOT.top}" fill="${COLOURS.limited}" fill-opacity=".45"/>`,
  );
  const line = (count: number, words: string) =>
    `<path d="M${PLOT.left} ${fixed(y(count))}H${PLOT.right}" stroke="${COLOURS.limit}" stroke-dasharray="4 4"/>` +
    text(PLOT.right, y(count) - 4, words, 'end');
  const times = ticksOf(seconds).map((second) => {
    const at = PLOT.left + ((PLOT.right - PLOT.left) * second) / seconds;
    return `<path d="M${fixed(at)} ${LIGHT.bottom}v5" stroke="#000"/>${text(at, LIGHT.bottom + 20, `${second} s`, 'middle')}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<title>Flashes of ${escaped(name)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${PLOT.left}" y="24" font-size="16">Flashes of ${escaped(name)}: ${VERDICTS[verdict]}</text>`,
    text(PLOT.left, 44, `${describeWorst(report)}${limitedFrames === 0 ? '' : `; ${limitedFrames} frames limited`}`),
    ...limited,
    line(MOST_TRANSITIONS, 'limit'),
    line(WARNING_TRANSITIONS, 'warning'),
    ...[0, MOST_TRANSITIONS, top].map((count) => text(PLOT.left - 8, y(count) + 4, String(count), 'end')),
    `<path d="${steps(course.general, y)}" fill="none" stroke="${COLOURS.general}" stroke-width="2"/>`,
    `<path d="${steps(course.red, y)}" fill="none" stroke="${COLOURS.red}" stroke-width="2"/>`,
    `<path d="M${PLOT.left} ${PLOT.top}V${PLOT.bottom}H${PLOT.right}" fill="none" stroke="#000"/>`,
    `<path d="${steps(course.luminance, light)}" fill="none" stroke="${COLOURS.light}"/>`,
    `<path d="M${PLOT.left} ${LIGHT.top}V${LIGHT.bottom}H${PLOT.right}" fill="none" stroke="#000"/>`,
    text(PLOT.left - 8, LIGHT.top + 8, '1', 'end'),
    text(PLOT.left - 8, LIGHT.bottom, '0', 'end'),
    ...times,
    ...legend([
      [COLOURS.general, 'changes of brightness in a second'],
      [COLOURS.red, 'changes of red in a second'],
      [COLOURS.light, 'mean luminance'],
      [COLOURS.limited, 'limited'],
    ]),
    '</svg>\n',
  ].join('\n');
}

function legend(entries: readonly (readonly [colour: string, words: string])[]): readonly string[] {
  return entries.map(([colour, words], i) => {
    const left = PLOT.left + 235 * i;
    return `<rect x="${left}" y="354" width="14" height="8" fill="${colour}"/>${text(left + 20, 363, words)}`;
  });
}

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end' = 'start'): string {
  return `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

/** About eight round times. */
function ticksOf(seconds: number): readonly number[] {
  const rough = seconds / 8;
  const power = 10 ** Math.floor(Math.log10(rough));
  const each = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  return Array.from({ length: Math.floor(seconds / each + 1e-9) + 1 }, (_, i) => Number((i * each).toPrecision(6)));
}

/** From where to where values are true. */
function spansOf(flags: readonly boolean[]): readonly (readonly [from: number, to: number])[] {
  const spans: [number, number][] = [];
  flags.forEach((flag, i) => {
    if (!flag) return;
    if (flags[i - 1] === true) spans.at(-1)![1] = i + 1;
    else spans.push([i, i + 1]);
  });
  return spans;
}

function fixed(value: number): string {
  return String(Number(value.toFixed(2)));
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
