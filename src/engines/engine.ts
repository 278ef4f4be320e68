// The interface of an engine. An engine evaluates graphs and does not deal with cameras, frames or files.

import type { Node } from '../graph/graph.js';
import type { ScoreGraph } from '../graph/score-graph.js';
import type { Tensor } from '../tensor/tensor.js';

/** The names of the engines: a device and the library that uses it. `cpu` is onnxruntime on the processor. */
export type EngineName = 'cpu';

/** The inputs of an evaluation. */
export interface ScoreInputs {
  /**
   * `[1, 3, height, width]`, RGB in [0, 1], of any size that the graph accepts. Not modified. It may
   * be in memory that threads share.
   */
  readonly image: Tensor;
  /** The weights of the channels, for every layer of the graph's `weights`. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** A tensor of the image's shape that receives the gradient. @default a new one */
  readonly into?: Tensor | undefined;
}

/** The results of an evaluation. */
export interface Evaluation {
  /** The score that the ascent raises. Not finite if the picture has values that are not. */
  readonly score: number;
  /** d score / d image, in the shape of the image: the tensor `into` if there was one. The caller may modify it. */
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
  /**
   * Makes a tensor, filled with any numbers, that the engine reads and writes without copies, for pictures and gradients
   * of many evaluations. It stays usable after the engine is closed; its buffer cannot be transferred to a thread.
   */
  allocate(shape: readonly number[]): Tensor;
  /** Frees everything. Sessions that are still open cannot be used again. Harmless when called twice. */
  close(): Promise<void>;
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
