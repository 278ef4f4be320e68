// The command `neurozoom presets [FOLDER]` lists presets and the time that they take on this machine. With --json each
// line on stdout is `{ kind: 'preset', ... }`, or `{ kind: 'error', ... }` (see `ErrorReport`).
import { availableParallelism } from 'node:os';
import { onnxEngine } from '../../engines/onnx-engine.js';
import { UserError } from '../../errors.js';
import { estimateFilm } from '../../film/estimate/estimate.js';
import { measureEvaluations, measurePixels } from '../../film/estimate/speed.js';
import { layerOf, outlineTimeline } from '../../film/estimate/workload.js';
import { settleTarget } from '../../film/output.js';
import { ShapeError } from '../../graph/shapes.js';
import { openNetwork } from '../../models/load.js';
import { layerCosts } from '../../network/layer-costs.js';
import { openSessionCache } from '../../network/session-cache.js';
import { listPresets } from '../../preset/load.js';
import { frameCountOf } from '../../timeline/timeline.js';
import { BUILT_IN_FOLDER, displayPath } from '../input/preset-files.js';
import { formatErrorReport, toErrorReport } from '../output/error-report.js';
import { formatCount, formatRate, formatTime } from '../output/format.js';
/** The command. */
export const presets = {
    name: 'presets',
    words: '[FOLDER]',
    about: 'List the built-in presets, or those in a folder, and the time that they take on this machine',
    options: { json: { kind: 'flag', about: 'Print one JSON object per line, for programs' } },
    examples: [['presets ./films', 'Your own presets']],
    run: list,
};
async function list(call, terminal) {
    if (call.words.length > 1) {
        throw new UserError('ARGUMENT_INVALID', `presets takes one folder, got ${call.words.length}`);
    }
    const folder = call.words[0] ?? BUILT_IN_FOLDER;
    const found = await listPresets(folder);
    const estimate = await openEstimates(found);
    const json = call.flag('json');
    if (found.length === 0)
        terminal.err(`there are no presets (*.yaml, *.yml) in ${folder}`);
    let exitCode = 0;
    const nameWidth = Math.max(0, ...found.map(({ name }) => name.length));
    for (const preset of found) {
        if ('error' in preset) {
            const report = toErrorReport(preset.error, preset.path);
            if (json)
                terminal.out(JSON.stringify(report));
            terminal.err(formatErrorReport(report));
            exitCode = Math.max(exitCode, report.exitCode);
            continue;
        }
        const facts = { ...factsOf(preset.settings), estimatedSeconds: await estimate(preset.settings) };
        const { name, path } = preset;
        if (json)
            terminal.out(JSON.stringify({ kind: 'preset', name, path, ...facts }));
        else
            terminal.out(formatPreset(name.padEnd(nameWidth), facts));
    }
    if (!json && found.length > 0) {
        terminal.err(`\nneurozoom render NAME renders a preset; the files are in ${displayPath(folder)}`);
    }
    return exitCode;
}
function factsOf(settings) {
    const { width, height, fps, title, description, network } = settings;
    const frames = frameCountOf(settings);
    const rate = fps.numerator / fps.denominator;
    return { title, description, network, width, height, fps: rate, seconds: frames / rate, frames };
}
function formatPreset(name, facts) {
    const { width, height, seconds, fps, frames, estimatedSeconds, title, description } = facts;
    const about = description ?? title;
    const takes = estimatedSeconds === null ? '' : `, takes about ${formatTime(roughly(estimatedSeconds))}`;
    const length = `${`${width}x${height}`.padEnd(9)}  ${formatTime(seconds).padEnd(6)} at ${formatRate(fps)} fps`;
    const first = `${name}  ${length}, ${formatCount(frames, 'frame')}${takes}`;
    return about === null ? first : `${first}\n${' '.repeat(name.length)}  ${about}`;
}
/** Rounds an estimate. */
function roughly(seconds) {
    const step = seconds < 60 ? 1 : seconds < 600 ? 10 : 60;
    return Math.max(1, step * Math.round(seconds / step));
}
/**
 * Estimates films quickly, by the speed of a single layer of their network. The estimate is null for a film that cannot
 * be rendered (unknown network or layer, size too small); `check` says why.
 */
async function openEstimates(found) {
    const engine = await onnxEngine();
    const networks = new Map();
    const all = found.flatMap((preset) => ('settings' in preset ? [preset.settings] : []));
    const openFor = async (network) => {
        const model = await openNetwork(network);
        const costs = layerCosts(model);
        const known = new Set(model.layers.map(({ name }) => name));
        const layer = mostUsed(all.filter((settings) => settings.network === network)).find((name) => known.has(name));
        const [first] = all;
        if (layer === undefined || first === undefined)
            return null;
        const sessions = openSessionCache(model, engine);
        const seconds = await measureEvaluations(sessions.of, costs, layer, SIDES).finally(sessions.close);
        const pixels = await measurePixels(first, outlineTimeline(first));
        return async (settings) => {
            const timeline = outlineTimeline(settings);
            const { format } = await settleTarget(settings.output, { out: undefined, name: 'film' });
            const evaluation = (_layer, operations) => seconds(operations);
            const film = { settings, timeline, costs, evaluation, pixels, threads: availableParallelism() };
            return estimateFilm({ ...film, format: format.name }).seconds;
        };
    };
    return async (settings) => {
        const { network } = settings;
        const opened = networks.get(network) ?? openFor(network).catch(nullForUser);
        networks.set(network, opened);
        return (await (await opened)?.(settings).catch(nullForUser)) ?? null;
    };
}
/** Sides to measure at, in pixels: above the minimum of any layer of InceptionV3, up to where the speed levels off. */
const SIDES = { least: 128, most: 512 };
function mostUsed(all) {
    const counts = new Map();
    for (const item of all.flatMap(({ cycle }) => cycle.items)) {
        counts.set(layerOf(item), (counts.get(layerOf(item)) ?? 0) + 1);
    }
    return [...counts].sort(([, a], [, b]) => b - a).map(([layer]) => layer);
}
function nullForUser(error) {
    if (error instanceof UserError || error instanceof ShapeError)
        return null;
    throw error;
}
//# sourceMappingURL=presets.js.map