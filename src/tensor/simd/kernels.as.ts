// The inner loops of the frames between two keys, in AssemblyScript: WebAssembly with SIMD takes a fifth of the time of
// JavaScript. `npm run kernels` compiles this file to `kernels.ts`. Addresses are in bytes, counts in pixels.

/**
 * Keys' bicubic samples of all planes for `count` pixels of one row. Pixel i of the row samples the source at column
 * `x + dx * i` and row `y + dy * i`, which must have all its 4 x 4 taps inside the picture.
 *
 * @param source - Of the first plane; planes are `planeBytes` apart, in source and target.
 * @param target - Of the row's first pixel in the first plane.
 * @param a - Keys' a.
 * @param share - Factor on the samples.
 * @param adds - 1: the samples are added to the target; 0: they replace it.
 */
export function sampleRow(
  source: usize,
  target: usize,
  planes: i32,
  planeBytes: usize,
  width: i32,
  count: i32,
  x: f64,
  y: f64,
  dx: f64,
  dy: f64,
  a: f32,
  share: f32,
  adds: i32,
): void {
  const rowBytes = (<usize>width) << 2;
  for (let i = 0; i < count; i++) {
    const atX = x + dx * <f64>i;
    const atY = y + dy * <f64>i;
    const left = Math.floor(atX);
    const top = Math.floor(atY);
    const t = <f32>(atX - left);
    const u = <f32>(atY - top);
    const s: f32 = 1 - t;
    const v: f32 = 1 - u;
    const x0: f32 = a * t * s * s;
    const x3: f32 = a * t * t * s;
    const x1: f32 = ((a + 2) * t - (a + 3)) * t * t + 1;
    const y0: f32 = share * (a * u * v * v);
    const y3: f32 = share * (a * u * u * v);
    const y1: f32 = share * (((a + 2) * u - (a + 3)) * u * u + 1);
    let columns = f32x4.splat(x0);
    columns = f32x4.replace_lane(columns, 1, x1);
    columns = f32x4.replace_lane(columns, 2, 1 - x0 - x1 - x3);
    columns = f32x4.replace_lane(columns, 3, x3);
    const w0 = f32x4.splat(y0);
    const w1 = f32x4.splat(y1);
    const w2 = f32x4.splat(share - y0 - y1 - y3);
    const w3 = f32x4.splat(y3);
    let from = source + ((<usize>((<i32>top - 1) * width + <i32>left - 1)) << 2);
    let to = target + ((<usize>i) << 2);
    for (let plane = 0; plane < planes; plane++) {
      const upper = f32x4.add(
        f32x4.mul(w0, v128.load(from)),
        f32x4.mul(w1, v128.load(from + rowBytes)),
      );
      const lower = f32x4.add(
        f32x4.mul(w2, v128.load(from + 2 * rowBytes)),
        f32x4.mul(w3, v128.load(from + 3 * rowBytes)),
      );
      const taps = f32x4.mul(columns, f32x4.add(upper, lower));
      const pairs = f32x4.add(taps, v128.shuffle<f32>(taps, taps, 2, 3, 0, 1));
      const sum = f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
      store<f32>(to, adds ? load<f32>(to) + sum : sum);
      from += planeBytes;
      to += planeBytes;
    }
  }
}

/** `target[i] = a[i] - target[i]`. */
export function subtractFrom(a: usize, target: usize, count: i32): void {
  const whole = count & ~3;
  for (let i = 0; i < whole; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(target + at, f32x4.sub(v128.load(a + at), v128.load(target + at)));
  }
  for (let i = whole; i < count; i++) {
    const at = (<usize>i) << 2;
    store<f32>(target + at, load<f32>(a + at) - load<f32>(target + at));
  }
}

/** The finest detail of four pixels: their difference from a blur by [1 2 1; 2 4 2; 1 2 1] / 16. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function detailOf(above: usize, at: usize, below: usize): v128 {
  const corners = f32x4.add(
    f32x4.add(v128.load(above - 4), v128.load(above + 4)),
    f32x4.add(v128.load(below - 4), v128.load(below + 4)),
  );
  const sides = f32x4.add(
    f32x4.add(v128.load(above), v128.load(below)),
    f32x4.add(v128.load(at - 4), v128.load(at + 4)),
  );
  const centre = f32x4.mul(f32x4.splat(0.75), v128.load(at));
  return f32x4.sub(
    f32x4.sub(centre, f32x4.mul(f32x4.splat(0.125), sides)),
    f32x4.mul(f32x4.splat(0.0625), corners),
  );
}

/**
 * `target = row + gain * detail` for `count` pixels, at least 4, whose neighbours all exist.
 *
 * @param above - The same pixels in the row above, and `below` in the one below.
 * @param row - Not the target. A last group of four overlaps the one before.
 */
