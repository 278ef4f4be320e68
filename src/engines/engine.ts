// The contract of an engine: it evaluates graphs, and knows nothing of cameras, frames or files.

import type { Node } from '../graph/graph.js';
import type { ScoreGraph } from '../graph/score-graph.js';
import type { Tensor } from '../tensor/tensor.js';

/** The engines. */
export type EngineName = 'onnx';

/** The inputs of an evaluation. */
export interface ScoreInputs {
  /** `[1, 3, height, width]`, RGB in [0, 1], of any size that the graph can take. Not modified. */
  readonly image: Tensor;
  /** The weight of each channel, for every layer that the graph measures. */
  readonly weights: ReadonlyMap<string, Float32Array>;
}

/** The results of an evaluation. */
export interface Evaluation {
  /** The score that the ascent raises. Not finite when the picture is not. */
  readonly score: number;
  /** d score / d image, of the image's shape. The caller may keep and change it. */
  readonly gradient: Tensor;
  /** The graph's `row`, where it has one. */
  readonly row?: Float32Array | undefined;
}

/** Opens graphs. */
export interface Engine {
  readonly name: EngineName;
  /**
   * What computes, as far as it decides the bits of the results: library, version, device, family of the processor. For
   * messages, for the settings beside a film, and for what a job must find again when it is resumed.
   */
  readonly description: string;
  /** Threads inside one operation. They do not change the results. */
  readonly threads: number;
  /**
   * Opens a graph. That takes up to a second: open once, evaluate often. Rejects with the signal's reason once it
   * aborts.
   */
  open(graph: ScoreGraph, signal?: AbortSignal): Promise<Session>;
  /** Opens the forward part of a network alone, for its output on pictures. */
  openReader(image: Node<'input'>, output: Node): Promise<Reader>;
}

/** An open graph. Evaluate one picture at a time; close it when done. */
export interface Session {
  /**
   * Rejects with a RangeError when a layer's weights are missing or not one a channel, and when the picture is too
   * small.
   */
  evaluate(inputs: ScoreInputs): Promise<Evaluation>;
  /** Frees the graph's memory. Call it once; nothing may be evaluated at the time or after it. */
  close(): Promise<void>;
}

/** An open output of a network. Read one picture at a time; close it when done. */
export interface Reader {
  /** @param image - `[1, 3, height, width]`, RGB in [0, 1]; not modified. Rejects when it is too small. */
  read(image: Tensor): Promise<Tensor>;
  /** Frees its memory. Call it once; nothing may be read at the time or after it. */
  close(): Promise<void>;
}
