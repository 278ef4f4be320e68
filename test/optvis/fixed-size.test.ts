import { describe, expect, it } from 'vitest';
import type { Session } from '../../src/engines/engine.js';
import { type FixedSize, fixedSizeSession, tilesOf } from '../../src/optvis/fixed-size.js';
import { openStream } from '../../src/tensor/random.js';
import { type Tensor, tensor } from '../../src/tensor/tensor.js';

const SIZE: FixedSize = { height: 12, width: 16, hasPatches: true };

function picture(height: number, width: number, seed = 1): Tensor {
  const image = tensor([1, 3, height, width]);
  openStream(seed, 'fixed').fillUniform(image.data, 0, 1);
  return image;
}

/** A session for the mean of the squares, which accepts only its size, and the pictures that it evaluated. */
function squares() {
  const asked: Tensor[] = [];
  const session: Session = {
    close: async () => undefined,
    evaluate: async ({ image }) => {
      expect(image.shape).toEqual([1, 3, 12, 16]);
      asked.push(image);
      const count = image.data.length;
      const score = image.data.reduce((sum, value) => sum + value * value, 0) / count;
      return { score, gradient: { shape: image.shape, data: image.data.map((value) => (2 * value) / count) } };
    },
  };
  return { asked, session };
}

const evaluate = (image: Tensor, size = SIZE) => {
  const { asked, session } = squares();
  return fixedSizeSession(session, size)
    .evaluate({ image, weights: new Map() })
    .then((found) => ({ ...found, asked }));
};

describe('a network with a fixed picture size', () => {
  it.each([
    [12, 16, 1],
    [24, 32, 4],
    [30, 20, 6],
    [13, 16, 2],
  ])('evaluates %i x %i in %3$i tiles that cover all of it, and averages overlaps', async (height, width, tiles) => {
    const image = picture(height, width);
    const { gradient, asked } = await evaluate(image);
    expect(asked).toHaveLength(tiles);
    expect(tilesOf(SIZE, height, width)).toBe(tiles);
    // The gradient of the mean of squares at a pixel depends only on that pixel, whichever tile it lies in.
    const each = 2 / (tiles * SIZE.height * SIZE.width * 3);
    const differences = gradient.data.map((value, i) => Math.abs(value - each * image.data[i]!));
    expect(Math.max(...differences)).toBeLessThan(1e-7);
  });

  it.each([
    [6, 8],
    [5, 40],
    [1, 3],
  ])('enlarges %i x %i first, and has the slope of central differences', async (height, width) => {
    // Without patches and not larger than a tile, the position of the tile does not depend on the picture.
    const size = { ...SIZE, hasPatches: false };
    const image = picture(height, width);
    const along = picture(height, width, 2);
    const { gradient } = await evaluate(image, size);
    expect(gradient.shape).toEqual(image.shape);
    if (tilesOf(size, height, width) > 1) return;
    const slope = gradient.data.reduce((sum, value, i) => sum + value * along.data[i]!, 0);
    const scoreAt = async (step: number) => {
      const data = image.data.map((value, i) => value + step * along.data[i]!);
      return (await evaluate({ ...image, data }, size)).score;
    };
    const step = 1e-2;
    const byDifferences = ((await scoreAt(step)) - (await scoreAt(-step))) / (2 * step);
    expect(Math.abs(slope - byDifferences)).toBeLessThan(1e-4 * Math.abs(byDifferences));
  });

  it('begins its tiles at other positions for another picture, and at the same for the same picture', async () => {
    const first = async (seed: number) => [...(await evaluate(picture(24, 32, seed))).asked[0]!.data.slice(0, 4)];
    expect(await first(3)).toEqual(await first(3));
    const corners = await Promise.all(
      Array.from({ length: 12 }, async (_, seed) => {
        const image = picture(24, 32, seed);
        return image.data.indexOf((await first(seed))[0]!);
      }),
    );
    expect(new Set(corners).size).toBeGreaterThan(6);
  });

  it('rolls a picture of exactly its size if it has patches, and not otherwise', async () => {
    const image = picture(12, 16);
    const { asked } = await evaluate(image, { ...SIZE, hasPatches: false });
    expect(asked[0]!.data).toEqual(image.data);
    const rolled = await Promise.all(Array.from({ length: 8 }, (_, seed) => evaluate(picture(12, 16, seed))));
    expect(rolled.some(({ asked: [one] }, seed) => one!.data[0] !== picture(12, 16, seed).data[0])).toBe(true);
  });
});
