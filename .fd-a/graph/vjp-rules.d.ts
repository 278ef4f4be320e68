import type { OpName } from './attributes.js';
import type { Node } from './graph.js';
/** The gradients with respect to the inputs, in order; null for an input that is a parameter. */
export type VjpRule<K extends OpName> = (outgrad: Node, node: Node<K>) => readonly (Node | null)[];
/** By operation. test/graph/gradient.test.ts compares every rule with central differences. */
export declare const VJP_RULES: {
    readonly [K in OpName]: VjpRule<K> | 'not-differentiable';
};
