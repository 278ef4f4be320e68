import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActiveNeurons, type CycleEntry, compileCycle, ORDERS } from '../../src/timeline/cycle.js';

const entry = (index: number, holdSeconds = 2, blendSeconds = 1): CycleEntry => ({
  neuron: { layer: 'block8', index },
  holdSeconds,
  blendSeconds,
});

/** The neuron that is active in the middle of each of the first `count` holds. */
const activeInHolds = (activeAt: (seconds: number) => ActiveNeurons, count: number, lasts = 3) =>
  Array.from({ length: count }, (_, i) => activeAt(i * lasts + 1).neurons[0]!.neuron.index);

describe('a forward cycle', () => {
  const activeAt = compileCycle({ order: 'forward', entries: [entry(10), entry(20, 1, 2), entry(30)] }, 1);

  it('holds one neuron, without a crossfade', () => {
    expect(activeAt(0)).toEqual({
      neurons: [{ neuron: { layer: 'block8', index: 10 }, weight: 1 }],
      crossfade: 0,
      entryIndex: 0,
    });
    expect(activeAt(2)).toEqual(activeAt(0));
  });

  it('fades smoothly to the next, equal in the middle', () => {
    expect(activeAt(2.5)).toEqual({
      neurons: [
        { neuron: { layer: 'block8', index: 10 }, weight: 0.5 },
        { neuron: { layer: 'block8', index: 20 }, weight: 0.5 },
      ],
      crossfade: 1,
      entryIndex: 1,
    });
    // A quarter of the way, a smoothstep is at 5/32.
    expect(activeAt(2.25).neurons.map(({ weight }) => weight)).toEqual([1 - 5 / 32, 5 / 32]);
    expect(activeAt(2.25).entryIndex).toBe(0);
    expect(activeAt(2.001).crossfade).toBeLessThan(1e-4);
    expect(activeAt(2.25).crossfade).toBeCloseTo(activeAt(2.75).crossfade, 12);
  });

  it('gives each entry its own times and begins again after the last', () => {
    expect(activeAt(3.5).neurons).toEqual([{ neuron: { layer: 'block8', index: 20 }, weight: 1 }]);
    expect(activeAt(5).neurons.map(({ neuron }) => neuron.index)).toEqual([20, 30]);
    expect(activeAt(8.5).neurons.map(({ neuron }) => neuron.index)).toEqual([30, 10]);
    expect(activeAt(9)).toEqual(activeAt(0));
    expect(activeAt(9 * 100_000 + 5)).toEqual(activeAt(5));
  });

  it('cuts where the blend lasts no time', () => {
    const cut = compileCycle({ order: 'forward', entries: [entry(1, 2, 0), entry(2, 2, 0)] }, 1);
    expect(cut(1.999).neurons).toEqual([{ neuron: { layer: 'block8', index: 1 }, weight: 1 }]);
    expect(cut(2).neurons).toEqual([{ neuron: { layer: 'block8', index: 2 }, weight: 1 }]);
  });
});

describe('a neuron that follows itself', () => {
  it('stays, alone or repeated in the list', () => {
    for (const entries of [[entry(7)], [entry(7), entry(7)]]) {
      const activeAt = compileCycle({ order: 'forward', entries }, 1);
      for (const seconds of [0, 2.5, 5.5]) {
        expect(activeAt(seconds)).toMatchObject({ neurons: [{ neuron: { index: 7 }, weight: 1 }], crossfade: 0 });
      }
    }
  });

  it('is not mistaken for the same channel of another layer', () => {
    const other = { ...entry(7), neuron: { layer: 'block9', index: 7 } };
    expect(compileCycle({ order: 'forward', entries: [entry(7), other] }, 1)(2.5).neurons).toHaveLength(2);
  });
});

