// A network, whatever file it came from: its graph, from an image to named layers.

import type { Node } from '../graph/graph.js';

/** A named place in the network. */
export interface Layer {
  readonly name: string;
  /** What the source calls its kind: 'Conv2D', 'Concatenate', ... */
  readonly kind: string;
  /** The layer's output. */
  readonly node: Node;
  /** How many numbers were learned for it (counted as its source counts them), where that is known. */
  readonly parameters?: number | undefined;
  /** Size of the pictures that its file declares, in pixels. A layer that takes one size only takes this one. */
  readonly declared?: { readonly height: number; readonly width: number } | undefined;
}

/** A differentiable network. Its preprocessing is part of the graph: everything outside works on RGB in [0, 1]. */
export interface Model {
  readonly name: string;
  /** The picture: `[1, 3, height, width]`, RGB in [0, 1]. */
  readonly image: Node<'input'>;
  /** In the order of the source. */
  readonly layers: readonly Layer[];
  /** Names of the classes that it tells apart, by number, where they are known. */
  readonly labels?: readonly string[] | undefined;
}
