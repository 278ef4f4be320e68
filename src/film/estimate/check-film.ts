// Checks a film before it is rendered: its timeline, the time it takes on this machine, what it needs, and its
// problems.

import { UserError } from '../../errors.js';
import { layerCosts } from '../../network/layer-costs.js';
import { findLayer, minimumSize, neuronCount } from '../../network/layers.js';
import type { Settings } from '../../preset/settings.js';
import type { Timeline } from '../../timeline/timeline.js';
import type { Ffmpeg } from '../../video/encode/ffmpeg.js';
import type { FormatName } from '../../video/encode/formats.js';
import { checkReplaceable } from '../film-owner.js';
import { type FilmSound, noteOnSound } from '../film-sound.js';
import { jobFolderOf } from '../job/job-file.js';
import { folderBytes } from '../job/jobs.js';
import { planSegments, segmentLength } from '../job/segment-plan.js';
import { type FilmOutput, resolveOutput } from '../output.js';
import { type PreparedFilm, type PrepareOptions, prepareFilm } from '../prepare.js';
import { isDead, type ResolvedSettings } from '../resolve-neurons.js';
import { estimateFilm, type FilmEstimate } from './estimate.js';
import { checkNeeds, needsOf } from './preflight.js';
import { measureEvaluations, measurePixels } from './speed.js';

/** Options of the check. */
export interface CheckOptions extends PrepareOptions {
  /** The name of the film if its settings name no file. @default 'film' */
  readonly name?: string | undefined;
  /** A file or a folder (an existing one, or a name that ends in a slash), instead of the settings' output. */
  readonly out?: string | undefined;
}

/** The result of the check. */
export interface FilmCheck {
  /** The settings with a number for every neuron. */
  readonly settings: ResolvedSettings;
  readonly timeline: Timeline;
  /** Absolute path of the future film. */
  readonly film: string;
  readonly format: FormatName;
  readonly ffmpeg: Ffmpeg;
  readonly network: string;
  readonly engine: string;
  readonly threads: number;
  /** The layers that the film uses, each with the side of the smallest square picture that it accepts, in pixels. */
  readonly layers: readonly { readonly name: string; readonly neurons: number; readonly minimumSize: number }[];
  /** Neurons of the film that do not respond to gradient ascent; they would stay blank. */
  readonly deadNeurons: readonly { readonly layer: string; readonly neuron: number }[];
  readonly estimate: FilmEstimate;
  /** The film's sound; null for a silent film. */
  readonly sound: FilmSound | null;
  /** What is to be known of how the film is made: its sound in this format, its size in this network. */
  readonly notes: readonly string[];
  /** The errors with which `renderFilm` would refuse the film now: MEMORY_SHORT, DISK_FULL, FILM_EXISTS. */
  readonly problems: readonly UserError[];
}

/**
 * Checks a film and estimates what it takes. Renders and writes nothing; takes a few seconds.
 *
 * @throws UserError for everything else that `renderFilm` refuses: see `prepareFilm` and `resolveOutput`.
 */
export async function checkFilm(settings: Settings, options: CheckOptions = {}): Promise<FilmCheck> {
  const { name = 'film', out, signal } = options;
  const output: FilmOutput = await resolveOutput(settings.output, settings, {
    ...{ name, out, signal, sound: settings.sound !== null },
    overwrite: true,
  });
  const film = await prepareFilm(settings, options);
  try {
    const { model, engine, timeline } = film;
    return {
      settings: film.settings,
      ...{ timeline, film: output.film, format: output.format.name, ffmpeg: output.ffmpeg },
      sound: film.sound,
      notes: [film.note, noteOnSound(film.sound, output.format)].filter((note) => note !== undefined),
      ...{ network: model.name, engine: engine.description, threads: engine.threads },
      layers: film.layers.map((layerName) => {
        const layer = findLayer(model, layerName);
        return { name: layerName, neurons: neuronCount(layer), minimumSize: minimumSize(layer) };
      }),
      ...(await tryLayers(film, output, signal)),
      problems: await problemsOf(film, output, name),
    };
  } finally {
    await film.close();
  }
}

/** Speed is measured with pictures this many pixels larger than a layer's minimum, since films are larger too. */
const MEASURED_SPARE = 48;

/** Measures layer by layer, so that few sessions are open at a time, and looks for dead neurons. */
async function tryLayers(film: PreparedFilm, output: FilmOutput, signal: AbortSignal | undefined) {
  const { settings, model, engine, sessions, timeline } = film;
  const costs = layerCosts(model);
  const most = Math.min(settings.width, settings.height) + 2 * settings.ascent.margin;
  const deadNeurons: { readonly layer: string; readonly neuron: number }[] = [];
  const speeds = new Map<string, (operations: number) => number>();
  for (const layer of film.layers) {
    const least = Math.min(most, minimumSize(findLayer(model, layer)) + MEASURED_SPARE);
    speeds.set(layer, await measureEvaluations(sessions.of, costs, layer, { least, most }));
    const neurons = settings.cycle.items.flatMap((item) => (item.layer === layer ? [item.neuron] : []));
    for (const neuron of new Set(neurons)) {
      signal?.throwIfAborted();
      if (await isDead(model, sessions.of, layer, neuron)) deadNeurons.push({ layer, neuron });
    }
  }
  const pixels = await measurePixels(settings, timeline);
  const evaluation = (layer: string, operations: number) => speeds.get(layer)!(operations);
  const { threads } = engine;
  const estimate = estimateFilm({ settings, timeline, costs, evaluation, pixels, threads, format: output.format.name });
  return { deadNeurons, estimate };
}

async function problemsOf(film: PreparedFilm, output: FilmOutput, name: string): Promise<readonly UserError[]> {
  const { settings, timeline } = film;
  const range = { first: 0, last: timeline.frameCount - 1 };
  const needs = needsOf(film, output, planSegments(range, segmentLength(settings, timeline)));
  const there = await folderBytes(jobFolderOf(output.film));
  const checks = [
    checkNeeds({ ...needs, disk: 0 }, output.film, there),
    checkNeeds({ ...needs, memory: 0 }, output.film, there),
    checkReplaceable(output, name),
  ];
  const problems: UserError[] = [];
  for (const result of await Promise.allSettled(checks)) {
    if (result.status === 'fulfilled') continue;
    if (!(result.reason instanceof UserError)) throw result.reason;
    problems.push(result.reason);
  }
  return problems;
}
