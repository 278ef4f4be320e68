// A window that moves by two rows at a time reads even and odd rows through taps of their own. It divides the map into
// phases: of two axes four, each a small map whose adjoint is an ordinary convolution of stride 1. Interleaved, they
// are the adjoint of the whole (the polyphase decomposition; Vaidyanathan, "Multirate Systems and Filter Banks", 1993).

import type { Padding, Pair, Window } from './attributes.js';

/**
 * How one axis falls into phases: row r of the map is row i of phase a where r = stride * i + a + tap - (padding
 * before).
 */
export interface PhaseAxis {
  /** 2, or 1 where the axis has a single phase. */
  readonly stride: number;
  /** The tap of the kernel that reads row i of phase 0 for row i of the window's output. */
  readonly tap: number;
  /** How many rows more than the window's output a phase has, so that every row of the map is in one. */
  readonly extra: number;
  /** Interleaved phases may have a row too many. Whether it lies before the map, not behind it. */
  readonly excessBefore: boolean;
}

/** Whether a window divides its map into phases: it moves by two along an axis and by no more along the other. */
export function hasPhases({ window, strides, padding }: Window): boolean {
  if (Math.max(...strides) !== 2) return false;
  // 'same' pads a window that leaves gaps by nothing at one size and by something at the next.
  return !isBySize(padding) || (window[0] >= strides[0] && window[1] >= strides[1]);
}

/** Rows and columns of a window that has phases. */
export function phaseAxes({ window, strides, padding }: Window): readonly [rows: PhaseAxis, columns: PhaseAxis] {
  return [
    phaseAxis(window[0], strides[0], padding, 'top', 'bottom'),
    phaseAxis(window[1], strides[1], padding, 'left', 'right'),
  ];
}

/** All phases in order: rows first. */
export function phasesOf([rows, columns]: readonly [PhaseAxis, PhaseAxis]): readonly Pair[] {
  const along = ({ stride }: PhaseAxis) => Array.from({ length: stride }, (_, i) => i);
  return along(rows).flatMap((row) => along(columns).map((column) => [row, column] as const));
}

function phaseAxis(
  extent: number,
  stride: number,
  padding: Padding,
  before: 'top' | 'left',
  after: 'bottom' | 'right',
): PhaseAxis {
  if (isBySize(padding)) {
    // Of an even size the padding is extent - stride in all, of an odd one a row more, which may lie before.
    const half = padding === 'same' ? Math.floor : Math.ceil;
    const tap = half((extent - stride) / 2);
    return { stride, tap, extra: 0, excessBefore: half((extent - 1) / 2) > tap };
  }
  const [first, last] = padding === 'valid' ? [0, 0] : [padding[before], padding[after]];
  return { stride, tap: first, extra: Math.ceil((extent - 1 - first - last) / stride) + 0, excessBefore: false };
}

function isBySize(padding: Padding): padding is 'same' | 'same-lower' {
  return padding === 'same' || padding === 'same-lower';
}
