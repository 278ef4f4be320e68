/** By kind: y as a function of x, and its parameters. */
export interface ActivationParameters {
    /** x where x > 0, else slope * x. */
    readonly leakyRelu: {
        readonly slope: number;
    };
    /** x, limited to low and high; either may be infinite. The slope at the bounds is 0, as in TensorFlow's ReLU6. */
    readonly clip: {
        readonly low: number;
        readonly high: number;
    };
    /** 1 / (1 + exp(-x)) */
    readonly sigmoid: None;
    /** The hyperbolic tangent. */
    readonly tanh: None;
    /** slope * x + offset, limited to 0 and 1. */
    readonly hardSigmoid: {
        readonly slope: number;
        readonly offset: number;
    };
    /** x where x > 0, else scale * (exp(x) - 1). */
    readonly elu: {
        readonly scale: number;
    };
    /** log(1 + exp(x)) */
    readonly softplus: None;
    /** x * sigmoid(x), also called SiLU. */
    readonly swish: None;
    /** x * hardSigmoid(x) with slope 1/6 and offset 1/2 (MobileNetV3). */
    readonly hardSwish: None;
    /**
     * x times the normal distribution function of x, exact (by the error function) or approximated by tanh. Hendrycks &
     * Gimpel 2016.
     */
    readonly gelu: {
        readonly form: 'erf' | 'tanh';
    };
    /** The error function. */
    readonly erf: None;
    /** The exponential. */
    readonly exp: None;
    /** The natural logarithm, of positive x. */
    readonly log: None;
    /** The absolute value of x. */
    readonly abs: None;
    /** x to this power; x must be positive unless the exponent is a whole number. */
    readonly power: {
        readonly exponent: number;
    };
}
/** The name of an activation. */
export type ActivationKind = keyof ActivationParameters;
/** An activation with its parameters. */
export type Activation<K extends ActivationKind = ActivationKind> = {
    readonly [J in K]: {
        readonly kind: J;
    } & ActivationParameters[J];
}[K];
/** No parameters. */
export type None = Readonly<Record<never, never>>;
/** The slope and the offset of hardSwish's hardSigmoid. */
export declare const HARD_SWISH: {
    readonly slope: number;
    readonly offset: number;
};
/**
 * The constants of gelu by tanh, tanh(outer * (x + cubic * x^3)), with outer = sqrt(2 / pi). Hendrycks & Gimpel 2016.
 */
export declare const GELU_TANH: {
    readonly outer: number;
    readonly cubic: 0.044715;
};
