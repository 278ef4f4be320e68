// Estimates the time, memory and disk space of a film, from its timeline, the operations of its layers, and the speed
// of this machine.
import { sessionBytes } from '../../network/layer-costs.js';
import { ALWAYS_OPEN } from '../../network/session-cache.js';
import { largestTile } from '../../optvis/tiles.js';
import { isComposedBeside } from '../frames/compositor.js';
import { FILM_TILING } from '../frames/keys.js';
import { growthWork, sampleFrames, workOf } from './workload.js';
/** Estimates a film. @throws ShapeError when the pictures are too small for a layer. */
export function estimateFilm(film) {
    const { settings, timeline, format } = film;
    const { width, height } = settings;
    const timeOf = clockOf(film);
    const time = { engine: 0, pixels: 0 };
    for (const work of growthWork(settings, timeline))
        addTo(time, timeOf(work), 1);
    const { frames: sampled } = sampleFrames(timeline.frameCount);
    const layers = new Map();
    for (const frame of sampled) {
        const work = workOf(settings, timeline.shot(frame));
        const own = timeOf(work);
        // Frames between keys of large films are made while the engine works.
        const isBeside = work.steps === 0 && isComposedBeside(settings);
        const pixelTime = isBeside ? own.pixels / film.threads : own.pixels;
        addTo(time, { ...own, pixels: pixelTime }, timeline.frameCount / sampled.length);
        noteLargest(layers, work);
    }
    const shown = timeline.frameCount * width * height;
    const encoder = (shown * ENCODING[format].nanoseconds * 1e-9) / film.threads;
    return {
        seconds: START_SECONDS + layers.size * OPEN_SECONDS + time.engine + time.pixels + encoder,
        engineSeconds: time.engine,
        memoryBytes: memoryOf(film.costs, layers),
        fileBytes: filmBytes(settings, timeline.frameCount, format),
    };
}
/** The approximate size of frames of a film on disk, in bytes. */
export function filmBytes({ width, height, output }, frames, format) {
    const encoding = ENCODING[format];
    const better = encoding.quality === null ? 0 : encoding.quality - (output.quality ?? encoding.quality);
    return frames * width * height * encoding.bytes * 2 ** (better / HALVING);
}
/** The approximate peak memory of the process without ffmpeg, in bytes. */
export function memoryBytes({ settings, timeline, costs, }) {
    const layers = new Map();
    for (const frame of sampleFrames(timeline.frameCount).frames)
        noteLargest(layers, workOf(settings, timeline.shot(frame)));
    return memoryOf(costs, layers);
}
/** Loading the network and trying ffmpeg, poster and contact sheet (measured on two cores). */
const START_SECONDS = 2;
/** Opening a session, and the trials of random neurons (measured on two cores). */
const OPEN_SECONDS = 0.4;
/**
 * The cost of an encoder per pixel and frame: nanoseconds of a core, and bytes in the file at a quality.
 * Measured on 200 frames of presets/first-light.yaml at 240 px with ffmpeg 5.1, on a core of 2.5 GHz.
 */
const ENCODING = {
    mp4: { nanoseconds: 112, bytes: 0.11, quality: 18 },
    webm: { nanoseconds: 650, bytes: 0.145, quality: 24 },
    gif: { nanoseconds: 1430, bytes: 1.03, quality: null },
    prores: { nanoseconds: 185, bytes: 0.77, quality: null },
    png: { nanoseconds: 80, bytes: 2.86, quality: null },
};
/** A constant rate factor that is higher by this much halves the file (x264's encoding guide). */
const HALVING = 6;
/** Keeps the work on the largest picture of each layer. */
function noteLargest(layers, work) {
    for (const layer of work.evaluations.keys()) {
        const largest = layers.get(layer);
        if (largest === undefined || largest.height < work.height)
            layers.set(layer, work);
    }
}
function clockOf({ costs, evaluation, pixels }) {
    return ({ height, width, steps, evaluations }) => {
        let engine = 0;
        for (const [layer, count] of evaluations)
            engine += count * evaluation(layer, costs(layer, height, width).operations);
        return { engine, pixels: (pixels.frame + steps * pixels.step) * height * width };
    };
}
function addTo(sum, time, times) {
    sum.engine += times * time.engine;
    sum.pixels += times * time.pixels;
}
/**
 * Memory of the process besides its open sessions (see `sessionBytes`). All factors were fitted to the largest resident
 * sets of nine films at 256 and 512 px: with mixed0, mixed4, mixed8, and with three and four layers in turn, three
 * sessions open at a time. The error is 10 % on average and 23 % at most.
 */
const MEMORY = {
    /** Node.js, onnxruntime, the network's file and weights, and garbage not yet collected. */
    baseBytes: 370e6,
    /** While it opens, a session takes this many times its weights in addition. */
    openingWeights: 2.5,
    /** Masters, gradients and pyramids, per pixel of the master. */
    perPixel: 150,
};
function memoryOf(costs, layers) {
    const sessions = [...layers].map(([layer, { height, width }]) => {
        const tile = largestTile({ height, width }, FILM_TILING);
        const cost = costs(layer, tile.height, tile.width);
        return {
            open: sessionBytes(cost),
            opening: MEMORY.openingWeights * cost.weightBytes,
            pixels: height * width,
        };
    });
    const most = (values) => Math.max(0, ...values);
    const open = sessions
        .map((session) => session.open)
        .sort((a, b) => b - a)
        .slice(0, ALWAYS_OPEN)
        .reduce((sum, bytes) => sum + bytes, 0);
    return (MEMORY.baseBytes +
        open +
        most(sessions.map((session) => session.opening)) +
        MEMORY.perPixel * most(sessions.map((session) => session.pixels)));
}
//# sourceMappingURL=estimate.js.map