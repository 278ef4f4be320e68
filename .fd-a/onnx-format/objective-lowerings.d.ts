import type { Node } from '../graph/graph.js';
import type { Emitter } from './emitter.js';
/** F F^T divided by the number of positions, where F has one row per channel. */
export declare function gram(emit: Emitter, [x]: readonly string[], { inputs: [input] }: Node<'gram'>): string;
/** (O + O^T) F divided by the number of positions. */
export declare function gramAdjoint(emit: Emitter, [outgrad, x]: readonly string[], { inputs: [, input] }: Node<'gramAdjoint'>): string;
/** Compares numbered rows and columns with those of the position. A position beyond the last one counts as the last. */
export declare function spot(emit: Emitter, [x, position]: readonly string[], _node: Node<'spot'>): string;
