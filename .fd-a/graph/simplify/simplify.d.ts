import { type Node } from '../graph.js';
/** Simplifies a graph before its gradient is added. */
export declare function simplifyForward(outputs: readonly Node[]): Node[];
/** Simplifies a graph with its gradient. */
export declare function simplifyGradient(outputs: readonly Node[]): Node[];
