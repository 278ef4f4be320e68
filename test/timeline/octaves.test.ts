import { describe, expect, it } from 'vitest';
import { compileOctaves, MAX_OCTAVES, type OctavesPlan } from '../../src/timeline/octaves.js';
import { constant, keyframes } from '../../src/timeline/schedule.js';

const CLIMB = { steps: 5, rate: 0.04, bands: [0.5, 0.8, 1, 0.9, 0.6] };
const at = (plan: OctavesPlan, shortSide: number, { seconds = 0, size = 1 } = {}) =>
  compileOctaves(plan, shortSide)(seconds, CLIMB, size);
const form = (share: number, deepest = Infinity): OctavesPlan => ({ form: constant(share), deepest });
const scales = (octaves: readonly { readonly scale: number }[]) => octaves.map(({ scale }) => scale);

describe('octaves by number', () => {
  it('of one have the values of the whole climb', () => {
    expect(at(1, 1080)).toEqual([{ scale: 1, ...CLIMB }]);
  });

  it('are each half the next, with half of the steps, and only detail at full size', () => {
    const octaves = at(4, 1080);
    expect(scales(octaves)).toEqual([1 / 8, 1 / 4, 1 / 2, 1]);
    expect(octaves.map(({ steps }) => steps)).toEqual([5, 3, 1, 1]);
    expect(octaves.slice(0, 3).every(({ rate, bands }) => rate === CLIMB.rate && bands === CLIMB.bands)).toBe(true);
    expect(octaves[3]!.rate).toBeLessThan(CLIMB.rate);
    expect(octaves[3]!.bands.slice(0, 2)).toEqual([0.5, 0.8]);
    expect(octaves[3]!.bands.slice(3)).toEqual([0, 0]);
  });

  it('have no steps when the climb has none', () => {
    expect(compileOctaves(3, 540)(0, { ...CLIMB, steps: 0 }, 1).map(({ steps }) => steps)).toEqual([0, 0, 0]);
  });

  it('leave out those that a growing picture is too small for', () => {
    expect(scales(at(3, 540, { size: 1 / 2 }))).toEqual([1 / 2, 1]);
    expect(scales(at(3, 540, { size: 1 / 8 }))).toEqual([1]);
  });
});

describe('octaves by the size of forms', () => {
  it('begin at some 200 px for forms of 30 %', () => {
    expect(scales(at(form(0.3), 200))).toEqual([1]);
    expect(scales(at(form(0.3), 1600))).toEqual([1 / 8, 1 / 4, 1 / 2, 1]);
    expect(scales(at(form(0.1), 600))).toEqual([1]);
    expect(scales(at(form(0.6), 800))).toEqual([1 / 8, 1 / 4, 1 / 2, 1]);
  });

  it('change without a jump while the forms do', () => {
    const growing: OctavesPlan = {
      form: keyframes([
        { at: 0, value: 0.05 },
        { at: 10, value: 1 },
      ]),
      deepest: Infinity,
    };
    const compiled = compileOctaves(growing, 1080);
    // What an octave changes at most, by its size; one that is not there changes nothing.
    const strength = (seconds: number) => {
      const octaves = compiled(seconds, { ...CLIMB, steps: 1000 }, 1);
      return [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1].map((scale) => {
        const octave = octaves.find((one) => one.scale === scale);
        return octave === undefined ? 0 : octave.rate / CLIMB.rate;
      });
    };
    for (let seconds = 0; seconds < 10; seconds += 0.01) {
      const [now, next] = [strength(seconds), strength(seconds + 0.01)];
      for (const [i, value] of now.entries()) expect(Math.abs(value - next[i]!)).toBeLessThan(0.03);
    }
  });

  it('are never deeper than the layers can take, nor than any film', () => {
    expect(scales(at(form(0.3, 1), 1600))).toEqual([1 / 2, 1]);
    expect(at(form(1), 4096 * 16)).toHaveLength(MAX_OCTAVES);
  });

  it('are at a quarter of the size those of the film but for the finest', () => {
    expect(scales(at(form(0.3), 400)).length).toBe(scales(at(form(0.3), 1600)).length - 2);
    expect(at(form(0.3), 1600, { size: 1 / 4 })).toEqual(at(form(0.3), 400));
  });
});

describe('octaves by a list', () => {
  const list: OctavesPlan = [0.25, 0.5, 1].map((scale) => ({
    scale,
    steps: constant(2.6),
    rate: constant(0.02),
    bands: [constant(1)],
  }));

  it('follow the list', () => {
    expect(at(list, 540)[0]).toEqual({ scale: 0.25, steps: 3, rate: 0.02, bands: [1] });
    expect(scales(at(list, 540))).toEqual([0.25, 0.5, 1]);
  });

  it('stay as large in pixels while the picture grows', () => {
    expect(scales(at(list, 540, { size: 0.5 }))).toEqual([0.5, 1]);
    expect(scales(at(list, 540, { size: 0.4 }))).toEqual([0.625, 1]);
    expect(scales(at(list, 540, { size: 0.1 }))).toEqual([1]);
  });
});
