// Opens everything that a film needs and checks it before the first frame: network, neurons, size, timeline.
import { onnxEngine } from '../engines/onnx-engine.js';
import { openNetwork } from '../models/load.js';
import { checkPictureSize, noteOnSize } from '../network/layers.js';
import { openSessionCache } from '../network/session-cache.js';
import { masterSize } from '../optvis/grow.js';
import { largestTile } from '../optvis/tiles.js';
import { toTimelinePlan } from '../preset/plan.js';
import { createTimeline } from '../timeline/timeline.js';
import { checkAscent } from './check-ascent.js';
import { FILM_TILING } from './frames/keys.js';
import { drawNeurons, findNeurons } from './resolve-neurons.js';
/**
 * Opens everything that a film needs and checks it. Takes about a second, and some more for each random neuron.
 *
 * @throws UserError NETWORK_UNKNOWN, LAYER_UNKNOWN, NEURON_UNKNOWN, NEURON_DEAD, SIZE_TOO_SMALL, ENGINE_UNAVAILABLE,
 *   ATLAS_MISSING, ATLAS_UNUSABLE.
 */
export async function prepareFilm(given, { threads, engine: own, signal } = {}) {
    const [model, engine] = await Promise.all([
        openNetwork(given.network),
        own ?? onnxEngine(threads === undefined ? {} : { threads }),
    ]);
    signal?.throwIfAborted();
    const named = await findNeurons(given, model);
    const layers = [...new Set(named.cycle.items.map(({ layer }) => layer))];
    const minimumSize = checkPictureSize(model, named, layers);
    const note = noteOnSize(model, named, layers);
    const { width, height, ascent } = named;
    const largest = largestTile(masterSize({ width, height, margin: ascent.margin }, 1), FILM_TILING);
    const sessions = openSessionCache(model, engine, { largest, signal });
    try {
        const settings = await drawNeurons(named, model, sessions.of, signal);
        const timeline = createTimeline(toTimelinePlan(settings, undefined, minimumSize));
        checkAscent(settings, timeline, minimumSize);
        return { settings, model, engine, sessions, timeline, layers, minimumSize, note, close: sessions.close };
    }
    catch (error) {
        await sessions.close();
        throw error;
    }
}
/** The options of the frames, from the settings, timeline and sessions of a film. */
export function framesOptionsOf({ settings, timeline, sessions, minimumSize, }) {
    const { width, height, opening, look, seed, ascent } = settings;
    return {
        ...{ timeline, opening, width, height, look, seed, minimumSize },
        margin: ascent.margin,
        sessions: sessions.of,
    };
}
//# sourceMappingURL=prepare.js.map