// The command `neurozoom sound FILE` shows what a film would follow: tempo, beats, sections, and curves, in the terminal
// and as an SVG file. Renders nothing. With --json it prints one object, `{ kind: 'sound', ... }` (see `Report`).

import { basename, extname, join, resolve } from 'node:path';
import { UserError } from '../../errors.js';
import { meansFolder, OUTPUT_FOLDER } from '../../film/output.js';
import { barTimes } from '../../sound/analysis.js';
import { soundChart } from '../../sound/chart.js';
import { SOUND_INPUT_OPTIONS } from '../../sound/decode.js';
import { type ShownCurve, shownCurves } from '../../sound/overview.js';
import type { Section } from '../../sound/sections.js';
import { openTrack, type Track } from '../../sound/track.js';
import { writeTextFile } from '../../video/edit/output-file.js';
import { measureLoudness } from '../../video/edit/soundtrack.js';
import { findFfmpeg } from '../../video/encode/ffmpeg.js';
import type { Call, Command } from '../command.js';
import { displayPath } from '../input/preset-files.js';
import { formatCount, formatTable, formatTime } from '../output/format.js';
import type { Terminal } from '../terminal.js';
import { expectWords } from './command-context.js';

/** The command. */
export const sound: Command = {
  name: 'sound',
  words: 'FILE',
  about: "Show a track's tempo, beats, sections and curves, before a film follows it",
  options: {
    out: { kind: 'value', about: 'File or folder of the chart, an SVG (default: output/NAME.sound.svg)' },
    json: { kind: 'flag', about: 'Print one JSON object, for programs: all beats, sections and curves' },
  },
  examples: [['sound song.flac', 'Where are its beats, and what could drive the film?']],
  run: showSound,
};

/** What --json prints. Times are in seconds. */
interface Report {
  readonly kind: 'sound';
  readonly file: string;
  readonly sha256: string;
  readonly seconds: number;
  /** Integrated loudness in LUFS, and true peak in dBTP. */
  readonly loudness: number;
  readonly truePeak: number;
  /** Beats per minute; null for a track without a beat. */
  readonly tempo: number | null;
  readonly beatsPerBar: number | null;
  readonly beats: readonly number[];
  readonly bars: readonly number[];
  readonly sections: readonly Section[];
  /** Heights ten times a second. */
  readonly curves: readonly ShownCurve[];
  /** Path of the chart. */
  readonly chart: string;
}

async function showSound(call: Call, terminal: Terminal): Promise<number> {
  expectWords(call, { min: 1, max: 1, what: 'one sound file' });
  const file = call.words[0]!;
  const chart = await chartPath(call.value('out'), file);
  const ffmpeg = await findFfmpeg();
  const track = await openTrack(file, { ffmpeg });
  const measured = await measureLoudness({ ffmpeg }, resolve(file), SOUND_INPUT_OPTIONS);
  const report = reportOf(track, measured, chart);
  await writeTextFile(chart, soundChart(track.analysis, basename(file), summaryOf(report)));
  terminal.out(call.flag('json') ? JSON.stringify(report) : formatReport(track, report, terminal.columns));
  return 0;
}

async function chartPath(out: string | undefined, file: string): Promise<string> {
  const name = `${basename(file, extname(file))}.sound.svg`;
  if (out === undefined) return resolve(OUTPUT_FOLDER, name);
  if (await meansFolder(out)) return resolve(join(out, name));
  if (extname(out).toLowerCase() === '.svg') return resolve(out);
  throw new UserError('ARGUMENT_INVALID', `Expected \`--out\` to be a name that ends in .svg, got \`${out}\`.`, {
    hint: 'to name a folder, end it in a slash',
  });
}

function reportOf(
  { path, sha256, analysis }: Track,
  { loudness, truePeak }: { readonly loudness: number; readonly truePeak: number },
  chart: string,
): Report {
  const { seconds, beats, sections } = analysis;
  const round = (times: readonly number[]) => times.map((time) => Number(time.toFixed(3)));
  return {
    kind: 'sound',
    ...{ file: resolve(path), sha256, seconds, loudness, truePeak },
    tempo: beats === null ? null : Number(beats.tempo.toFixed(2)),
    beatsPerBar: beats?.beatsPerBar ?? null,
    beats: round(beats?.times ?? []),
    bars: round(beats === null ? [] : barTimes(beats)),
    sections,
    curves: shownCurves(analysis, Math.ceil(10 * seconds)),
    chart,
  };
}

/** `3 min 20 s, 124 beats per minute, 4 beats a bar, -9.8 LUFS`. */
function summaryOf({ seconds, tempo, beatsPerBar, loudness, truePeak }: Report): string {
  const beat = tempo === null ? 'no beat' : `${Number(tempo.toFixed(1))} beats per minute, ${beatsPerBar} beats a bar`;
  return `${formatTime(seconds)}, ${beat}, ${loudness.toFixed(1)} LUFS, true peak ${truePeak.toFixed(1)} dB`;
}

/** Blocks of eight heights. */
const BLOCKS = ' ▁▂▃▄▅▆▇█';
/** Sections of a long track that are listed. */
const MOST_LISTED = 40;

function formatReport({ analysis }: Track, report: Report, columns: number): string {
  const { beats, bars, sections, file, chart } = report;
  const width = Math.max(10, Math.min(columns, 160) - 14);
  const curves = shownCurves(analysis, width).map(({ name, heights }) => {
    return `  ${name.padEnd(11)}${heights.map((height) => BLOCKS[Math.round(8 * height)]!).join('')}`;
  });
  const rows = sections.slice(0, MOST_LISTED).map(({ from, to, label, level }) => {
    const count = bars.filter((time) => time >= from - 0.05 && time < to - 0.05).length;
    return [label, formatClock(from), formatClock(to), count === 0 ? '' : String(count), level.toFixed(0)];
  });
  const hidden = sections.length - rows.length;
  const [first] = beats;
  return [
    `${displayPath(file)}: ${summaryOf(report)}`,
    ...(first === undefined
      ? ['  no beat was found: times in beats and `snap` need one']
      : [
          `  ${formatCount(beats.length, 'beat')}, the first at ${first.toFixed(2)} s; bars from ${bars[0]?.toFixed(2)} s on`,
        ]),
    '',
    ...curves,
    '',
    formatTable([['section', 'from', 'to', 'bars', 'level in dB'], ...rows], [1, 2, 3, 4]).replaceAll(/^/gm, '  '),
    ...(hidden > 0 ? [`  ... and ${hidden} more`] : []),
    '',
    `  chart    ${displayPath(chart)}`,
  ].join('\n');
}

/** `1:02.5`. */
function formatClock(seconds: number): string {
  const rest = (seconds % 60).toFixed(1);
  return rest === '60.0'
    ? `${Math.floor(seconds / 60) + 1}:00.0`
    : `${Math.floor(seconds / 60)}:${rest.padStart(4, '0')}`;
}
