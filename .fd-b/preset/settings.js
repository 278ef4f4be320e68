// The settings of a film: a checked preset with every default filled in and every unit removed (seconds, pixels,
// ratios). They are plain data and survive JSON unchanged. `schema` makes them; `write` turns them back into a preset.
/** 'natural': gradients split into bands, in decorrelated colours. 'raw': plain normalised gradients, nothing else. */
export const LOOKS = ['natural', 'raw'];
/** The names of the output formats; `video/encode/formats.ts` defines them. */
export const OUTPUT_FORMATS = ['mp4', 'webm', 'gif', 'prores', 'png'];
/**
 * The path of a cycle's item in a preset: among its neurons, or the cycle itself for a lone choice from an atlas.
 */
export function pathOfItem({ items }, index) {
    const { kind } = items[index];
    const mayBeCycle = items.length === 1 && (kind === 'like' || kind === 'ranked');
    return mayBeCycle ? ['cycle'] : ['cycle', 'neurons', index];
}
//# sourceMappingURL=settings.js.map