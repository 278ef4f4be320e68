import type { Node } from '../graph/graph.js';
import type { Emitter } from './emitter.js';
/** Interleaves columns, then rows, then cuts the excess off. */
export declare function interleave(emit: Emitter, [like, ...phases]: readonly string[], { inputs: [shape, ...parts], attributes }: Node<'interleave'>): string;
