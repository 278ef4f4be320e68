import { type Node } from './graph.js';
/** SHA-256 in hexadecimal over all nodes that the outputs need: operations, attributes, weights and connections. */
export declare function digestGraph(outputs: readonly Node[]): string;
