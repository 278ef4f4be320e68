// A cache of open sessions, one per layer and objective kind. The least recently used are closed when others are
// needed, so a film through many layers does not keep the weights of all of them in memory.
import { totalmem } from 'node:os';
import { ShapeError } from '../graph/shapes.js';
import { fixedSizeSession } from '../optvis/fixed-size.js';
import { scoreGraph } from '../optvis/objective.js';
import { layerCosts, sessionBytes } from './layer-costs.js';
import { findLayer, fixedSize, takes } from './layers.js';
/**
 * This many sessions stay open whatever memory they take, since a crossfade needs two. At 512 px an open session takes
 * 100 to 400 MB, and opening one takes half a second.
 */
export const ALWAYS_OPEN = 2;
/** Opens a cache for the layers of a network. Opens no session yet. */
export function openSessionCache(model, engine, options = {}) {
    const { largest = { height: 512, width: 512 }, signal } = options;
    const memoryBytes = options.memoryBytes ?? machineMemory() / 2;
    const costs = layerCosts(model);
    /** Ordered by last use. */
    const entries = new Map();
    let isReplaced = false;
    const open = async (layer, kind) => {
        if (isReplaced)
            throw new Error('Expected a session cache in use, got a replaced one.');
        const found = findLayer(model, layer);
        const graph = scoreGraph(model.image, [{ layer, node: found.node, kind }]);
        const channels = graph.weights.get(layer).attributes.shape[1];
        return guarded(anySize(await engine.open(graph, signal), found), channels);
    };
    /** Closes the least recently used sessions until there is room for a session of the layer. */
    const makeRoomFor = async (layer, atOnce) => {
        const bytes = (sum, entry) => sum + estimate(costs, entry.layer, largest);
        const fits = () => {
            if (entries.size < ALWAYS_OPEN)
                return true;
            return entries.size < atOnce && [...entries.values(), { layer }].reduce(bytes, 0) <= memoryBytes;
        };
        while (!fits()) {
            const [key, { opened }] = entries.entries().next().value;
            entries.delete(key);
            await opened.then((session) => session.close(), () => undefined);
        }
    };
    return {
        async of(layer, kind = 'channel', atOnce = 1) {
            const key = `${kind} ${layer}`;
            let entry = entries.get(key);
            if (entry === undefined) {
                await makeRoomFor(layer, atOnce);
                entry = entries.get(key); // another caller may have opened it meanwhile
                entry ??= { layer, opened: open(layer, kind) };
            }
            entries.delete(key);
            entries.set(key, entry);
            const { opened } = entry;
            try {
                return await opened;
            }
            catch (error) {
                if (entries.get(key)?.opened === opened)
                    entries.delete(key); // the next call tries again
                throw error;
            }
        },
        async close() {
            const left = [...entries.values()];
            entries.clear();
            // A session that failed to open has reported that to its caller.
            await Promise.allSettled(left.map(async ({ opened }) => (await opened).close()));
        },
        replace() {
            isReplaced = true;
            for (const { opened } of entries.values())
                opened.then((session) => session.abandon()).catch(() => undefined);
            entries.clear();
            return openSessionCache(model, engine, options);
        },
    };
}
/** A session for pictures of any size, even for a layer with a fixed size. */
function anySize(session, layer) {
    const fixed = fixedSize(layer);
    if (fixed === undefined)
        return session;
    const tiled = fixedSizeSession(session, fixed);
    const whole = new Map();
    return {
        close: session.close,
        evaluate(inputs) {
            const [, , height = 0, width = 0] = inputs.image.shape;
            const key = `${height} ${width}`;
            const isWhole = whole.get(key) ?? (!fixed.hasPatches && takes(layer, height, width));
            whole.set(key, isWhole);
            return isWhole ? session.evaluate(inputs) : tiled.evaluate(inputs);
        },
    };
}
function guarded(session, channels) {
    let running = Promise.resolve();
    return {
        channels,
        session: {
            evaluate(inputs) {
                const result = session.evaluate(inputs);
                running = result.catch(() => undefined);
                return result;
            },
            close: session.close,
        },
        close: session.close,
        abandon: async () => {
            await running;
            await session.close();
        },
    };
}
/** The memory of a session; 0 if the layer does not accept the size, so that opening the session reports the error. */
function estimate(costs, layer, { height, width }) {
    try {
        return sessionBytes(costs(layer, height, width));
    }
    catch (error) {
        if (error instanceof ShapeError)
            return 0;
        throw error;
    }
}
/** The memory of this machine or the limit of its container, in bytes. */
export function machineMemory() {
    return Math.min(totalmem(), process.constrainedMemory() || Infinity);
}
//# sourceMappingURL=session-cache.js.map