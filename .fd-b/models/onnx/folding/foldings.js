// ONNX operations on constants. Exporters write them to compute shapes, padding, tables of position embeddings, masks,
// and weights that are computed instead of stored. A dimension that depends on the picture size is NaN here, and so is
// every result of it.
import { ARITHMETIC_FOLDINGS } from './arithmetic.js';
import { FORM_FOLDINGS } from './forms.js';
import { PIECE_FOLDINGS } from './pieces.js';
import { REDUCTION_FOLDINGS } from './reductions.js';
import { RESIZE_FOLDINGS } from './resize.js';
/** By operation, for nodes whose inputs are all constant, of any rank. */
export const FOLDINGS = {
    ...FORM_FOLDINGS,
    ...PIECE_FOLDINGS,
    ...ARITHMETIC_FOLDINGS,
    ...REDUCTION_FOLDINGS,
    ...RESIZE_FOLDINGS,
};
//# sourceMappingURL=foldings.js.map