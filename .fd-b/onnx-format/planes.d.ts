import type { Node } from '../graph/graph.js';
import type { Emitter } from './emitter.js';
/**
 * Height and width of a map, as a list of two integers. They are computed from the picture's if there is a formula,
 * because an operation that reads a value's shape moves the value out of the runtime's blocked layout.
 *
 * @param node - A node with the shape of the value, if known.
 */
export declare function planeOf(emit: Emitter, value: string, node?: Node): string;
