// An atlas: the measures of every neuron of some layers of a network, with a thumbnail of each neuron. Plain data.
// `document.ts` reads and writes it, `measure.ts` measures it.
/** The measures by which neurons can be ranked. The largest value ranks first. */
export const MEASURES = ['colourfulness', 'contrast', 'score', 'gain', 'convergence'];
/** The value of a measure. */
export function measureOf(neuron, measure) {
    if (measure === 'score')
        return neuron.scoreEnd;
    if (measure === 'gain')
        return neuron.scoreEnd - neuron.scoreStart;
    return neuron[measure];
}
//# sourceMappingURL=atlas.js.map