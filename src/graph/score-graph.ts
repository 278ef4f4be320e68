// What an engine is handed: a scalar to climb, its gradient by the image, and the inputs that change from step to step.

import type { Node } from './graph.js';

/** A graph that is ready to be opened by an engine. */
export interface ScoreGraph {
  /** `[1, 3, height, width]`, RGB in [0, 1]. */
  readonly image: Node<'input'>;
  /** By layer: `[1, channels]`, how much each channel (or whatever else is read) counts; and other rows that change from step to step, by their names. */
  readonly weights: ReadonlyMap<string, Node<'input'>>;
  /** `[1, 1]` */
  readonly score: Node;
  /** Shaped like the image: d score / d image. */
  readonly gradient: Node;
  /** What the weights weigh, a row `[1, n]`; where somebody wants to know. */
  readonly row?: Node | undefined;
}
