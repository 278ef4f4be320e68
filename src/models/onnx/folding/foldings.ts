// ONNX operations on numbers that are known before any picture is: what exporters write to compute shapes and padding, tables of places and masks, and weights
// that are made rather than stored. A dimension that the picture decides is NaN here, and so is what is computed of it.

import type { Translation } from '../call.js';
import { ARITHMETIC_FOLDINGS } from './arithmetic.js';
import { FORM_FOLDINGS } from './forms.js';
import { PIECE_FOLDINGS } from './pieces.js';
import { REDUCTION_FOLDINGS } from './reductions.js';
import { RESIZE_FOLDINGS } from './resize.js';

/** By operation, for nodes whose inputs are all constant; any rank will do. */
export const FOLDINGS: Readonly<Record<string, Translation>> = {
  ...FORM_FOLDINGS,
  ...PIECE_FOLDINGS,
  ...ARITHMETIC_FOLDINGS,
  ...REDUCTION_FOLDINGS,
  ...RESIZE_FOLDINGS,
};
