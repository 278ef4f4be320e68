// The contract of an engine: it turns a graph with a scalar score into numbers, and knows no cameras, frames or files.

import type { Node } from '../graph/graph.js';
import type { ScoreGraph } from '../graph/score-graph.js';
import type { Tensor } from '../tensor/tensor.js';

/** Engines that there are. */
export type EngineName = 'onnx';

/** What changes from step to step. */
export interface ScoreInputs {
  /** `[1, 3, height, width]`, RGB in [0, 1]; any size that the graph can take, a new one at every call if need be. Not modified. */
  readonly image: Tensor;
  /** How much each channel counts, by tapped layer; every layer of the graph must be there. */
  readonly weights: ReadonlyMap<string, Float32Array>;
}

/** What one evaluation gives back. */
export interface Evaluation {
  /** The scalar that is climbed; not finite when the picture is not. */
  readonly score: number;
  /** d score / d image, shaped like the image. The caller may keep and change it. */
  readonly gradient: Tensor;
  /** The graph's `row`, where it has one. */
  readonly row?: Float32Array | undefined;
}

/** Runs graphs. */
export interface Engine {
  readonly name: EngineName;
  /**
   * What computes, as far as it decides the bits of the results: library, version, device, family of the processor. For
   * messages, for the settings beside a film, and for what a job must find again when it is resumed.
   */
  readonly description: string;
  /** Threads inside one operation. They do not change the results. */
  readonly threads: number;
  /** Readies a graph for evaluation. Slow (a second or so): open once, evaluate often. Rejects with the signal's reason when it is aborted before. */
  open(graph: ScoreGraph, signal?: AbortSignal): Promise<Session>;
  /** Readies what a network gives out for a picture, forwards only; no gradient. */
  openReader(image: Node<'input'>, output: Node): Promise<Reader>;
}

/** A graph, ready. Evaluate one at a time; close when done. */
export interface Session {
  /** @throws RangeError when weights of a layer are missing or are not one a channel. Rejects when the picture is too small for the graph. */
  evaluate(inputs: ScoreInputs): Promise<Evaluation>;
  /** Frees the memory of the graph. Once; nothing may be evaluated after it. */
  close(): Promise<void>;
}

/** A value of a network, ready to be read. One picture at a time; close when done. */
export interface Reader {
  /** @param image - `[1, 3, height, width]`, RGB in [0, 1]; not modified. Rejects when it is too small. */
  read(image: Tensor): Promise<Tensor>;
  /** Frees its memory. Once; nothing may be read after it. */
  close(): Promise<void>;
}
