// Functions of one number that networks bend their values with: a closed table of kinds and their parameters. What they are is said here once; each
// engine's words for them, and for their slopes, stand beside the engine's other words.

/** By kind: y as a function of x, and the parameters that it takes. */
export interface ActivationParameters {
  /** x where x > 0, else slope * x. */
  readonly leakyRelu: { readonly slope: number };
  /** x, held between low and high; either may be infinite. Slope 0 at the bounds, as TensorFlow has it for ReLU6. */
  readonly clip: { readonly low: number; readonly high: number };
  /** 1 / (1 + exp(-x)) */
  readonly sigmoid: None;
  /** The hyperbolic tangent. */
  readonly tanh: None;
  /** slope * x + offset, held between 0 and 1. */
  readonly hardSigmoid: { readonly slope: number; readonly offset: number };
  /** x where x > 0, else scale * (exp(x) - 1). */
  readonly elu: { readonly scale: number };
  /** log(1 + exp(x)) */
  readonly softplus: None;
  /** x * sigmoid(x), also called SiLU. */
  readonly swish: None;
  /** x * hardSigmoid(x), of slope 1/6 and offset 1/2 (MobileNetV3). */
  readonly hardSwish: None;
  /** x times the normal distribution function of x: by the error function, or by its approximation with tanh. Hendrycks & Gimpel 2016. */
  readonly gelu: { readonly form: 'erf' | 'tanh' };
  /** The error function. */
  readonly erf: None;
  /** The exponential. */
  readonly exp: None;
  /** The natural logarithm, of positive x. */
  readonly log: None;
  /** x without its sign. */
  readonly abs: None;
  /** x to this power; of positive x, unless the exponent is a whole number. */
  readonly power: { readonly exponent: number };
}

/** The name of an activation. */
export type ActivationKind = keyof ActivationParameters;

/** An activation with its parameters. */
export type Activation<K extends ActivationKind = ActivationKind> = {
  readonly [J in K]: { readonly kind: J } & ActivationParameters[J];
}[K];

/** Of kinds that take none. */
export type None = Readonly<Record<never, never>>;

/** The slope and the offset of hardSwish's hardSigmoid. */
export const HARD_SWISH = { slope: 1 / 6, offset: 1 / 2 } as const;

/** Of gelu by tanh: tanh(outer * (x + cubic * x^3)), with outer = sqrt(2 / pi). Hendrycks & Gimpel 2016. */
export const GELU_TANH = { outer: Math.sqrt(2 / Math.PI), cubic: 0.044715 } as const;
