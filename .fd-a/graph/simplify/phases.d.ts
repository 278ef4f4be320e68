import { type Node } from '../graph.js';
/** Computes by phases: adjoints of strided convolutions, and of strided average pools whose windows are all full. */
export declare function splitStrides(outputs: readonly Node[]): Node[];
