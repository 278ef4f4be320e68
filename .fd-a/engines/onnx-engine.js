// The default engine: onnxruntime on the CPU. Only this file imports onnxruntime-node.
import { availableParallelism } from 'node:os';
import { UserError } from '../errors.js';
import { exportOnnx } from '../onnx-format/export.js';
import { cpuFamily } from './cpu-family.js';
/**
 * Loads onnxruntime. Although it returns a promise, an evaluation blocks the calling thread until it is done. The same
 * inputs give the same bits with any number of threads, on processors of the same family (see `cpuFamily`).
 *
 * @throws UserError ENGINE_UNAVAILABLE when onnxruntime cannot be loaded on this machine.
 */
export async function onnxEngine({ threads, profilePrefix } = {}) {
    const ort = await importRuntime();
    const intraOpNumThreads = threads ?? availableParallelism();
    const options = {
        executionProviders: ['cpu'],
        graphOptimizationLevel: 'all',
        intraOpNumThreads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        // Only errors (3), since the runtime warns about constants that it folds.
        logSeverityLevel: 3,
        ...(profilePrefix === undefined ? {} : { enableProfiling: true, profileFilePrefix: profilePrefix }),
    };
    return {
        name: 'onnx',
        description: `onnxruntime ${ort.env.versions.common}, CPU ${cpuFamily()}`,
        threads: intraOpNumThreads,
        async open(graph, signal) {
            signal?.throwIfAborted();
            const { score, gradient, row } = graph;
            const bytes = exportOnnx(row === undefined ? { score, gradient } : { score, gradient, row });
            const session = await ort.InferenceSession.create(bytes, options);
            return openSession(ort, session, graph);
        },
        async openReader(image, output) {
            const session = await ort.InferenceSession.create(exportOnnx({ output }), options);
            return {
                async read({ data, shape }) {
                    const results = await session.run({ [image.attributes.name]: new ort.Tensor('float32', data, shape) });
                    const { dims, data: values } = results.output;
                    return { shape: dims, data: values };
                },
                close: () => session.release(),
            };
        },
    };
}
function openSession(ort, session, graph) {
    return {
        async evaluate({ image, weights }) {
            const feeds = {
                [graph.image.attributes.name]: new ort.Tensor('float32', image.data, image.shape),
            };
            for (const [layer, { attributes }] of graph.weights) {
                const values = weights.get(layer);
                if (values === undefined)
                    throw new RangeError(`Expected \`weights\` to have the layer '${layer}'.`);
                const channels = attributes.shape[1];
                if (values.length !== channels) {
                    throw new RangeError(`Expected ${channels} \`weights\` for the layer '${layer}', got ${values.length}.`);
                }
                feeds[attributes.name] = new ort.Tensor('float32', values, [1, values.length]);
            }
            const results = await session.run(feeds);
            const gradient = results.gradient.data;
            const score = results.score.data[0];
            const row = results.row?.data;
            return { score, gradient: { shape: image.shape, data: gradient }, row };
        },
        async close() {
            await session.release();
        },
    };
}
/**
 * Loads the runtime with telemetry off, unless the user has set ORT_DISABLE_TELEMETRY. The official builds for Linux
 * and macOS otherwise report their use to Microsoft, and keep a database in the home folder and a log per process
 * (microsoft/onnxruntime, docs/Privacy.md).
 */
async function importRuntime() {
    process.env.ORT_DISABLE_TELEMETRY ??= '1';
    try {
        const runtime = await import('onnxruntime-node');
        // It is a CommonJS package, so its exports may be under `default`.
        return runtime.default ?? runtime;
    }
    catch (cause) {
        throw unavailableError(process.platform, process.arch, cause);
    }
}
/** The systems for which onnxruntime-node 1.30 has binaries. */
const SUPPORTED = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];
/**
 * The error for a runtime that does not load.
 *
 * @param platform - As `process.platform`.
 * @param arch - As `process.arch`.
 */
export function unavailableError(platform, arch, cause) {
    const system = `${platform}-${arch}`;
    if (SUPPORTED.includes(system)) {
        return new UserError('ENGINE_UNAVAILABLE', `onnxruntime could not be loaded on ${system}: ${String(cause)}`, {
            hint: 'run npm ci again',
            cause,
        });
    }
    const name = system === 'darwin-x64' ? `an Intel Mac (${system})` : system;
    return new UserError('ENGINE_UNAVAILABLE', `onnxruntime has no binary for ${name}`, {
        hint: 'supported systems: Linux and Windows on x64 and arm64, macOS on Apple silicon',
        cause,
    });
}
//# sourceMappingURL=onnx-engine.js.map