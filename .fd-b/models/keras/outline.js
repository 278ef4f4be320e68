// Describes a known architecture without its weights, for networks that are not downloaded yet.
import { ARCHITECTURES } from './architectures/known.js';
import { BLANK, fromKerasLayers } from './layers.js';
import { readTopology } from './topology.js';
/**
 * The network of an architecture without its classifier, with weights of 0. Its layers, shapes, parameters and
 * receptive fields are those of the trained network.
 *
 * @param name - The network's name.
 * @param architecture - The name of a known architecture.
 */
export function outlineOf(name, architecture) {
    const known = ARCHITECTURES.find((one) => one.name === architecture);
    if (known === undefined)
        throw new RangeError(`Expected \`architecture\` to be known, got \`${architecture}\`.`);
    const topology = readTopology(architecture, known.topology(0));
    return fromKerasLayers(topology, { name, weights: BLANK, generation: 2, preprocessing: known.preprocessing });
}
//# sourceMappingURL=outline.js.map