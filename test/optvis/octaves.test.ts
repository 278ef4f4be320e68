import { describe, expect, it } from 'vitest';
import { openAscent } from '../../src/optvis/ascend.js';
import { type OctaveClimb, openOctaveAscent } from '../../src/optvis/octaves.js';
import { randomOffset } from '../../src/optvis/transform.js';
import { openStream } from '../../src/tensor/random.js';
import { resize } from '../../src/tensor/resample.js';
import { type Tensor, tensor } from '../../src/tensor/tensor.js';
import { fakeSessions, type Landscape } from '../support/fakes.js';
import { relativeDifference } from '../support/graph/close.js';

const BANDS = [0.5, 0.8, 1];
const NEURON = [{ neuron: { layer: 'a', index: 0 }, weight: 1 }];
const HOW: Omit<OctaveClimb, 'octaves'> = { jitter: 5, color: 2, smooth: 0, look: 'natural' };

function noise(height: number, width: number): Tensor {
  const picture = tensor([1, 3, height, width]);
  openStream(1, 'octaves').fillUniform(picture.data, -0.5, 0.5);
  return picture;
}

const copyOf = ({ shape, data }: Tensor): Tensor => ({ shape, data: data.slice() });

/** Wants waves of 8 pixels across, whatever the size of the picture; scores how many columns it is asked about. */
const WAVES: Landscape = (image) => {
  const gradient = tensor(image.shape);
  const width = image.shape[3]!;
  for (let i = 0; i < gradient.data.length; i++) gradient.data[i] = Math.sin((2 * Math.PI * (i % width)) / 8);
  return { score: width, gradient };
};

/** How much of a wave of so many pixels a picture has across. */
function waveOf({ data, shape }: Tensor, pixels: number): number {
  const width = shape[3]!;
  let [sine, cosine] = [0, 0];
  for (let i = 0; i < data.length; i++) {
    sine += data[i]! * Math.sin((2 * Math.PI * (i % width)) / pixels);
    cosine += data[i]! * Math.cos((2 * Math.PI * (i % width)) / pixels);
  }
  return Math.hypot(sine, cosine) / data.length;
}

describe('octaves', () => {
  it('of scale 1 alone are the plain climb, bit for bit', async () => {
    const [plain, octaves] = [noise(24, 40), noise(24, 40)];
    const climb = { steps: 3, rate: 0.05, bands: BANDS };
    const random = { seed: 7, frame: 12 };
    const jitterAt = (step: number) => randomOffset(openStream(7, 'jitter', 12, step), HOW.jitter);
    const expected = await openAscent(fakeSessions(WAVES)).climb(plain, NEURON, { ...HOW, ...climb, jitterAt });
    const scores = await openOctaveAscent(fakeSessions(WAVES)).climb(
      octaves,
      NEURON,
      { ...HOW, octaves: [{ scale: 1, ...climb }] },
      random,
    );
    expect(octaves.data).toEqual(plain.data);
    expect(scores).toEqual([expected]);
  });

  it('make forms as large as their scales are small, and say the score of each', async () => {
    const master = tensor([1, 3, 64, 128]);
    const octave = (scale: number, steps: number) => ({ scale, steps, rate: 0.05, bands: [1, 1, 1] });
    const scores = await openOctaveAscent(fakeSessions(WAVES)).climb(
      master,
      NEURON,
      { ...HOW, jitter: 0, octaves: [octave(0.25, 4), octave(0.5, 0), octave(1, 1)] },
      { seed: 7, frame: 0 },
    );
    expect(scores).toEqual([[32], [], [128]]);
    expect(waveOf(master, 32)).toBeGreaterThan(3 * waveOf(master, 8));
    expect(waveOf(master, 8)).toBeGreaterThan(3 * waveOf(master, 16));
  });

  it('leave the detail of the picture that their copies do not hold', async () => {
    const master = noise(48, 48);
    const before = copyOf(master);
    await openOctaveAscent(fakeSessions(WAVES)).climb(
      master,
      NEURON,
      { ...HOW, octaves: [{ scale: 0.25, steps: 2, rate: 0.02, bands: BANDS }] },
      { seed: 7, frame: 0 },
    );
    const detail = (picture: Tensor) => {
      const coarse = resize(resize(picture, 12, 12), 48, 48).data;
      return picture.data.map((value, i) => value - coarse[i]!);
    };
    expect(master.data).not.toEqual(before.data);
    expect(relativeDifference(detail(master), detail(before))).toBeLessThan(0.1);
  });

  it('draw offsets of their own, the same whenever they are asked for', async () => {
    const climb = async (ascent: ReturnType<typeof openOctaveAscent>, frame: number) => {
      const master = noise(64, 64);
      const octaves = [0.5, 1].map((scale) => ({ scale, steps: 2, rate: 0.05, bands: BANDS }));
      await ascent.climb(master, NEURON, { ...HOW, octaves }, { seed: 7, frame });
      return master.data;
    };
    const used = openOctaveAscent(fakeSessions(WAVES));
    const [first, second] = [await climb(used, 3), await climb(used, 4)];
    expect(second).not.toEqual(first);
    expect(await climb(openOctaveAscent(fakeSessions(WAVES)), 4)).toEqual(second);
  });
});
