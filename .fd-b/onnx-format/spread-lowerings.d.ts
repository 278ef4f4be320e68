import type { Node } from '../graph/graph.js';
import type { Emitter } from './emitter.js';
/** Computes the pool again for its indices, so that the first one stays in the blocked layout. */
export declare function maxPoolAdjoint(emit: Emitter, [outgrad, x]: readonly string[], { attributes }: Node<'maxPoolAdjoint'>): string;
/** Each position gets the shares of the windows that contain it. */
export declare function averagePoolAdjoint(emit: Emitter, [outgrad, x]: readonly string[], node: Node<'averagePoolAdjoint'>): string;
/** Each outgrad goes to the first position of its channel that has the maximum. */
export declare function spatialMaxAdjoint(emit: Emitter, [outgrad, x]: readonly string[], { inputs: [, input] }: Node<'spatialMaxAdjoint'>): string;
/**
 * Numbers the positions of a map and pads these numbers like the map. Each outgrad then goes to the position with its
 * number.
 */
export declare function padAdjoint(emit: Emitter, [outgrad, x]: readonly string[], node: Node<'padAdjoint'>): string;
/** ONNX's list of padding: before every axis, then after. */
export declare function padList({ attributes: { top, left, bottom, right } }: Node<'pad' | 'padAdjoint'>): number[];
