// What an engine is handed: a scalar to climb, its gradient by the image, and the inputs that change from step to step.

import { isOp, type Node, rewrite } from './graph.js';
import { input } from './ops.js';

/** A graph that is ready to be opened by an engine. */
export interface ScoreGraph {
  /** `[1, 3, height, width]`, RGB in [0, 1]. */
  readonly image: Node<'input'>;
  /** By layer: `[1, channels]`, how much each channel counts. */
  readonly weights: ReadonlyMap<string, Node<'input'>>;
  /** `[1, 1]` */
  readonly score: Node;
  /** Shaped like the image: d score / d image. */
  readonly gradient: Node;
}

/**
 * The same graph for one picture size only. Engines plan ahead where they know every shape: onnxruntime saves about a twentieth of a step.
 *
 * @param size - In pixels.
 */
export function atSize(graph: ScoreGraph, size: { readonly height: number; readonly width: number }): ScoreGraph {
  const { name } = graph.image.attributes;
  const image = input(name, [1, 3, size.height, size.width]);
  const { outputs } = rewrite([graph.score, graph.gradient], (node) =>
    isOp(node, 'input') && node.attributes.name === name ? image : node,
  );
  return { image, weights: graph.weights, score: outputs[0]!, gradient: outputs[1]! };
}
