// The command `neurozoom check PRESET...`: everything that `render` would refuse, what the film will be second by second, and what it will take. Renders and writes
// nothing. With --json each line on stdout is `{ kind: 'check', ... }` (see `Report`) or `{ kind: 'error', ... }` (see `Complaint`).

import { availableParallelism } from 'node:os';
import { UserError } from '../../errors.js';
import { estimateFilm, type FilmEstimate } from '../../film/estimate/estimate.js';
import { layerCosts } from '../../film/estimate/layer-costs.js';
import { measureEvaluations, measurePixels } from '../../film/estimate/speed.js';
import { type FilmOutput, resolveOutput } from '../../film/output.js';
import { type PreparedFilm, prepareFilm } from '../../film/prepare.js';
import { isDead } from '../../film/resolve-neurons.js';
import { findLayer, minimumSize, neuronCount } from '../../network/layers.js';
import { type Call, type Command, wholeNumber } from '../command.js';
import { FILM_OPTIONS, type FilmRequest, loadFilm } from '../input/film-request.js';
import { displayPath } from '../input/preset-files.js';
import { formatErrorReport, toErrorReport } from '../output/error-report.js';
import { formatBytes, formatCount, formatFfmpeg, formatRate, formatTime } from '../output/format.js';
import { formatTimeline, type TimelineRow, timelineRows } from '../output/timeline-table.js';
import type { Terminal } from '../terminal.js';

/** The command. */
export const check: Command = {
  name: 'check',
  words: 'PRESET...',
  about: 'Check presets, tell what happens second by second and how long it takes; renders nothing',
  options: {
    ...FILM_OPTIONS,
    json: { kind: 'flag', about: 'One JSON object a line, for programs' },
  },
  examples: [['check descent --draft', 'How long would a draft take?']],
  run: checkAll,
};

async function checkAll(call: Call, terminal: Terminal): Promise<number> {
  const threads = wholeNumber(call, 'threads', { min: 1, max: 1024 });
  if (call.words.length === 0) {
    throw new UserError('ARGUMENT_INVALID', 'check needs a preset: a file, or the name of one that comes along', {
      hint: 'all that come along: neurozoom presets',
    });
  }
  const json = call.flag('json');
  let exitCode = 0;
  for (const word of call.words) {
    try {
      const report = await checkFilm(word, await loadFilm(word, call), threads);
      terminal.out(json ? JSON.stringify(report) : tellReport(report));
    } catch (error) {
      const complaint = toErrorReport(error, word);
      if (json) terminal.out(JSON.stringify(complaint));
      terminal.err(formatErrorReport(complaint));
      exitCode = Math.max(exitCode, complaint.exitCode);
    }
  }
  return exitCode;
}

/** What `check` found, as --json tells it. */
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
  readonly ffmpeg: FilmOutput['ffmpeg'];
  readonly layers: readonly { readonly name: string; readonly neurons: number; readonly minimumSize: number }[];
  /** Neurons on stage that a short climb from noise could not raise: `mixed4:17`. */
  readonly silent: readonly string[];
  readonly estimate: FilmEstimate;
  readonly timeline: readonly TimelineRow[];
}

async function checkFilm(word: string, request: FilmRequest, threads: number | undefined): Promise<Report> {
  const output = await resolveOutput(request.settings.output, request.settings, request);
  const film = await prepareFilm(request.settings, { threads });
  try {
    const { settings, model, engine, timeline } = film;
    const { width, height, fps, title } = settings;
    return {
      kind: 'check',
      preset: word,
      title,
      film: output.film,
      format: output.format.name,
      ...{ width, height, fps: fps.numerator / fps.denominator },
      ...{ seconds: timeline.durationSeconds, frames: timeline.frameCount },
      network: model.name,
      engine: engine.description,
      ffmpeg: output.ffmpeg,
      layers: film.layers.map((name) => {
        const layer = findLayer(model, name);
        return { name, neurons: neuronCount(layer), minimumSize: minimumSize(layer) };
      }),
      ...(await tryLayers(film, output, threads)),
      timeline: [...timelineRows(timeline)],
    };
  } finally {
    await film.close();
  }
}

/** Layer by layer, as few sessions stay open: its speed, and which of its neurons stay silent. */
async function tryLayers(film: PreparedFilm, output: FilmOutput, threads = availableParallelism()) {
  const { settings, model, sessions, timeline } = film;
  const costs = layerCosts(model);
  const most = Math.min(settings.width, settings.height) + 2 * settings.ascent.margin;
  const silent: string[] = [];
  const clocks = new Map<string, (operations: number) => number>();
  for (const layer of film.layers) {
    const least = Math.min(most, minimumSize(findLayer(model, layer)) + MEASURED_SPARE);
    clocks.set(layer, await measureEvaluations(sessions.of, costs, layer, { least, most }));
    const neurons = settings.cycle.items.flatMap((item) => (item.layer === layer ? [item.neuron] : []));
    for (const neuron of new Set(neurons)) {
      if (await isDead(model, sessions.of, layer, neuron)) silent.push(`${layer}:${neuron}`);
    }
  }
  const pixels = await measurePixels(settings, timeline);
  const evaluation = (layer: string, operations: number) => clocks.get(layer)!(operations);
  const estimate = estimateFilm({ settings, timeline, costs, evaluation, pixels, threads, format: output.format.name });
  return { silent, estimate };
}

/** Pixels beyond a layer's minimum to measure with: nobody films at the minimum. */
const MEASURED_SPARE = 48;

function tellReport(report: Report): string {
  const { preset, title, film, format, width, height, fps, seconds, frames, ffmpeg, estimate } = report;
  const share = Math.round((100 * estimate.engineSeconds) / estimate.seconds);
  const layers = report.layers.map(
    ({ name, neurons, minimumSize: least }) => `${name} (${neurons} neurons, from ${least}x${least})`,
  );
  const lines = [
    `${preset}${title === null ? '' : ` "${title}"`} is fine`,
    `  film     ${displayPath(film)} (${format})`,
    `           ${width}x${height}, ${formatCount(frames, 'frame')} at ${formatRate(fps)} fps: ${formatTime(seconds)}`,
    `  network  ${report.network}, ${report.engine}`,
    `           ${layers.join(', ')}`,
    `  ffmpeg   ${formatFfmpeg(ffmpeg)}`,
    `  takes    about ${formatTime(estimate.seconds)}, ${share} % of it in the network; ` +
      `${formatTime(estimate.seconds / frames)} a frame`,
    `           about ${formatBytes(roundly(estimate.memoryBytes))} of memory and ${formatBytes(roundly(estimate.fileBytes))} on disk`,
    ...report.silent.map((neuron) => `  warning  ${neuron} cannot be lit: nothing would be seen of it`),
    '',
    formatTimeline(report.timeline),
    '',
  ];
  return lines.join('\n');
}

/** Two digits: it is an estimate. */
function roundly(bytes: number): number {
  return Number(bytes.toPrecision(2));
}
