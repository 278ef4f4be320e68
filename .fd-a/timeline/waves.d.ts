/** The names of the shapes, as presets write them. */
export declare const WAVE_SHAPES: readonly ['sine', 'triangle'];
/** The name of a shape. */
export type WaveShape = (typeof WAVE_SHAPES)[number];
/** A shape. */
export interface WaveCurve {
    /** The height, 0 to 1, after so many periods: 0 at 0, 1 at 0.5, and the same again after each whole one. */
    height(periods: number): number;
    /** Where it jumps or bends, as fractions of a period in [0, 1), rising; it is smooth between them. */
    readonly knots: readonly number[];
}
/** Every shape by its name. */
export declare const WAVES: {
    readonly [K in WaveShape]: WaveCurve;
};
