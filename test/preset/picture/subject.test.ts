import { describe, expect, it } from 'vitest';
import { formatSubject, parseSubject } from '../../../src/preset/picture/subject.js';

const neuron = (layer: string, word: string, weight = 1) => ({ layer, neuron: word, weight, at: null });

describe('parseSubject', () => {
  it('reads neurons, weights, layers and positions', () => {
    expect(parseSubject('block8:40')).toEqual([neuron('block8', '40')]);
    expect(parseSubject('block8:40 - block8:12')).toEqual([neuron('block8', '40'), neuron('block8', '12', -1)]);
    expect(parseSubject('0.7*block8:40 + .3 * block9:2')).toEqual([
      neuron('block8', '40', 0.7),
      neuron('block9', '2', 0.3),
    ]);
    expect(parseSubject('- block8:12')).toEqual([neuron('block8', '12', -1)]);
    expect(parseSubject('-2*block8:12 - -1*block8:3')).toEqual([neuron('block8', '12', -2), neuron('block8', '3', 1)]);
    expect(parseSubject('block8')).toEqual([{ layer: 'block8', neuron: null, weight: 1, at: null }]);
    expect(parseSubject('block8:40@center')).toMatchObject([{ at: { y: 0.5, x: 0.5 } }]);
    expect(parseSubject('block8:40@0.25,1')).toMatchObject([{ at: { y: 0.25, x: 1 } }]);
  });

  it('accepts the names that networks use', () => {
    expect(parseSubject('features.3/Conv-1:0:17')).toEqual([neuron('features.3/Conv-1:0', '17')]);
    expect(parseSubject('dense:tabby, tabby cat')).toEqual([neuron('dense', 'tabby, tabby cat')]);
    expect(parseSubject('a+b-c:1 + d:2')).toEqual([neuron('a+b-c', '1'), neuron('d', '2')]);
  });

  it.each([
    ['block8:40 - ', 'a neuron is missing', 12],
    ['block8:', 'a neuron is missing after the colon', 7],
    [':4', 'a layer is missing', 0],
    ['block8:1 + 0*block8:2', 'a weight other than 0', 11],
    ['block8:1@2,3', 'a position is `center`', 9],
    ['block8:1@up', 'a position is `center`', 9],
    ['block8@center', 'a whole layer has no position', 6],
    ['', 'a neuron is missing', 0],
    [Array.from({ length: 17 }, (_, i) => `a:${i}`).join(' + '), 'more than 16', 0],
  ])('points at what is wrong in %j', (text, what, column) => {
    const error = (() => {
      try {
        parseSubject(text);
        return undefined;
      } catch (thrown) {
        return thrown as Error;
      }
    })();
    expect(error?.message).toContain(what);
    expect(error?.message.split('\n').at(-1)).toBe(`  ${' '.repeat(column)}^`);
  });

  it.each([
    'block8:40',
    'block8:40 - block8:12',
    '0.7*block8:40 + 0.3*block9:2',
    '- a:1 + 2*b',
    'a:1@center - a:2@0.1,0.9',
  ])('is written as it was read: %s', (text) => {
    expect(formatSubject(parseSubject(text))).toBe(text);
  });
});
