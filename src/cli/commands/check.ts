// The command `neurozoom check PRESET...` reports everything that `render` would refuse, the film second by second, and
// the time, memory and disk space it takes. Renders and writes nothing. With --json each line on stdout is
// `{ kind: 'check', ... }` (see `Report`) or `{ kind: 'error', ... }` (see `ErrorReport`).

import { UserError } from '../../errors.js';
import { checkFilm, type FilmCheck } from '../../film/estimate/check-film.js';
import type { FilmEstimate } from '../../film/estimate/estimate.js';
import { beatsOfFilm } from '../../film/film-sound.js';
import { locateProblems, type PresetSource } from '../../preset/load.js';
import { type Call, type Command, wholeNumber } from '../command.js';
import { FILM_OPTIONS, loadFilm } from '../input/film-request.js';
import { displayPath } from '../input/preset-files.js';
import { formatErrorReport, toErrorReport } from '../output/error-report.js';
import { formatBytes, formatCount, formatFfmpeg, formatRate, formatTime } from '../output/format.js';
import { formatTimeline, type TimelineRow, timelineRows } from '../output/timeline-table.js';
import type { Terminal } from '../terminal.js';

/** The command. */
export const check: Command = {
  name: 'check',
  words: 'PRESET...',
  about: 'Check presets, show the film second by second and estimate the time it takes; renders nothing',
  options: {
    ...FILM_OPTIONS,
    json: { kind: 'flag', about: 'Print one JSON object per line, for programs' },
  },
  examples: [['check descent --draft', 'How long would a draft take?']],
  run: checkAll,
};

async function checkAll(call: Call, terminal: Terminal): Promise<number> {
  const threads = wholeNumber(call, 'threads', { min: 1, max: 1024 });
  if (call.words.length === 0) {
    throw new UserError('ARGUMENT_INVALID', 'check needs a preset: a file or the name of a built-in preset', {
      hint: 'neurozoom presets lists the built-in presets',
    });
  }
  const json = call.flag('json');
  let exitCode = 0;
  const fail = (error: unknown, word: string) => {
    const report = toErrorReport(error, word);
    if (json) terminal.out(JSON.stringify(report));
    terminal.err(formatErrorReport(report));
    exitCode = Math.max(exitCode, report.exitCode);
  };
  for (const word of call.words) {
    let source: PresetSource | undefined;
    try {
      const request = await loadFilm(word, call);
      const { settings, name, out } = request;
      source = request.source;
      const film = await checkFilm(settings, { name, out, threads });
      const report = reportOf(word, film);
      terminal.out(json ? JSON.stringify(report) : formatReport(report, film.problems.length === 0));
      for (const problem of film.problems) fail(locateProblems(problem, source), word);
    } catch (error) {
      fail(locateProblems(error, source), word);
    }
  }
  return exitCode;
}

/** The result of `check`, as --json prints it. */
interface Report {
  readonly kind: 'check';
  readonly preset: string;
  readonly title: string | null;
  readonly film: string;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly seconds: number;
  readonly frames: number;
  readonly network: string;
  readonly engine: string;
  readonly threads: number;
  readonly ffmpeg: FilmCheck['ffmpeg'];
  readonly layers: readonly { readonly name: string; readonly neurons: number; readonly minimumSize: number }[];
  /** Neurons of the film that do not respond to gradient ascent: `block8:17`. */
  readonly deadNeurons: readonly string[];
  readonly estimate: FilmEstimate;
  /** The film's track: its file, where the film begins in it and how long it is, in seconds, and its tempo. */
  readonly sound: {
    readonly file: string;
    readonly start: number;
    readonly seconds: number;
    /** Beats per minute; null without a beat. */
    readonly tempo: number | null;
  } | null;
  readonly notes: readonly string[];
  readonly timeline: readonly TimelineRow[];
}

function reportOf(word: string, film: FilmCheck): Report {
  const { settings, timeline, format, ffmpeg, network, engine, threads, layers, estimate } = film;
  const { width, height, fps, title } = settings;
  return {
    kind: 'check',
    preset: word,
    title,
    ...{ film: film.film, format },
    ...{ width, height, fps: fps.numerator / fps.denominator },
    ...{ seconds: timeline.durationSeconds, frames: timeline.frameCount },
    ...{ network, engine, threads, ffmpeg, layers },
    deadNeurons: film.deadNeurons.map(({ layer, neuron }) => `${layer}:${neuron}`),
    estimate,
    ...{ sound: soundOf(film), notes: film.notes },
    timeline: [...timelineRows(timeline, film.sound === null ? undefined : beatsOfFilm(film.sound))],
  };
}

function soundOf({ sound }: FilmCheck): Report['sound'] {
  if (sound === null) return null;
  const { settings, track } = sound;
  const { seconds, beats } = track.analysis;
  return { file: settings.file, start: settings.startSeconds, seconds, tempo: beats?.tempo ?? null };
}

/** `song.flac from 30 s on, 124 beats per minute; it ends at 15 s of the film`. */
function formatSound({ sound, seconds }: Report): readonly string[] {
  if (sound === null) return [];
  const from = sound.start === 0 ? '' : ` from ${formatTime(sound.start)} on`;
  const beat = sound.tempo === null ? 'no beat' : `${formatRate(sound.tempo)} beats per minute`;
  const left = sound.seconds - sound.start;
  const end =
    left < seconds - 0.01 ? `; it ends ${formatTime(seconds - left)} before the film, which goes on in silence` : '';
  return [`  sound    ${displayPath(sound.file)}${from}, ${beat}${end}`];
}

function formatReport(report: Report, canRender: boolean): string {
  const { preset, title, film, format, width, height, fps, seconds, frames, ffmpeg, estimate } = report;
  const share = Math.round((100 * estimate.engineSeconds) / estimate.seconds);
  const layers = report.layers.map(
    ({ name, neurons, minimumSize: least }) => `${name} (${neurons} neurons, from ${least}x${least})`,
  );
  const lines = [
    `${preset}${title === null ? '' : ` "${title}"`} ${canRender ? 'can be rendered' : 'cannot be rendered'}`,
    `  film     ${displayPath(film)} (${format})`,
    `           ${width}x${height}, ${formatCount(frames, 'frame')} at ${formatRate(fps)} fps: ${formatTime(seconds)}`,
    `  network  ${report.network}, ${report.engine}, ${formatCount(report.threads, 'thread')}`,
    `           ${layers.join(', ')}`,
    `  ffmpeg   ${formatFfmpeg(ffmpeg)}`,
    ...formatSound(report),
    ...report.notes.map((note) => `  note     ${note}`),
    `  takes    about ${formatTime(estimate.seconds)}, ${share} % of it in the network; ` +
      `${formatTime(estimate.seconds / frames)} per frame`,
    `           about ${formatBytes(rounded(estimate.memoryBytes))} of memory and ` +
      `${formatBytes(rounded(estimate.fileBytes))} on disk`,
    ...report.deadNeurons.map(
      (neuron) => `  warning  ${neuron} does not respond to gradient ascent (a dead neuron); it would stay blank`,
    ),
    '',
    formatTimeline(report.timeline),
    '',
  ];
  return lines.join('\n');
}

/** Rounds an estimate to two digits. */
function rounded(bytes: number): number {
  return Number(bytes.toPrecision(2));
}
