import { type Node } from '../graph/graph.js';
import type { Emitter } from './emitter.js';
/** y = x convolved by the kernel. */
export declare function conv(emit: Emitter, [x, kernel, ...bias]: readonly string[], node: Node<'conv'>): string;
/** Its transposed map, with the size of x. */
export declare function convAdjoint(emit: Emitter, [outgrad, kernel, x]: readonly string[], node: Node<'convAdjoint'>): string;
/** The transposed map, with the size that its attributes give. */
export declare function convTranspose(emit: Emitter, [x, kernel, ...bias]: readonly string[], node: Node<'convTranspose'>): string;
