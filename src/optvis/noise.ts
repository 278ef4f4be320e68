// The noise that a picture starts from, and what is added on its way so that it does not settle too early.

import type { RandomStream } from '../tensor/random.js';
import { type Tensor, tensor } from '../tensor/tensor.js';

/** Amplitude of the first noise, in the master's units: enough to give every direction a start, too little to be seen. */
const FIRST_NOISE = 0.1;

/** A master to start from, `[1, 3, height, width]`. */
export function firstNoise(height: number, width: number, random: RandomStream): Tensor {
  const master = tensor([1, 3, height, width]);
  random.fillUniform(master.data, -FIRST_NOISE, FIRST_NOISE);
  return master;
}

/**
 * Adds fresh noise of mean 0 in every channel, so that it moves no colour.
 *
 * @param scratch - Of the master's shape; overwritten.
 * @param amplitude - In the master's units; 0 changes nothing and draws nothing.
 */
export function addNoise(master: Tensor, scratch: Tensor, amplitude: number, random: RandomStream): void {
  if (amplitude === 0) return;
  const noise = scratch.data;
  random.fillUniform(noise, -amplitude, amplitude);
  const size = noise.length / 3;
  for (let start = 0; start < noise.length; start += size) {
    let sum = 0;
    for (let i = start; i < start + size; i++) sum += noise[i]!;
    const mean = sum / size;
    for (let i = start; i < start + size; i++) master.data[i]! += noise[i]! - mean;
  }
}
