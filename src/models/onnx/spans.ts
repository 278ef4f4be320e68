// The range that ONNX's Slice takes of each dimension.

import type { OnnxCall } from './call.js';

/** A range of one dimension: `count` positions from `from`, `step` apart (backwards if negative). */
export interface Span {
  readonly axis: number;
  readonly from: number;
  readonly step: number;
  readonly count: number;
}

/**
 * The ranges of a Slice of a value whose dimensions are all known.
 *
 * @throws UserError when bounds are missing or depend on the picture size.
 */
export function spansOf(call: OnnxCall, dims: readonly number[]): readonly Span[] {
  const [starts, ends] = [call.numbers('starts', 1), call.numbers('ends', 2)];
  if (starts === undefined || ends?.length !== starts.length) throw call.unreadable('its starts and ends do not match');
  const axes = call.numbers('axes', 3) ?? starts.map((_, i) => i);
  const steps = call.numbers('steps', 4) ?? starts.map(() => 1);
  return axes.map((said, i) => {
    const axis = call.axis(said, dims.length);
    const [size, step] = [dims[axis]!, steps[i]!];
    if ([starts[i], ends[i], step].some((value) => value === undefined || Number.isNaN(value))) {
      throw call.unsupported('its bounds depend on the picture size');
    }
    if (step === 0) throw call.unreadable('its step is 0');
    // Negative bounds count from the end. All are clamped; a backwards slice may end before the first position.
    const held = (value: number) => {
      const at = value < 0 ? value + size : value;
      return step > 0 ? Math.min(Math.max(at, 0), size) : Math.min(Math.max(at, -1), size - 1);
    };
    const [from, to] = [held(starts[i]!), held(ends[i]!)];
    return { axis, from, step, count: Math.max(0, Math.ceil((to - from) / step)) };
  });
}
