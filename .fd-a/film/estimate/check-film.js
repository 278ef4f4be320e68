// Checks a film before it is rendered: its timeline, the time it takes on this machine, what it needs, and its
// problems.
import { UserError } from '../../errors.js';
import { layerCosts } from '../../network/layer-costs.js';
import { findLayer, minimumSize, neuronCount } from '../../network/layers.js';
import { checkReplaceable } from '../film-owner.js';
import { jobFolderOf } from '../job/job-file.js';
import { folderBytes } from '../job/jobs.js';
import { planSegments, segmentLength } from '../job/segment-plan.js';
import { resolveOutput } from '../output.js';
import { prepareFilm } from '../prepare.js';
import { isDead } from '../resolve-neurons.js';
import { estimateFilm } from './estimate.js';
import { checkNeeds, needsOf } from './preflight.js';
import { measureEvaluations, measurePixels } from './speed.js';
/**
 * Checks a film and estimates what it takes. Renders and writes nothing; takes a few seconds.
 *
 * @throws UserError for everything else that `renderFilm` refuses: see `prepareFilm` and `resolveOutput`.
 */
export async function checkFilm(settings, options = {}) {
    const { name = 'film', out, signal } = options;
    const output = await resolveOutput(settings.output, settings, {
        ...{ name, out, signal },
        overwrite: true,
    });
    const film = await prepareFilm(settings, options);
    try {
        const { model, engine, timeline } = film;
        return {
            settings: film.settings,
            ...{ timeline, film: output.film, format: output.format.name, ffmpeg: output.ffmpeg },
            ...{ network: model.name, engine: engine.description, threads: engine.threads },
            layers: film.layers.map((layerName) => {
                const layer = findLayer(model, layerName);
                return { name: layerName, neurons: neuronCount(layer), minimumSize: minimumSize(layer) };
            }),
            ...(await tryLayers(film, output, signal)),
            problems: await problemsOf(film, output, name),
        };
    }
    finally {
        await film.close();
    }
}
/** Speed is measured with pictures this many pixels larger than a layer's minimum, since films are larger too. */
const MEASURED_SPARE = 48;
/** Measures layer by layer, so that few sessions are open at a time, and looks for dead neurons. */
async function tryLayers(film, output, signal) {
    const { settings, model, engine, sessions, timeline } = film;
    const costs = layerCosts(model);
    const most = Math.min(settings.width, settings.height) + 2 * settings.ascent.margin;
    const deadNeurons = [];
    const speeds = new Map();
    for (const layer of film.layers) {
        const least = Math.min(most, minimumSize(findLayer(model, layer)) + MEASURED_SPARE);
        speeds.set(layer, await measureEvaluations(sessions.of, costs, layer, { least, most }));
        const neurons = settings.cycle.items.flatMap((item) => (item.layer === layer ? [item.neuron] : []));
        for (const neuron of new Set(neurons)) {
            signal?.throwIfAborted();
            if (await isDead(model, sessions.of, layer, neuron))
                deadNeurons.push({ layer, neuron });
        }
    }
    const pixels = await measurePixels(settings, timeline);
    const evaluation = (layer, operations) => speeds.get(layer)(operations);
    const { threads } = engine;
    const estimate = estimateFilm({ settings, timeline, costs, evaluation, pixels, threads, format: output.format.name });
    return { deadNeurons, estimate };
}
async function problemsOf(film, output, name) {
    const { settings, timeline } = film;
    const range = { first: 0, last: timeline.frameCount - 1 };
    const needs = needsOf(film, output, planSegments(range, segmentLength(settings, timeline)));
    const there = await folderBytes(jobFolderOf(output.film));
    const checks = [
        checkNeeds({ ...needs, disk: 0 }, output.film, there),
        checkNeeds({ ...needs, memory: 0 }, output.film, there),
        checkReplaceable(output, name),
    ];
    const problems = [];
    for (const result of await Promise.allSettled(checks)) {
        if (result.status === 'fulfilled')
            continue;
        if (!(result.reason instanceof UserError))
            throw result.reason;
        problems.push(result.reason);
    }
    return problems;
}
//# sourceMappingURL=check-film.js.map