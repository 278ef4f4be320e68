// Computes the work of a film before it is rendered, for time estimates and progress.
import { growthScales, masterSize } from '../../optvis/grow.js';
import { largestTile, tileCount } from '../../optvis/tiles.js';
import { toTimelinePlan } from '../../preset/plan.js';
import { createTimeline } from '../../timeline/timeline.js';
import { FILM_TILING } from '../frames/keys.js';
/**
 * The timeline of settings whose neurons are not resolved, for estimates without a network. Each random neuron, class
 * and atlas choice is replaced by a placeholder neuron of the same layer. Layers, times, camera and steps are the
 * film's.
 */
export function outlineTimeline(settings) {
    let placeholder = 0;
    const entries = settings.cycle.items.flatMap((item) => {
        const { holdSeconds, blendSeconds } = item;
        const layer = layerOf(item);
        const count = item.kind === 'neuron' || item.kind === 'class' ? 1 : item.count;
        return Array.from({ length: count }, () => {
            // Below every real neuron, and all different, since a neuron that follows itself has no crossfade.
            placeholder -= 1;
            return {
                neuron: { layer, index: item.kind === 'neuron' ? item.neuron : placeholder },
                holdSeconds,
                blendSeconds,
            };
        });
    });
    return createTimeline(toTimelinePlan(settings, entries));
}
/** The layer of an item; the first of its layers if only an atlas can resolve it. */
export function layerOf(item) {
    return item.kind === 'ranked' ? (item.among[0] ?? '') : item.layer;
}
/** The work of a film's frame. */
export function workOf(settings, shot) {
    return workAt(frameSizeOf(settings), shot, shot.scale, shot.ascent.octaves);
}
/** The work of climbing a shot's neurons at some octaves. */
function workAt(frame, shot, size, octaves) {
    const { height, width } = masterSize(frame, size);
    const evaluations = new Map();
    let all = 0;
    for (const { scale, steps } of octaves) {
        // An octave counts by how many pixels it has, those of its tiles' contexts included, for each of the master's.
        const octave = { height: Math.round(height * scale), width: Math.round(width * scale) };
        const tile = largestTile(octave, FILM_TILING);
        const share = (tileCount(octave, FILM_TILING) * tile.height * tile.width) / (height * width);
        for (const [layer, count] of evaluationsOf(shot, steps)) {
            evaluations.set(layer, (evaluations.get(layer) ?? 0) + share * count);
        }
        all += share * steps;
    }
    return { height, width, steps: all, evaluations };
}
/** The work of each size of the growth before frame 0; none when the opening is shown, as frames then. */
export function growthWork(settings, timeline) {
    const { opening } = settings;
    if (opening.show)
        return [];
    const { steps } = opening;
    const shot = timeline.shot(0);
    const frame = frameSizeOf(settings);
    return growthScales(opening, frame).map((scale) => workAt(frame, shot, scale, timeline.growthOctaves(scale, steps)));
}
/** The approximate time of a piece of work relative to others: its pixels times its evaluations. */
export function weightOf({ height, width, steps, evaluations }) {
    let sum = 1 + steps; // pixel work, a few percent of an evaluation
    for (const count of evaluations.values())
        sum += PIXEL_SHARE * count;
    return (sum / PIXEL_SHARE) * (height * width + FIXED_PIXELS);
}
/** The fixed part of an evaluation's time, as a number of pixels (measured from 96 to 544 px, mixed4). */
const FIXED_PIXELS = 4_000;
/** An evaluation takes about this many times as long as the pixel work of its step (measured at 512 px, mixed4). */
const PIXEL_SHARE = 20;
/** The frames of a long film are sampled: at most this many are weighed. */
const MAX_WEIGHED = 5_000;
/** Where in its stretch a frame is sampled changes by this fraction of it, so that keys are met as often as they are. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** Frames that stand for all of a film's, one in each stretch of `stride` frames: all frames of a short film. */
export function sampleFrames(frameCount) {
    const stride = Math.ceil(frameCount / MAX_WEIGHED);
    const frames = Array.from({ length: Math.ceil(frameCount / stride) }, (_, i) => Math.min(frameCount - 1, i * stride + Math.floor(stride * ((i * GOLDEN) % 1))));
    return { stride, frames };
}
/** Weighs a render. @param frames - How many frames are made, at most the timeline's. */
export function openWorkMeter(settings, timeline, frames) {
    const growth = sumsOf(growthWork(settings, timeline).map(weightOf));
    const { stride, frames: sampled } = sampleFrames(frames);
    const samples = sampled.map((frame) => timeline.shot(frame));
    const film = sumsOf(samples.map((shot) => stride * weightOf(workOf(settings, shot))));
    const grown = growth.at(-1);
    const upTo = (count) => {
        const index = Math.min(samples.length - 1, Math.floor(count / stride));
        return film[index] + (film[index + 1] - film[index]) * (count / stride - index);
    };
    const total = grown + upTo(frames);
    return {
        afterGrowth: (sizes) => (growth[sizes] ?? grown) / total,
        afterFrames: (count) => Math.min(1, (grown + upTo(count)) / total),
    };
}
/** The sums of the first 0, 1, 2, ... values. */
function sumsOf(values) {
    const sums = [0];
    for (const value of values)
        sums.push(sums.at(-1) + value);
    return sums;
}
/** The number of evaluations of each layer's session in this many steps. */
function evaluationsOf({ active: { neurons } }, steps) {
    const evaluations = new Map();
    const add = (layer, count) => evaluations.set(layer, (evaluations.get(layer) ?? 0) + count);
    const [first, second] = neurons;
    if (steps > 0) {
        // The first step measures each neuron alone; later steps evaluate neurons of one layer together (see `ascend`).
        const together = second === undefined || second.neuron.layer === first.neuron.layer;
        for (const { neuron } of neurons)
            add(neuron.layer, together ? 1 : steps);
        if (together)
            add(first.neuron.layer, steps - 1);
    }
    return evaluations;
}
function frameSizeOf({ width, height, ascent: { margin } }) {
    return { width, height, margin };
}
//# sourceMappingURL=workload.js.map