export function strengthenRow(above: usize, row: usize, below: usize, target: usize, count: i32, gain: f32): void {
  const factor = f32x4.splat(gain);
  const last = (<usize>(count - 4)) << 2;
  for (let at: usize = 0; ; at += 16) {
    if (at > last) at = last;
    const more = f32x4.mul(factor, detailOf(above + at, row + at, below + at));
    v128.store(target + at, f32x4.add(v128.load(row + at), more));
    if (at == last) break;
  }
}

/** `target = detail of row`, as `strengthenRow`. */
export function detailRow(above: usize, row: usize, below: usize, target: usize, count: i32): void {
  const last = (<usize>(count - 4)) << 2;
  for (let at: usize = 0; ; at += 16) {
    if (at > last) at = last;
    v128.store(target + at, detailOf(above + at, row + at, below + at));
    if (at == last) break;
  }
}

/** Sum of the products of two rows; up to 3 last pixels are left out. */
export function dot(a: usize, b: usize, count: i32): f64 {
  let sum = f32x4.splat(0);
  const bytes = (<usize>(count & ~3)) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  }
  return (
    <f64>f32x4.extract_lane(sum, 0) +
    <f64>f32x4.extract_lane(sum, 1) +
    <f64>f32x4.extract_lane(sum, 2) +
    <f64>f32x4.extract_lane(sum, 3)
  );
}

/**
 * One row of a separable resampling: source rows blended, then their columns.
 *
 * @param rows - Addresses (i32) of the `rowTaps` source rows, and `rowWeights` (f32) of each.
 * @param width - Of the source.
 * @param blended - Scratch for the blended row, with room for `pad` values before and after it.
 * @param pad - How many values beyond the source's ends are read: they mirror it.
 * @param first - Index (i32) of the first source column of each output column; may be below 0, down to `-pad`.
 * @param weights - `columnTaps` (f32) for each output column; `columnTaps` is a multiple of 4.
 * @param bound - Above 0: the row is added to the target, whose values stay within plus and minus this. 0: it replaces
 *   the target.
 */
export function resampleRow(
  rows: usize,
  rowWeights: usize,
  rowTaps: i32,
  width: i32,
  blended: usize,
  pad: i32,
  first: usize,
  weights: usize,
  columnTaps: i32,
  target: usize,
  count: i32,
  bound: f32,
): void {
  const bytes = (<usize>width) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    let sum = f32x4.mul(v128.load32_splat(rowWeights), v128.load(<usize>load<u32>(rows) + at));
    for (let tap = 1; tap < rowTaps; tap++) {
      const offset = (<usize>tap) << 2;
      const row = <usize>load<u32>(rows + offset);
      sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(rowWeights + offset), v128.load(row + at)));
    }
    v128.store(blended + at, sum);
  }
  for (let i = 0; i < pad; i++) {
    const at = (<usize>i) << 2;
    store<f32>(blended - 4 - at, load<f32>(blended + at));
    store<f32>(blended + bytes + at, load<f32>(blended + bytes - 4 - at));
  }
  const tapBytes = (<usize>columnTaps) << 2;
  let own = weights;
  for (let i = 0; i < count; i++) {
    const from = blended + ((<usize>load<i32>(first + ((<usize>i) << 2))) << 2);
    let taps = f32x4.mul(v128.load(own), v128.load(from));
    for (let at: usize = 16; at < tapBytes; at += 16) {
      taps = f32x4.add(taps, f32x4.mul(v128.load(own + at), v128.load(from + at)));
    }
    own += tapBytes;
    const pairs = f32x4.add(taps, v128.shuffle<f32>(taps, taps, 2, 3, 0, 1));
    let value = f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
    const to = target + ((<usize>i) << 2);
    if (bound > 0) {
      value += load<f32>(to);
      value = value < -bound ? -bound : value > bound ? bound : value;
    }
    store<f32>(to, value);
  }
}
