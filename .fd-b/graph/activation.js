// Activation functions: a closed table of kinds and their parameters. This file defines them. How an engine computes
// them and their derivatives is written beside its other operations.
/** The slope and the offset of hardSwish's hardSigmoid. */
export const HARD_SWISH = { slope: 1 / 6, offset: 1 / 2 };
/**
 * The constants of gelu by tanh, tanh(outer * (x + cubic * x^3)), with outer = sqrt(2 / pi). Hendrycks & Gimpel 2016.
 */
export const GELU_TANH = { outer: Math.sqrt(2 / Math.PI), cubic: 0.044715 };
//# sourceMappingURL=activation.js.map