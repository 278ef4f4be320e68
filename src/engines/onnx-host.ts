// The host on onnxruntime: ONNX models to numbers. Only this file imports onnxruntime-node.

import { availableParallelism } from 'node:os';
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { UserError } from '../errors.js';
import { type Tensor, tensor } from '../tensor/tensor.js';
import { cpuFamily } from './cpu-family.js';
import type { Host, HostSession } from './host.js';

/** Options of onnxruntime. */
export interface OnnxOptions {
  /** Threads per operation. @default as many as the machine has processors */
  readonly threads?: number | undefined;
  /**
   * Whether other threads compute while the engine does. Its threads then sleep instead of spinning when they wait for
   * each other: a step by itself takes 10 to 40 % longer, a film of 1080 lines 10 % less. @default false
   */
  readonly isBusy?: boolean | undefined;
  /** Prefix of the file to which onnxruntime writes a profile of every operation; for benchmarks. */
  readonly profilePrefix?: string | undefined;
}

/**
 * Loads onnxruntime into the calling process. Although a run returns a promise, it blocks the calling thread until it
 * is done. The same inputs give the same bits with any number of threads, on processors of the same family (see
 * `cpuFamily`).
 *
 * @throws UserError ENGINE_UNAVAILABLE when onnxruntime cannot be loaded on this machine.
 */
export async function openOnnxHost({ threads, isBusy = false, profilePrefix }: OnnxOptions = {}): Promise<Host> {
  const ort = await importRuntime();
  const intraOpNumThreads = threads ?? availableParallelism();
  const options: InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    extra: { session: { intra_op: { allow_spinning: isBusy ? '0' : '1' } } },
    // Only errors (3), since the runtime warns about constants that it folds.
    logSeverityLevel: 3,
    ...(profilePrefix === undefined ? {} : { enableProfiling: true, profileFilePrefix: profilePrefix }),
  };
  return {
    description: `onnxruntime ${ort.env.versions.common}, CPU ${cpuFamily()}`,
    threads: intraOpNumThreads,
    open: async (serialise) => openSession(ort, await ort.InferenceSession.create(serialise(), options)),
    allocate: (shape) => tensor(shape),
    close: async () => undefined,
  };
}

function openSession(ort: Runtime, session: InferenceSession): HostSession {
  // onnxruntime refuses memory that threads share.
  const toOrt = ({ shape, data }: Tensor): OrtTensor =>
    new ort.Tensor('float32', data.buffer instanceof SharedArrayBuffer ? data.slice() : data, shape);
  return {
    async run(inputs, outputs) {
      const feeds = Object.fromEntries([...inputs].map(([name, tensor]) => [name, toOrt(tensor)]));
      const fetches = [...outputs].map(([name, output]) => {
        const { shape, data } = output ?? {};
        const isOurs = shape !== undefined && data !== undefined && !(data.buffer instanceof SharedArrayBuffer);
        return [name, isOurs ? toOrt({ shape, data }) : null] as const;
      });
      const results = await session.run(feeds, Object.fromEntries(fetches));
      return new Map(
        Object.entries(results).map(([name, { dims, data }]) => [name, { shape: dims, data: data as Float32Array }]),
      );
    },
    close: () => session.release(),
  };
}
type Runtime = typeof import('onnxruntime-node');

/**
 * Loads the runtime with telemetry off, unless the user has set ORT_DISABLE_TELEMETRY. The official builds for Linux
 * and macOS otherwise report their use to Microsoft, and keep a database in the home folder and a log per process
 * (microsoft/onnxruntime, docs/Privacy.md).
 */
export async function importRuntime(): Promise<Runtime> {
  process.env.ORT_DISABLE_TELEMETRY ??= '1';
  try {
    const runtime = await import('onnxruntime-node');
    // It is a CommonJS package, so its exports may be under `default`.
    return (runtime as { readonly default?: Runtime }).default ?? runtime;
  } catch (cause) {
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
export function unavailableError(platform: string, arch: string, cause: unknown): UserError {
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
