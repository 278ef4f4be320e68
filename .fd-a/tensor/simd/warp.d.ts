import type { Motion } from '../motion.js';
import type { Tensor } from '../tensor.js';
import type { Arena } from './arena.js';
/**
 * As `warp`, to about 1e-6 of the values.
 *
 * @param source - A picture of the arena; not modified.
 * @param target - Another one.
 */
export declare function warpInto(arena: Arena, source: Tensor, target: Tensor, motion: Motion): void;
/**
 * Adds a share of a warped picture to another one; nothing where `warp` would mirror the surroundings in.
 *
 * @param source - A picture of the arena; not modified.
 * @param target - Another one.
 */
export declare function addWarped(arena: Arena, source: Tensor, target: Tensor, motion: Motion, share: number): void;
