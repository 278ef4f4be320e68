// Draws a track as SVG: its sections, its beats and bars, and the curves that schedules can follow.

import { barTimes, type SoundAnalysis } from './analysis.js';
import { shownCurves } from './overview.js';

const [WIDTH, LEFT, RIGHT] = [1200, 110, 1180];
const [TOP, SECTION_HEIGHT, BEAT_HEIGHT, CURVE_HEIGHT, GAP] = [56, 22, 18, 90, 24];
/** Columns of a curve: one for each pixel. */
const COLUMNS = RIGHT - LEFT;
/** Lines closer than this are no lines, in pixels. */
const LEAST_SPACING = 3;

const SECTION_COLOURS = ['#d9e6f5', '#f6e3c5', '#dcefd6', '#f1d9e6', '#e4dff2', '#f4efc3'];
const CURVE_COLOURS = { loudness: '#4a6f8a', bass: '#b0432f', onsets: '#3f8f5f', brightness: '#8a6fae' } as const;

/**
 * Draws the chart.
 *
 * @param name - Name of the sound file.
 * @param summary - One line: length, tempo, loudness.
 */
export function soundChart(analysis: SoundAnalysis, name: string, summary: string): string {
  const { seconds, beats, sections } = analysis;
  const x = (time: number) => LEFT + ((RIGHT - LEFT) * time) / seconds;
  const labels = [...new Set(sections.map(({ label }) => label))];
  const parts: string[] = [
    text(LEFT, 24, name, 'font-size="16" font-weight="bold"'),
    text(LEFT, 44, summary),
    ...sections.flatMap(({ from, to, label }) => [
      `<rect x="${fixed(x(from))}" y="${TOP}" width="${fixed(x(to) - x(from))}" height="${SECTION_HEIGHT}" ` +
        `fill="${SECTION_COLOURS[labels.indexOf(label) % SECTION_COLOURS.length]}" stroke="#fff"/>`,
      text(x(from) + 5, TOP + 15, label),
    ]),
    text(8, TOP + 15, 'sections'),
  ];
  const beatTop = TOP + SECTION_HEIGHT + 4;
  parts.push(text(8, beatTop + 13, 'beats, bars'));
  if (beats !== null) {
    const bars = barTimes(beats);
    parts.push(...ticks(beats.times.map(x), beatTop + BEAT_HEIGHT / 2, beatTop + BEAT_HEIGHT, '#999'));
    parts.push(...ticks(bars.map(x), beatTop, beatTop + BEAT_HEIGHT, '#222'));
  }
  let top = beatTop + BEAT_HEIGHT + GAP;
  for (const { name: curve, schedule, heights } of shownCurves(analysis, COLUMNS)) {
    const bottom = top + CURVE_HEIGHT;
    const step = (RIGHT - LEFT) / heights.length;
    const points = heights.map((height, i) => `L${fixed(LEFT + i * step)} ${fixed(bottom - height * CURVE_HEIGHT)}`);
    parts.push(
      `<path d="M${LEFT} ${bottom}${points.join('')}L${RIGHT} ${bottom}Z" fill="${CURVE_COLOURS[curve]}"/>`,
      text(8, top + CURVE_HEIGHT / 2, curve),
      text(LEFT + 4, top - 5, schedule, 'font-size="10" fill="#666"'),
    );
    top = bottom + GAP;
  }
  const height = top + 24;
  for (const time of axisTimes(seconds)) {
    parts.push(
      `<path d="M${fixed(x(time))} ${TOP}V${top - 6}" stroke="#000" stroke-opacity="0.12"/>`,
      text(x(time), top + 10, clock(time), 'text-anchor="middle"'),
    );
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" ` +
      'font-family="sans-serif" font-size="12" fill="#222">',
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

/** Vertical lines, unless they would lie too close to tell them apart. */
function ticks(places: readonly number[], from: number, to: number, colour: string): readonly string[] {
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined || last - first < LEAST_SPACING * (places.length - 1)) return [];
  return [`<path d="${places.map((place) => `M${fixed(place)} ${from}V${to}`).join('')}" stroke="${colour}"/>`];
}

/** About ten round times. */
function axisTimes(seconds: number): readonly number[] {
  const step = [0.1, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900].find((each) => seconds / each <= 12) ?? 900;
  return Array.from({ length: Math.floor(seconds / step + 1e-9) + 1 }, (_, i) => i * step);
}

/** `0:05`, `3:20`, `0:00.5`. */
function clock(seconds: number): string {
  const rest = Number((seconds % 60).toFixed(1));
  return `${Math.floor(seconds / 60)}:${rest < 10 ? '0' : ''}${rest}`;
}

function text(x: number, y: number, words: string, more = ''): string {
  return `<text x="${fixed(x)}" y="${fixed(y)}"${more === '' ? '' : ` ${more}`}>${escaped(words)}</text>`;
}

function escaped(words: string): string {
  const plain = words.replace(/\p{Cc}/gu, '\uFFFD');
  return plain.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function fixed(value: number): string {
  return String(Number(value.toFixed(1)));
}
