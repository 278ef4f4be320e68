import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CameraMove, type CameraSpec, compileCamera } from '../../src/timeline/camera.js';
import { constant, keyframes, wave } from '../../src/timeline/schedule.js';

const still: CameraSpec = {
  zoom: { perSecond: constant(1) },
  rotate: constant(0),
  pan: { x: constant(0), y: constant(0) },
  drift: { amount: constant(0), period: 12 },
};

/** All moves over `seconds` at a frame rate. */
function moves(spec: Partial<CameraSpec>, fps: number, seconds = 10): CameraMove[] {
  const camera = compileCamera({ ...still, ...spec }, 3);
  return Array.from({ length: seconds * fps }, (_, i) => camera(i / fps, (i + 1) / fps));
}

const total = (spec: Partial<CameraSpec>, fps: number, seconds = 10) => {
  const all = moves(spec, fps, seconds);
  return {
    zoom: all.reduce((product, { zoom }) => product * zoom, 1),
    radians: all.reduce((sum, { radians }) => sum + radians, 0),
    panX: all.reduce((sum, { panX }) => sum + panX, 0),
    panY: all.reduce((sum, { panY }) => sum + panY, 0),
  };
};

describe('zoom', () => {
  it('doubles or halves what is seen in the time given', () => {
    expect(total({ zoom: { doubles: constant(2.5) } }, 25).zoom).toBeCloseTo(16, 9);
    expect(total({ zoom: { halves: constant(5) } }, 25).zoom).toBeCloseTo(1 / 4, 9);
  });

  it('grows by a ratio each second, or each frame at any frame rate', () => {
    expect(total({ zoom: { perSecond: constant(1.1) } }, 25).zoom).toBeCloseTo(1.1 ** 10, 9);
    expect(moves({ zoom: { perFrame: constant(1.05) } }, 25, 1).map(({ zoom }) => zoom)).toEqual(Array(25).fill(1.05));
    expect(moves({ zoom: { perFrame: constant(1.05) } }, 60, 1).map(({ zoom }) => zoom)).toEqual(Array(60).fill(1.05));
  });

  it('that eases from one speed to another covers their integral', () => {
    // 4 * 4^(-t/10) seconds to double at t, so the integral of 4^(t/10) / 4 from 0 to 10 doublings.
    const doublings = (10 / (4 * Math.log(4))) * (4 - 1);
    const zoom = {
      doubles: keyframes([
        { at: 0, value: 4 },
        { at: 10, value: 1 },
      ]),
    };
    expect(Math.log2(total({ zoom }, 25).zoom)).toBeCloseTo(doublings, 6);
  });
});

describe('rotation and pan', () => {
  it('are speeds per second, in degrees and in fractions of the frame', () => {
    const { radians, panX, panY } = total({ rotate: constant(9), pan: { x: constant(0.02), y: constant(-0.01) } }, 30);
    expect(radians).toBeCloseTo(Math.PI / 2, 9);
    expect(panX).toBeCloseTo(0.2, 9);
    expect(panY).toBeCloseTo(-0.1, 9);
  });

  it('of a wave about zero come back to where they were', () => {
    for (const shape of ['sine', 'triangle'] as const) {
      const rotate = wave({ wave: shape, low: -8, high: 8, period: 5, phase: 0.25 });
      expect(total({ rotate }, 24).radians).toBeCloseTo(0, 9);
    }
  });
});

describe('the total motion', () => {
  const schedule = (low: number, high: number) => {
    const value = fc.double({ min: low, max: high, noNaN: true });
    return fc.oneof(
      value.map(constant),
      fc
        .array(
          fc.tuple(
            fc.double({ min: 0.05, max: 3, noNaN: true }),
            value,
            fc.constantFrom('linear', 'in', 'out', 'in-out', 'step'),
          ),
          { minLength: 1, maxLength: 6 },
        )
        .map((steps) => {
          let at = 0;
          return keyframes(
            steps.map(([wait, value, ease]) => {
              at += wait;
              return { at, value, ease };
            }),
          );
        }),
      fc.record({
        kind: fc.constant('wave'),
        wave: fc.constantFrom('sine', 'triangle'),
        low: value,
        high: value,
        period: fc.double({ min: 0.5, max: 20, noNaN: true }),
        phase: fc.double({ min: 0, max: 1, noNaN: true }),
        seed: fc.constant(0),
      }),
    );
  };

  it('over 10 s is the same at 24, 30 and 60 frames per second', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          schedule(0.5, 10).map((doubles) => ({ doubles })),
          schedule(0.5, 10).map((halves) => ({ halves })),
          schedule(0.5, 2).map((perSecond) => ({ perSecond })),
        ),
        schedule(-20, 20),
        (zoom, rotate) => {
          const [a, b, c] = [24, 30, 60].map((fps) => total({ zoom, rotate, pan: { x: rotate, y: rotate } }, fps));
          for (const other of [b!, c!]) {
            expect(other.zoom / a!.zoom).toBeCloseTo(1, 4);
            expect(other.radians).toBeCloseTo(a!.radians, 4);
            expect(other.panX).toBeCloseTo(a!.panX, 4);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('drift', () => {
  const drift = { amount: constant(0.15), period: 12 };
  const focuses = moves({ drift }, 10, 300);

  it('wanders all over, but never farther than its amount', () => {
    for (const axis of ['focusX', 'focusY'] as const) {
      const values = focuses.map((move) => move[axis]);
      expect(Math.max(...values)).toBeLessThanOrEqual(0.15);
      expect(Math.max(...values)).toBeGreaterThan(0.13);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(-0.15);
      expect(Math.min(...values)).toBeLessThan(-0.13);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(Math.abs(mean)).toBeLessThan(0.01);
    }
  });

  it('goes different ways across and down, and by another path for another seed', () => {
    const product = focuses.reduce((sum, { focusX, focusY }) => sum + focusX * focusY, 0) / focuses.length;
    // Uncorrelated: far below the mean square of 0.15^2 / 4.
    expect(Math.abs(product)).toBeLessThan(0.15 ** 2 / 40);
    const at = (seed: number) => compileCamera({ ...still, drift }, seed)(0, 0.04).focusX;
    expect(at(1)).not.toBe(at(2));
    expect(at(1)).toBe(at(1));
  });

  it('moves slowly enough not to be seen from frame to frame', () => {
    for (let i = 1; i < focuses.length; i++) {
      // At most amount * 2 pi / period * (1 + golden) / 2 a second, at 10 frames per second.
      expect(Math.abs(focuses[i]!.focusX - focuses[i - 1]!.focusX)).toBeLessThan(0.0104);
    }
  });

  it('refuses a period of zero', () => {
    expect(() => compileCamera({ ...still, drift: { amount: constant(0.1), period: 0 } }, 1)).toThrow(
      'Expected `period`',
    );
  });
});

describe('a camera that does nothing', () => {
  it('holds still', () => {
    const { zoom, ...rest } = compileCamera(still, 1)(0, 1);
    expect(zoom).toBe(1);
    for (const value of Object.values(rest)) expect(value).toBeCloseTo(0, 15);
  });

  it('refuses a zoom that is not above 0', () => {
    expect(() => compileCamera({ ...still, zoom: { doubles: constant(0) } }, 1)).toThrow('above 0');
  });
});
