import type { Tensor } from '../tensor.js';
import type { Arena } from './arena.js';
/** Rows of the arena that are needed. */
export declare const DETAIL_ROWS = 4;
/** The RMS of a picture's finest detail, from every fourth row. 0 for pictures below 8 x 5 pixels. */
export declare function detailRms(arena: Arena, picture: Tensor): number;
/**
 * Brings the finest detail of a picture to a strength, in place, if it is weaker. The edges stay as they are.
 *
 * @param picture - Of the arena.
 * @param wanted - As `detailRms` measures it.
 * @param mostGain - The most that is added, as a multiple of the detail.
 */
export declare function strengthenDetail(arena: Arena, picture: Tensor, wanted: number, mostGain: number): void;
