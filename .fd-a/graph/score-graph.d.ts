import type { Node } from './graph.js';
/** A graph that is ready to be opened by an engine. */
export interface ScoreGraph {
    /** `[1, 3, height, width]`, RGB in [0, 1]. */
    readonly image: Node<'input'>;
    /**
     * The inputs besides the image, by name: for each layer the weights of its channels (or of another row), `[1, n]`,
     * and other rows that change from step to step.
     */
    readonly weights: ReadonlyMap<string, Node<'input'>>;
    /** `[1, 1]` */
    readonly score: Node;
    /** d score / d image, in the shape of the image. */
    readonly gradient: Node;
    /** The row `[1, n]` that the weights are applied to, if it is an output too. */
    readonly row?: Node | undefined;
}
