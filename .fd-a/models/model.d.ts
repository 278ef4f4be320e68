import type { Node } from '../graph/graph.js';
/** A named value in the network. */
export interface Layer {
    readonly name: string;
    /** Its kind, in the source's own word: 'Conv2D', 'Concatenate', ... */
    readonly kind: string;
    /** The layer's output. */
    readonly node: Node;
    /** The number of learned values, as its source counts them, if known. */
    readonly parameters?: number | undefined;
    /** The picture size that its file declares, in pixels. A layer that accepts one size only accepts this one. */
    readonly declared?: {
        readonly height: number;
        readonly width: number;
    } | undefined;
}
/** A differentiable network. Its preprocessing is part of the graph: everything outside works on RGB in [0, 1]. */
export interface Model {
    readonly name: string;
    /** The picture: `[1, 3, height, width]`, RGB in [0, 1]. */
    readonly image: Node<'input'>;
    /** In the order of the source. */
    readonly layers: readonly Layer[];
    /** Names of its classes, by number, if known. */
    readonly labels?: readonly string[] | undefined;
}
