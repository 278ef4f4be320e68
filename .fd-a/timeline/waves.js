// Shapes of waves: how a value goes from its lowest to its highest and back within a period. To add a shape, add its
// name to `WAVE_SHAPES` and its curve to `WAVES`; presets, their JSON Schema and the writer then know it.
/** The names of the shapes, as presets write them. */
export const WAVE_SHAPES = ['sine', 'triangle'];
/** Every shape by its name. */
export const WAVES = {
    sine: { height: (periods) => (1 - Math.cos(2 * Math.PI * periods)) / 2, knots: [] },
    triangle: { height: (periods) => 1 - Math.abs(1 - 2 * (periods - Math.floor(periods))), knots: [0, 0.5] },
};
//# sourceMappingURL=waves.js.map