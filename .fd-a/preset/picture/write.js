// Writes a picture's settings as the YAML in its metadata, which loads to the same settings.
import { writeDocument } from '../yaml/document.js';
import { formatSubject } from './subject.js';
/** Writes settings without keys that are null or have no effect. Loading the text gives equal settings. */
export function pictureToYaml(settings) {
    const { width, height, sheet, variations, init, growth, output } = settings;
    const { fromPixels, ...others } = growth;
    return writeDocument({
        picture: sheet === null ? 'image' : 'sheet',
        network: settings.network,
        look: settings.look,
        size: `${width}x${height}`,
        seed: settings.seed,
        show: settings.show.map((row) => row.map(subjectToYaml)),
        ...(sheet ?? {}),
        ...(variations.count === 1 ? {} : { variations }),
        ...(init === null ? {} : { init }),
        growth: { from: fromPixels, ...others },
        ascent: settings.ascent,
        grade: settings.grade,
        output: { format: output.format, ...(output.quality === null ? {} : { quality: output.quality }) },
    });
}
/** A subject as plain data for YAML, in its short form if it has one. */
export function subjectToYaml(subject) {
    return (formatSubject(subject) ??
        subject.map(({ weight, layer, neuron, at }) => ({
            layer,
            ...(neuron === null ? {} : typeof neuron === 'string' ? { neuron } : { direction: neuron }),
            ...(at === null ? {} : { at }),
            ...(weight === 1 ? {} : { weight }),
        })));
}
//# sourceMappingURL=write.js.map