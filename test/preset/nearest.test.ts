import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/preset/nearest.js';

describe('the nearest words', () => {
  const keys = ['title', 'network', 'size', 'seed', 'cycle', 'camera'];

  it('are those with the fewest edits', () => {
    expect(nearest('camra', keys, 1)).toEqual(['camera']);
    expect(nearest('sead', keys, 2)).toEqual(['seed', 'size']);
    expect(nearest('NETWORK', keys, 1)).toEqual(['network']);
    expect(nearest('', ['abc', 'a'], 1)).toEqual(['a']);
  });

  it('keep the order given among equals', () => {
    expect(nearest('x', ['b', 'a', 'c'], 3)).toEqual(['b', 'a', 'c']);
  });

  it('are all candidates if there are few', () => {
    expect(nearest('block8', ['block9', 'block15'], 5)).toEqual(['block9', 'block15']);
    expect(nearest('block8', [], 3)).toEqual([]);
  });

  it('are found for a word of any length', () => {
    expect(nearest('seed'.repeat(100_000), keys, 1)).toHaveLength(1);
  });
});
