import { describe, expect, it } from 'vitest';
import type { Atlas, MeasuredNeuron } from '../../src/atlas/atlas.js';
import { chooseRanked, chooseSimilar } from '../../src/atlas/choose.js';
import { measurePicture } from '../../src/atlas/measure.js';
import { withSimilar } from '../../src/atlas/similar.js';
import { grating } from '../support/atlases.js';

const RED = [220, 40, 40] as const;
const BLUE = [40, 40, 220] as const;

function neuron(index: number, colour: readonly [number, number, number], angle: number, dead = false): MeasuredNeuron {
  return {
    neuron: index,
    scoreStart: -index,
    scoreEnd: 10 - index,
    convergence: index / 10,
    dead,
    classes: [],
    ...measurePicture(grating({ side: 24, angle, period: 6, from: colour, to: [20, 20, 20] })),
  };
}

const layer = (name: string, neurons: readonly MeasuredNeuron[]) => ({
  name,
  neurons: withSimilar(neurons),
  sheets: [{ file: `${name}-0.webp`, columns: 8, count: neurons.length }],
});

const ATLAS: Atlas = {
  network: { name: 'efficientnet-lite0', hash: '0'.repeat(64) },
  madeBy: 'a test',
  plan: { cell: 24, seed: 7, steps: 4 },
  layers: [
    layer('block2', [
      neuron(0, RED, 0),
      neuron(1, BLUE, 1.5),
      neuron(2, RED, 0.1),
      neuron(3, RED, 0, true),
      neuron(4, RED, 0.5),
      neuron(5, [90, 90, 90], 0.8),
    ]),
    layer('block3', [neuron(0, BLUE, 0), neuron(1, RED, 0.02)]),
  ],
};

const names = (refs: readonly { layer: string; neuron: number }[]) => refs.map((ref) => `${ref.layer}:${ref.neuron}`);

describe('chooseRanked', () => {
  const ranked = (more: object) =>
    names(chooseRanked(ATLAS, { measure: 'score', count: 3, end: 'best', layers: [], ...more }));

  it('chooses the largest or the smallest values, and never a dead neuron', () => {
    expect(ranked({ layers: ['block2'] })).toEqual(['block2:0', 'block2:1', 'block2:2']);
    expect(ranked({ layers: ['block2'], end: 'least' })).toEqual(['block2:5', 'block2:4', 'block2:2']);
    expect(ranked({ measure: 'convergence', count: 1 })).toEqual(['block2:5']);
    expect(ranked({ measure: 'colourfulness', end: 'least', count: 1 })).toEqual(['block2:5']);
  });

  it('chooses from all layers if none is named, with equal values in the order of the network', () => {
    expect(ranked({ count: 4 })).toEqual(['block2:0', 'block3:0', 'block2:1', 'block3:1']);
  });

  it('can rank by gain', () => {
    expect(new Set(ranked({ measure: 'gain', count: 7 }))).toHaveLength(7);
  });

  it('names the missing layer and the command that adds it', () => {
    expect(() => ranked({ layers: ['block14'] })).toThrow(
      expect.objectContaining({ code: 'LAYER_UNKNOWN', hint: 'neurozoom atlas efficientnet-lite0 block14' }),
    );
    expect(() => ranked({ count: 8 })).toThrow(/8 neurons were requested, but the atlas has only 7 that are not dead/);
  });
});

describe('chooseSimilar', () => {
  const similar = (neuron: number, count: number, layers: readonly string[] = []) =>
    names(chooseSimilar(ATLAS, { to: { layer: 'block2', neuron }, count, layers }));

  it('begins with the given neuron, followed by the most similar ones of its layer', () => {
    expect(similar(0, 3)).toEqual(['block2:0', 'block2:2', 'block2:4']);
    expect(similar(0, 5)).toHaveLength(5);
  });

  it('chooses the neurons that the page shows as similar', () => {
    for (const { neuron, similar: noted } of ATLAS.layers[0]!.neurons) {
      expect(similar(neuron, 5).slice(1)).toEqual(noted.slice(0, 4).map((other) => `block2:${other}`));
    }
  });

  it('can choose from other layers', () => {
    expect(similar(0, 2, ['block3'])).toEqual(['block2:0', 'block3:1']);
    const both = similar(0, 4, ['block2', 'block3']);
    expect(both.slice(0, 2)).toEqual(['block2:0', 'block3:1']);
    expect(both).toContain('block2:2');
  });

  it('refuses a neuron that does not exist, and a count that is too large', () => {
    expect(() => similar(6, 2)).toThrow(
      expect.objectContaining({ code: 'NEURON_UNKNOWN', hint: 'its neurons are 0 to 5' }),
    );
    expect(() => similar(0, 6)).toThrow(/6 neurons were requested, but block2 has only 5 that are not dead/);
  });
});

describe('withSimilar', () => {
  it('adds the most similar neurons of the layer, and never a dead one', () => {
    const [first] = ATLAS.layers;
    expect(first!.neurons[0]!.similar).toEqual([2, 4, 5, 1]);
    expect(first!.neurons[3]!.similar).toContain(0);
    for (const { similar } of first!.neurons) expect(similar).not.toContain(3);
  });
});
