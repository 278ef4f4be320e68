import { describe, expect, it } from 'vitest';
import { cosineSimilarity, DESCRIPTOR_BYTES, describe as descriptorOf } from '../../src/atlas/descriptor.js';
import { colourfulness, contrast, measurePicture } from '../../src/atlas/measure.js';
import { toHex, toOklab } from '../../src/atlas/oklab.js';
import { dominantColours } from '../../src/atlas/palette.js';
import type { Rgb8Image } from '../../src/tensor/pixels.js';
import { grating } from '../support/atlases.js';

type Colour = readonly [number, number, number];

/** A square picture, pixel by pixel. */
function picture(side: number, colourAt: (x: number, y: number) => Colour): Rgb8Image {
  const data = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) data.set(colourAt(x, y), (y * side + x) * 3);
  return { width: side, height: side, data };
}

const RED: Colour = [255, 0, 0];
const BLUE: Colour = [0, 0, 255];
const descriptionOf = (one: Rgb8Image) => descriptorOf(toOklab(one));

describe('colourfulness', () => {
  it('is 0 for greys of any contrast', () => {
    expect(colourfulness(picture(8, (x) => [x * 30, x * 30, x * 30]))).toBe(0);
  });

  it('follows the formula of Hasler and Süsstrunk', () => {
    // Red alone: rg = 255, yb = 127.5, no spread: 0.3 * hypot(255, 127.5).
    expect(colourfulness(picture(4, () => RED))).toBeCloseTo(0.3 * Math.hypot(255, 127.5), 9);
    // Half red, half blue: rg 255 or 0, yb 127.5 or -255.
    const spread = Math.hypot(127.5, 191.25);
    expect(colourfulness(picture(4, (x) => (x < 2 ? RED : BLUE)))).toBeCloseTo(
      spread + 0.3 * Math.hypot(127.5, -63.75),
      9,
    );
  });
});

describe('contrast', () => {
  it('is 0.5 for equal parts of black and white, and 0 for one colour', () => {
    expect(contrast(picture(4, (x) => (x % 2 === 0 ? [0, 0, 0] : [255, 255, 255])))).toBeCloseTo(0.5, 9);
    expect(contrast(picture(4, () => [17, 200, 90]))).toBeCloseTo(0, 9);
  });

  it('weights green more than blue', () => {
    const steps = (to: Colour) => contrast(picture(4, (x) => (x % 2 === 0 ? [0, 0, 0] : to)));
    expect(steps([0, 255, 0])).toBeGreaterThan(5 * steps(BLUE));
  });
});

describe('Oklab', () => {
  it('converts colours there and back', () => {
    for (const colour of ['#000000', '#ffffff', '#ff0000', '#00ff00', '#0000ff', '#7f5a13', '#0a0b0c']) {
      const rgb = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Colour;
      const { lightness, a, b } = toOklab(picture(1, () => rgb));
      expect(toHex(lightness[0]!, a[0]!, b[0]!)).toBe(colour);
    }
  });

  it('has white at lightness 1, without colour', () => {
    const { lightness, a, b } = toOklab(picture(1, () => [255, 255, 255]));
    expect([lightness[0], a[0], b[0]].map((value) => Number(value!.toFixed(4)))).toEqual([1, 0, 0]);
  });

  it('refuses a wrong number of bytes', () => {
    expect(() => toOklab({ width: 3, height: 3, data: new Uint8Array(12) })).toThrow(/27 bytes/);
  });
});

describe('dominantColours', () => {
  it('finds the colours of a picture with few colours, and their shares', () => {
    const few = picture(20, (x, y) => (y < 10 ? RED : x < 10 ? BLUE : [240, 240, 240]));
    expect(dominantColours(toOklab(few))).toEqual([
      { colour: '#ff0000', share: 0.5 },
      { colour: '#0000ff', share: 0.25 },
      { colour: '#f0f0f0', share: 0.25 },
    ]);
  });

  it('finds one colour in a flat picture, and merges colours that look the same', () => {
    expect(dominantColours(toOklab(picture(6, () => [12, 34, 56])))).toEqual([{ colour: '#0c2238', share: 1 }]);
    expect(dominantColours(toOklab(picture(16, (x) => [100 + (x % 3), 100, 100])))).toHaveLength(1);
  });

  it('leaves out a colour of very few pixels', () => {
    const colours = dominantColours(toOklab(picture(40, (x, y) => (x === 3 && y === 3 ? BLUE : RED))));
    expect(colours.map(({ colour }) => colour)).toEqual(['#ff0000']);
  });

  it('gives the same colours for the same picture', () => {
    const lively = picture(24, (x, y) => [(x * 53) % 256, (y * 97) % 256, (x * y * 31) % 256]);
    expect(dominantColours(toOklab(lively))).toEqual(dominantColours(toOklab(lively)));
    expect(dominantColours(toOklab(lively)).length).toBeGreaterThan(3);
  });
});

describe('the descriptor', () => {
  const stripes = { side: 48, angle: 0, period: 8, from: [200, 60, 60], to: [40, 20, 20] } as const;
  const base = descriptionOf(grating(stripes));

  it('is the same for the same picture, and has the documented length', () => {
    expect(base).toHaveLength(DESCRIPTOR_BYTES);
    expect(cosineSimilarity(base, descriptionOf(grating(stripes)))).toBeCloseTo(1, 9);
  });

  it('is less similar the more direction, size and colour differ', () => {
    const similarity = (change: Partial<Parameters<typeof grating>[0]>) =>
      cosineSimilarity(base, descriptionOf(grating({ ...stripes, ...change })));
    expect(similarity({ angle: 0.15 })).toBeGreaterThan(similarity({ angle: 0.6 }));
    expect(similarity({ angle: 0.6 })).toBeGreaterThan(similarity({ angle: Math.PI / 2 }) - 0.02);
    expect(similarity({ period: 9 })).toBeGreaterThan(similarity({ period: 24 }));
    expect(similarity({ from: [200, 80, 60] })).toBeGreaterThan(similarity({ from: [60, 60, 200] }));
    expect(similarity({ angle: Math.PI / 2, from: [60, 200, 60] })).toBeLessThan(0.75);
  });

  it('does not depend on where the stripes are', () => {
    const { width: side, data } = grating(stripes);
    const moved = picture(side, (x, y) => {
      const at = (y * side + ((x + 3) % side)) * 3;
      return [data[at]!, data[at + 1]!, data[at + 2]!];
    });
    expect(cosineSimilarity(base, descriptionOf(moved))).toBeGreaterThan(0.98);
  });

  it('works for a flat picture', () => {
    const flat = descriptionOf(picture(16, () => RED));
    expect(cosineSimilarity(flat, flat)).toBeCloseTo(1, 9);
    expect(cosineSimilarity(flat, descriptionOf(picture(16, () => BLUE)))).toBe(0);
  });
});

describe('measurePicture', () => {
  it('returns all measures', () => {
    const measured = measurePicture(picture(16, (x) => (x < 8 ? RED : BLUE)));
    expect(measured.colourfulness).toBeGreaterThan(200);
    expect(measured.colours).toHaveLength(2);
    expect(Buffer.from(measured.descriptor, 'base64')).toHaveLength(DESCRIPTOR_BYTES);
  });
});
