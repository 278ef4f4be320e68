// Measures the pixel work of a frame outside of the engine, each part and a whole frame of five steps: npx tsx
// bench/pixels.ts. Pictures are noise. Each number is the median of 25 runs, in milliseconds. Needs an idle machine.

import { normalize, openConditioner } from '../src/optvis/conditioning.js';
import { holdStatistics, showMaster } from '../src/optvis/grade.js';
import { addRolled, roll } from '../src/optvis/transform.js';
import { gaussianBlur } from '../src/tensor/filter.js';
import { openStream } from '../src/tensor/random.js';
import { resize, warp } from '../src/tensor/resample.js';
import { tensor } from '../src/tensor/tensor.js';

const SIZES = [256, 512] as const;
const STEPS = 5;
const WARM_UP_RUNS = 40;
const RUNS = 25;

const GRADE = { servo: 0.25, contrast: 0.19, brightness: 0.5, saturation: 1 } as const;
const LOOK = { bands: [0.5, 0.8, 1, 0.9, 0.6], color: 2 } as const;
const MOTION = { zoom: 1.011, radians: 0, panX: 0, panY: 0, focusX: 0.1, focusY: -0.05 } as const;
const OFFSET = { dy: 11, dx: -7 } as const;
const BACK = { dy: -11, dx: 7 } as const;

function median(work: () => void): number {
  for (let i = 0; i < WARM_UP_RUNS; i++) work();
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[RUNS >> 1] ?? Number.NaN;
}

/** Every part by name, on buffers of one size. */
function parts(size: number): ReadonlyMap<string, () => void> {
  const shape = [1, 3, size, size] as const;
  const [master, spare, image, noise] = [tensor(shape), tensor(shape), tensor(shape), tensor(shape)];
  const [fresh, gradient] = [tensor(shape), tensor(shape)];
  openStream(1, 'bench').fillUniform(master.data, -0.7, 0.7); // a standard deviation of 0.4, as in a film
  openStream(2, 'bench').fillUniform(fresh.data, -1e-6, 1e-6);
  const conditioner = openConditioner({ height: size, width: size });
  const rgb = { width: size, height: size, data: new Uint8Array(3 * size * size) };

  const condition = () => {
    gradient.data.set(fresh.data); // in place of the engine's output; about 0.2 ms at 512
    conditioner.condition(gradient.data, LOOK);
  };
  const rollIn = () => roll(master, image, OFFSET, { scale: 0.5, offset: 0.5 });
  // Alternates the sign, otherwise every value would reach its bound.
  let rate = 0.04;
  const update = () => {
    rate = -rate;
    addRolled(gradient, master, BACK, { rate, low: -1, high: 1 });
  };
  const servo = () => holdStatistics(master, 0, GRADE);
  const addNoise = () => {
    openStream(3, 'noise').fillUniform(noise.data, -0.02, 0.02);
    addRolled(noise, master, { dy: 0, dx: 0 }, { rate: 0.1, low: -1, high: 1 });
  };
  const zoom = () => warp(master, spare, MOTION);
  const turn = () => warp(master, spare, { ...MOTION, radians: 0.01 });
  const bytes = () => showMaster(master, 0, GRADE, rgb);
  const frame = () => {
    turn();
    addNoise();
    for (let step = 0; step < STEPS; step++) {
      rollIn();
      condition();
      update();
    }
    servo();
    bytes();
  };
  return new Map([
    ['roll in, [-1, 1] to [0, 1]', rollIn],
    ['condition, 5 bands and colour', condition],
    ['condition, raw', () => normalize(gradient.data)],
    ['roll back, add and clip', update],
    ['noise, drawn and added', addNoise],
    ['warp, zoom', zoom],
    ['warp, zoom and turn', turn],
    ['colour statistics and correction', servo],
    ['to 8 bits, dithered', bytes],
    ['resize to 110 %', () => resize(master, Math.round(size * 1.1), Math.round(size * 1.1))],
    ['Gaussian blur, sigma 2', () => gaussianBlur(master, spare, 2)],
    [`a whole frame of ${STEPS} steps`, frame],
  ]);
}

const columns = SIZES.map((size) => [...parts(size)].map(([name, work]) => [name, median(work)] as const));
console.log(`milliseconds${' '.repeat(24)}${SIZES.map((size) => `${size} x ${size}`.padStart(12)).join('')}`);
for (const [row, [name]] of (columns[0] ?? []).entries()) {
  console.log(
    name.padEnd(36) + columns.map((column) => (column[row]?.[1] ?? Number.NaN).toFixed(2).padStart(12)).join(''),
  );
}
