import type { Node } from '../graph/graph.js';
import type { ScoreGraph } from '../graph/score-graph.js';
import type { Tensor } from '../tensor/tensor.js';
/** The names of the engines. */
export type EngineName = 'onnx';
/** The inputs of an evaluation. */
export interface ScoreInputs {
    /** `[1, 3, height, width]`, RGB in [0, 1], of any size that the graph accepts. Not modified. */
    readonly image: Tensor;
    /** The weights of the channels, for every layer of the graph's `weights`. */
    readonly weights: ReadonlyMap<string, Float32Array>;
}
/** The results of an evaluation. */
export interface Evaluation {
    /** The score that the ascent raises. Not finite if the picture has values that are not. */
    readonly score: number;
    /** d score / d image, in the shape of the image. The caller may keep and modify it. */
    readonly gradient: Tensor;
    /** The value of the graph's `row`, if it has one. */
    readonly row?: Float32Array | undefined;
}
/** Opens graphs. */
export interface Engine {
    readonly name: EngineName;
    /**
     * Everything that determines the bits of the results: library, version, device, family of the processor. Used in
     * messages and in the settings beside a film; a job resumes only with the same description.
     */
    readonly description: string;
    /** Threads per operation. They do not change the results. */
    readonly threads: number;
    /**
     * Opens a graph. This takes up to a second, so open once and evaluate often. Rejects with the signal's reason if it
     * has aborted.
     */
    open(graph: ScoreGraph, signal?: AbortSignal): Promise<Session>;
    /** Opens only the forward part of a network, to compute an output for pictures. */
    openReader(image: Node<'input'>, output: Node): Promise<Reader>;
}
/** An open graph. Evaluate one picture at a time; close it when done. */
export interface Session {
    /**
     * Rejects with a RangeError when the weights of a layer are missing or not one per channel, and when the picture is
     * too small.
     */
    evaluate(inputs: ScoreInputs): Promise<Evaluation>;
    /** Frees the memory of the graph. Call it once, when nothing is being evaluated; the session cannot be used again. */
    close(): Promise<void>;
}
/** An open output of a network. Read one picture at a time; close it when done. */
export interface Reader {
    /** @param image - `[1, 3, height, width]`, RGB in [0, 1]; not modified. Rejects when it is too small. */
    read(image: Tensor): Promise<Tensor>;
    /** Frees its memory. Call it once, when nothing is being read; the reader cannot be used again. */
    close(): Promise<void>;
}