describe('a ping-pong cycle', () => {
  it('goes there and back, visiting the ends once per sweep', () => {
    const activeAt = compileCycle({ order: 'ping-pong', entries: [0, 1, 2, 3].map((i) => entry(i)) }, 1);
    expect(activeInHolds(activeAt, 10)).toEqual([0, 1, 2, 3, 2, 1, 0, 1, 2, 3]);
  });
});

describe('a shuffled cycle', () => {
  const entries = [0, 1, 2, 3, 4].map((i) => entry(i));
  const activeAt = compileCycle({ order: 'shuffle', entries }, 11);

  it('shows every neuron once a round, in an order that changes with the round and the seed', () => {
    const rounds = Array.from({ length: 12 }, (_, round) =>
      activeInHolds(activeAt, 60).slice(round * 5, round * 5 + 5),
    );
    for (const round of rounds) expect([...round].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(new Set(rounds.map(String)).size).toBeGreaterThan(6);
    expect(activeInHolds(compileCycle({ order: 'shuffle', entries }, 12), 20)).not.toEqual(activeInHolds(activeAt, 20));
    expect(activeInHolds(compileCycle({ order: 'shuffle', entries }, 11), 20)).toEqual(activeInHolds(activeAt, 20));
  });

  it('never shows a neuron twice in a row', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 6 }), (seed, count) => {
        const shuffled = compileCycle({ order: 'shuffle', entries: entries.concat(entry(5)).slice(0, count) }, seed);
        const seen = activeInHolds(shuffled, count * 8);
        for (let i = 1; i < seen.length; i++) expect(seen[i]).not.toBe(seen[i - 1]);
      }),
    );
  });

  it('separates a neuron listed twice', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const seen = activeInHolds(
          compileCycle({ order: 'shuffle', entries: [0, 1, 0, 2, 3].map((i) => entry(i)) }, seed),
          5,
        );
        for (let i = 1; i < seen.length; i++) expect(seen[i]).not.toBe(seen[i - 1]);
      }),
    );
  });
});

describe('any cycle', () => {
  const plans = fc.record({
    order: fc.constantFrom(...ORDERS),
    entries: fc.array(
      fc
        .tuple(
          fc.integer({ min: 0, max: 9 }),
          fc.double({ min: 0.01, max: 5, noNaN: true }),
          fc.double({ min: 0, max: 3, noNaN: true }),
        )
        .map(([index, hold, blend]) => entry(index, hold, blend)),
      { minLength: 1, maxLength: 8 },
    ),
  });

  it('has positive weights that sum to 1, a bounded crossfade, and no jumps', () => {
    fc.assert(
      fc.property(plans, fc.integer(), fc.double({ min: 0, max: 500, noNaN: true }), (plan, seed, seconds) => {
        const active = compileCycle(plan, seed)(seconds);
        for (const { weight } of active.neurons) expect(weight).toBeGreaterThan(0);
        expect(active.neurons.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
        expect(active.crossfade).toBeGreaterThanOrEqual(0);
        expect(active.crossfade).toBeLessThanOrEqual(1);
        expect(plan.entries[active.entryIndex]).toBeDefined();
      }),
    );
  });

  it('does not depend on earlier calls', () => {
    fc.assert(
      fc.property(plans, fc.integer(), fc.array(fc.double({ min: 0, max: 500, noNaN: true })), (plan, seed, before) => {
        const activeAt = compileCycle(plan, seed);
        for (const seconds of before) activeAt(seconds);
        expect(activeAt(123.4)).toEqual(compileCycle(plan, seed)(123.4));
      }),
    );
  });
});

describe('an impossible cycle', () => {
  it('is refused', () => {
    expect(() => compileCycle({ order: 'forward', entries: [] }, 1)).toThrow(RangeError);
    expect(() => compileCycle({ order: 'forward', entries: [entry(1, 0, 0)] }, 1)).toThrow('longer than 0 s');
    expect(() => compileCycle({ order: 'forward', entries: [entry(1, -1, 2)] }, 1)).toThrow(RangeError);
  });
});
