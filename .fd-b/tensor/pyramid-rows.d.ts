/** Size of an axis after `reduce`. */
export declare function halved(size: number): number;
/** Rows kept of a plane: the five taps of the vertical filter. */
export declare const RING = 5;
/** `index` folded back into [0, size) about the outermost samples. */
export declare function reflected(index: number, size: number): number;
/** Coarse sample `index` after reflecting its position, `2 * index`, on the finer axis of `size` samples. */
export declare function coarseNeighbour(index: number, size: number): number;
/** 16 times the filtered row at every second position. */
export declare function reduceRow(source: Float32Array, from: number, width: number, ring: Float64Array, to: number): void;
/** The vertical filter: five rows of the ring, one weight each, make a row of the coarser level. */
export declare function blendFive(ring: Float64Array, a: number, b: number, c: number, d: number, e: number, target: Float32Array, to: number, width: number): void;
/** 8 times the row, enlarged: even positions take 1, 6, 1 of their neighbours, odd ones 4, 4. */
export declare function expandRow(coarse: Float32Array, from: number, halfWidth: number, ring: Float64Array, to: number, width: number): void;
/** Adds both fine rows of a coarse one, so that its three neighbours are loaded once. */
export declare function addRowPair(ring: Float64Array, above: number, here: number, below: number, target: Float32Array, gain: number, to: number, width: number): void;
/** Adds the even row alone, with which an odd height ends. */
export declare function addEvenRow(ring: Float64Array, above: number, here: number, below: number, target: Float32Array, gain: number, to: number, width: number): void;
/** Sum of the squares of a band on both fine rows of a coarse one. */
export declare function rowPairPower(ring: Float64Array, above: number, here: number, below: number, fine: Float32Array, from: number, width: number): number;
/** The same on the even row alone. */
export declare function evenRowPower(ring: Float64Array, above: number, here: number, below: number, fine: Float32Array, from: number, width: number): number;
