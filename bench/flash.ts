// Measures how long the flashes of a frame take: npx tsx bench/flash.ts. Against what turns the master into such a
// frame, and with flashes that are damped. Frames are noise. Each number is the smallest of 15 frames, in one run.

import { openFlashGuard } from '../src/flash/guard.js';
import { showMaster } from '../src/optvis/grade.js';
import { openStream } from '../src/tensor/random.js';
import { tensor } from '../src/tensor/tensor.js';
import { minimum, table } from './table.js';

const SIZES = [
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
] as const;
const RUNS = 15;

/** Frames before them, by which the code is compiled and flashes are damped. */
const WARM_UP = 4;
const GRADE = { servo: 0.25, contrast: 0.19, brightness: 0.5, saturation: 1 } as const;

/** Milliseconds of `work`, after `prepare` without its time. */
function timeOf(work: () => void, prepare: () => void = () => undefined): number {
  const times = Array.from({ length: WARM_UP + RUNS }, () => {
    prepare();
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return minimum(times.slice(WARM_UP));
}

const rows = SIZES.map(([width, height]) => {
  const master = tensor([1, 3, height, width]);
  openStream(1, 'bench').fillUniform(master.data, -0.7, 0.7);
  const picture = { width, height, data: new Uint8Array(3 * width * height) };
  const show = timeOf(() => showMaster(master, 0, GRADE, picture));
  const frame = picture.data.slice();
  const options = { width, height, fps: 25, frames: 2 * (WARM_UP + RUNS) } as const;
  const watching = openFlashGuard({ ...options, limits: false });
  const watch = timeOf(() => {
    watching.take(picture);
    watching.save();
  });
  const limiting = openFlashGuard({ ...options, limits: true });
  // A strobe: of a dark frame and a bright one, at least one is damped.
  const dark = { width, height, data: new Uint8Array(frame.length) };
  const limit = timeOf(
    () => {
      limiting.take(dark);
      limiting.take(picture);
    },
    () => {
      picture.data.set(frame);
      for (let i = 0; i < frame.length; i++) dark.data[i] = frame[i]! >> 1;
    },
  );
  const ratio = (time: number) => `${time.toFixed(2)} ms, ${((100 * time) / show).toFixed(0)} %`;
  return [`${width}x${height}`, `${show.toFixed(1)} ms`, ratio(watch), ratio(limit)];
});
console.log(table(['flashes of a frame', 'tone and 8 bits', 'judged', 'two frames judged, damped'], rows));
