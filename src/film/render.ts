// The whole way from settings to a film on disk with its companions.

import { UserError } from '../errors.js';
import type { Settings } from '../preset/settings.js';
import type { Ffmpeg } from '../video/ffmpeg.js';
import { openEncoder } from '../video/stream.js';
import { metadataOf, settingsText, writeCompanions } from './companions.js';
import { renderFrames } from './frames.js';
import { type FilmOutput, resolveOutput } from './output.js';
import { type PreparedFilm, prepareFilm } from './prepare.js';

/** A neuron on stage in a frame. */
export interface OnStage {
  readonly layer: string;
  readonly neuron: number;
  /** The weights of a frame's neurons sum to 1. */
  readonly weight: number;
  /** Its score before the frame's steps; missing when the frame had none. */
  readonly score?: number;
}

/** What happens while a film is rendered, in this order. */
export type FilmEvent =
  | {
      readonly kind: 'start';
      readonly film: string;
      readonly width: number;
      readonly height: number;
      readonly fps: number;
      /** How many frames will be written. */
      readonly frames: number;
      readonly network: string;
      readonly engine: string;
      readonly ffmpeg: Ffmpeg;
    }
  /** A size of the unseen growth is done. */
  | { readonly kind: 'growth'; readonly done: number; readonly of: number }
  /** A frame is made; `written` counts those that are in the film, of the `of` that will be. */
  | {
      readonly kind: 'frame';
      readonly frame: number;
      readonly seconds: number;
      readonly written: number;
      readonly of: number;
      /** Frames made, of all that must be made; more than written with `frames`. */
      readonly made: number;
      readonly toMake: number;
      readonly onStage: readonly OnStage[];
    }
  | { readonly kind: 'finish' }
  | ({ readonly kind: 'done' } & RenderedFilm);

/** A film on disk and what lies beside it. Paths are absolute; `bytes` is the film's own size. */
export interface RenderedFilm {
  readonly film: string;
  readonly frames: number;
  readonly bytes: number;
  readonly poster: string;
  readonly sheet: string;
  readonly settings: string;
  /** Whether it was ended early by `stop`. */
  readonly stopped: boolean;
}

/** How a film is rendered, where its settings do not say. */
export interface RenderOptions {
  /** Name of the preset, for a film that has no name of its own. */
  readonly name: string;
  /** File or folder, instead of the preset's. */
  readonly out?: string | undefined;
  /** First and last frame to write, from 0. What comes before is computed, since each frame grows out of the one before. */
  readonly range?: { readonly first: number; readonly last: number } | undefined;
  readonly threads?: number | undefined;
  readonly onEvent?: ((event: FilmEvent) => void) | undefined;
  /** Ends the film after the frame at hand; what was made becomes a playable film. */
  readonly stop?: AbortSignal | undefined;
  /** Gives up at once; nothing is left behind. Too late once the film has its name. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Renders a film.
 *
 * @throws UserError for all that the user can put right (see `prepareFilm`, `resolveOutput` and `openEncoder`); the signal's reason when aborted.
 */
export async function renderFilm(settings: Settings, options: RenderOptions): Promise<RenderedFilm> {
  const { signal, onEvent } = options;
  const [output, prepared] = await both(
    resolveOutput(settings.output, settings, options),
    prepareFilm(settings, options),
  );
  try {
    const rendered = await renderPrepared(prepared, output, options);
    onEvent?.({ kind: 'done', ...rendered });
    return rendered;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    await prepared.close();
  }
}

/** Waits for the two at the same time; when one of them fails, what the other opened is closed. */
async function both(
  output: Promise<FilmOutput>,
  prepared: Promise<PreparedFilm>,
): Promise<readonly [FilmOutput, PreparedFilm]> {
  try {
    return await Promise.all([output, prepared]);
  } catch (error) {
    await prepared.then(
      ({ close }) => close(),
      () => undefined,
    );
    throw error;
  }
}

async function renderPrepared(
  prepared: PreparedFilm,
  output: FilmOutput,
  options: RenderOptions,
): Promise<RenderedFilm> {
  const { settings, timeline, sessions, engine, minimumSize } = prepared;
  const { width, height, fps } = settings;
  const { signal, stop, onEvent } = options;
  const { first, last } = checkRange(options.range ?? { first: 0, last: timeline.frameCount - 1 }, timeline.frameCount);
  const of = last - first + 1;
  const text = await settingsText(prepared, output);
  const encoder = openEncoder({
    ffmpeg: output.ffmpeg,
    format: output.format,
    path: output.film,
    quality: settings.output.quality ?? undefined,
    signal,
  });
  try {
    await encoder.start({ width, height, fps, metadata: metadataOf(settings.title ?? options.name, text) });
    onEvent?.({
      kind: 'start',
      film: output.film,
      width,
      height,
      fps: fps.numerator / fps.denominator,
      frames: of,
      network: prepared.model.name,
      engine: engine.description,
      ffmpeg: output.ffmpeg,
    });
    let written = 0;
    const frames = renderFrames({
      timeline,
      opening: settings.opening,
      width,
      height,
      margin: settings.ascent.margin,
      look: settings.look,
      seed: settings.seed,
      minimumSize,
      sessions: sessions.of,
      signal,
      onGrowth: (done, sizes) => onEvent?.({ kind: 'growth', done, of: sizes }),
    });
    for await (const { shot, picture, scores } of frames) {
      if (shot.frame >= first) {
        await encoder.write(picture);
        written += 1;
      }
      const onStage = shot.cast.members.map(({ neuron, weight }, i) => {
        const score = scores[i];
        return { layer: neuron.layer, neuron: neuron.index, weight, ...(score === undefined ? {} : { score }) };
      });
      const { frame, seconds } = shot;
      onEvent?.({ kind: 'frame', frame, seconds, written, of, made: frame + 1, toMake: last + 1, onStage });
      if (frame === last || stop?.aborted === true) break;
    }
    onEvent?.({ kind: 'finish' });
    const film = await encoder.finish();
    // The film stands: it is too late to give it up, and what belongs beside it takes a second.
    await writeCompanions(film, output, text);
    return {
      film: film.path,
      frames: film.frames,
      bytes: film.bytes,
      poster: output.poster,
      sheet: output.sheet,
      settings: output.settings,
      stopped: written < of,
    };
  } catch (error) {
    await encoder.abort();
    throw error;
  }
}

function checkRange(range: { readonly first: number; readonly last: number }, frameCount: number) {
  const { first, last } = range;
  if (first > last || last >= frameCount) {
    throw new UserError('ARGUMENT_INVALID', `the frames ${first}..${last} are not in a film of ${frameCount} frames`, {
      hint: `its frames are 0..${frameCount - 1}`,
    });
  }
  return range;
}
