import type { Node } from '../graph/graph.js';
import type { Emitter } from './emitter.js';
/** y. */
export declare function activation(emit: Emitter, [x]: readonly string[], { inputs, attributes }: Node<'activation'>): string;
/** outgrad times the slope. */
export declare function activationAdjoint(emit: Emitter, [outgrad, x, y]: readonly string[], { inputs, attributes }: Node<'activationAdjoint'>): string;
/** x where x > 0, else slope * x. */
export declare function prelu(emit: Emitter, [x]: readonly string[], { inputs: [input, slopes] }: Node<'prelu'>): string;
/** outgrad where x > 0, else slope * outgrad. */
export declare function preluAdjoint(emit: Emitter, [outgrad, , x]: readonly string[], { inputs: [, slopes, input] }: Node<'preluAdjoint'>): string;
