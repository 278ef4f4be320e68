import { UserError } from '../errors.js';
import type { Engine } from './engine.js';
/** Options of onnxruntime. */
export interface OnnxEngineOptions {
    /** Threads per operation. @default as many as the machine has processors */
    readonly threads?: number;
    /** Prefix of the file to which onnxruntime writes a profile of every operation; for benchmarks. */
    readonly profilePrefix?: string;
}
/**
 * Loads onnxruntime. Although it returns a promise, an evaluation blocks the calling thread until it is done. The same
 * inputs give the same bits with any number of threads, on processors of the same family (see `cpuFamily`).
 *
 * @throws UserError ENGINE_UNAVAILABLE when onnxruntime cannot be loaded on this machine.
 */
export declare function onnxEngine({ threads, profilePrefix }?: OnnxEngineOptions): Promise<Engine>;
/**
 * The error for a runtime that does not load.
 *
 * @param platform - As `process.platform`.
 * @param arch - As `process.arch`.
 */
export declare function unavailableError(platform: string, arch: string, cause: unknown): UserError;
