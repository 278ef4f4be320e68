import { describe, expect, it } from 'vitest';
import { holdStatistics, showMaster } from '../../src/optvis/grade.js';
import { colorMoments } from '../../src/tensor/color.js';
import { openStream } from '../../src/tensor/random.js';
import { tensor } from '../../src/tensor/tensor.js';

const GRADE = { servo: 0.25, contrast: 0.19, brightness: 0.5, saturation: 1 };

function noise(low: number, high: number) {
  const picture = tensor([1, 3, 24, 24]);
  openStream(1, 'grade').fillUniform(picture.data, low, high);
  return picture;
}

describe('holdStatistics', () => {
  it('moves part of the way to the targets, in every channel', () => {
    const master = noise(-0.2, 0.6);
    const before = colorMoments(master.data);
    holdStatistics(master, 0, GRADE);
    const after = colorMoments(master.data);
    for (const c of [0, 1, 2] as const) {
      expect(after.mean[c]).toBeCloseTo(0.5 * before.mean[c], 5);
      const deviation = Math.sqrt(before.covariance[4 * c]!);
      expect(Math.sqrt(after.covariance[4 * c]!)).toBeCloseTo(deviation + 0.25 * (0.38 - deviation), 5);
    }
  });

  it('reaches the targets after repeated calls, and stays there', () => {
    const master = noise(0.3, 0.4);
    for (let i = 0; i < 60; i++) holdStatistics(master, 0, { ...GRADE, brightness: 0.6 });
    const { mean, covariance } = colorMoments(master.data);
    for (const c of [0, 1, 2] as const) {
      expect(mean[c]).toBeCloseTo(0.2, 4);
      expect(Math.sqrt(covariance[4 * c]!)).toBeCloseTo(0.38, 4);
    }
  });

  it('measures only the shown part', () => {
    const master = noise(-0.5, 0.5);
    const inner = { stride: 24, top: 4, left: 4, height: 16, width: 16 };
    master.data.fill(1.2, 0, 4 * 24);
    holdStatistics(master, 4, { ...GRADE, servo: 1 });
    const { mean, covariance } = colorMoments(master.data, inner);
    expect(mean[0]).toBeCloseTo(0, 5);
    expect(Math.sqrt(covariance[0])).toBeCloseTo(0.38, 5);
  });

  it('does not change the picture at strength 0, and keeps a flat picture free of NaN', () => {
    const master = noise(-0.5, 0.9);
    const before = master.data.slice();
    holdStatistics(master, 0, { ...GRADE, servo: 0 });
    master.data.forEach((value, i) => {
      expect(value).toBeCloseTo(before[i]!, 6);
    });
    const flat = tensor([1, 3, 4, 4]);
    holdStatistics(flat, 0, { ...GRADE, servo: 1, brightness: 0.75 });
    expect([...flat.data]).toEqual(Array(48).fill(0.5));
  });
});

describe('showMaster', () => {
  const frame = () => ({ width: 4, height: 2, data: new Uint8Array(24) });

  it('crops the margin and converts [-1, 1] to bytes', () => {
    const master = tensor([1, 3, 6, 8], new Float32Array(144).fill(0.5));
    const shown = frame();
    showMaster(master, 2, GRADE, shown);
    for (const value of shown.data) expect(Math.abs(value - 0.75 * 255)).toBeLessThanOrEqual(1);
  });

  it('removes the colour at saturation 0 and keeps the brightness', () => {
    const master = tensor([1, 3, 6, 8]);
    master.data.fill(0.6, 0, 48);
    master.data.fill(-0.2, 48, 96);
    const shown = frame();
    showMaster(master, 2, { ...GRADE, saturation: 0 }, shown);
    const luma = 0.5 + 0.5 * (0.2126 * 0.6 - 0.7152 * 0.2);
    for (const value of shown.data) expect(Math.abs(value - luma * 255)).toBeLessThanOrEqual(1);
  });
});
