// The schema of a picture's settings: every key with its range and its default. A picture may come from anyone, and so
// may the settings in its metadata.
import { check, describeValue, either, field, isMap, list, refine, section, toJsonSchema, } from '../schema/fields.js';
import { choice, flag, fraction, number, size, text, whole, wholePixels } from '../schema/reader.js';
import { LOOKS } from '../settings.js';
import { PICTURE_FORMATS } from './picture.js';
import { MOST_TERMS, parseSubject } from './subject.js';
/** Checks a picture's settings, as parsed from YAML or JSON. */
export function checkPicture(value) {
    return check(PICTURE, value);
}
/** The JSON Schema (draft-07) of pictures' settings, as `checkPicture` accepts them. */
export function pictureSchema() {
    return toJsonSchema(PICTURE);
}
/** The first key of a picture's settings. Presets of films do not have it. */
export const PICTURE_KINDS = ['image', 'sheet'];
/** Range of a picture's side. 16384 px square are 3.2 GB of floats; more would exhaust the memory. */
const SIDE = { min: 16, max: 16_384 };
/** Most cells of a sheet. */
const MOST_CELLS = 1_000;
/** More channels than any layer has. */
const MOST_CHANNELS = 20_000;
const NAME = text({ max: 200 });
const SHARE = fraction({ min: 0, max: 1 });
const position = section({
    y: field(SHARE).describe('How far down, from 0 (top) to 1.'),
    x: field(SHARE).describe('How far to the right, from 0 (left) to 1.'),
});
const NEURON = {
    expected: 'the number or the class of a neuron',
    schema: {
        anyOf: [
            { type: 'integer', minimum: 0 },
            { type: 'string', minLength: 1 },
        ],
    },
    read: (value) => (Number.isInteger(value) && value >= 0) || (typeof value === 'string' && value !== '')
        ? String(value)
        : undefined,
};
const term = refine(section({
    layer: field(NAME).describe('Name of the layer. Without a neuron or a direction, the layer as a whole.'),
    neuron: field(NEURON).optional().describe('Number of the neuron in its layer, or its class.'),
    direction: list(field(number({ min: -1e6, max: 1e6 })), { min: 1, max: MOST_CHANNELS }, 'numbers')
        .optional()
        .describe('A mixture of all channels of the layer: the weight of each.'),
    at: position.optional().describe('The only position at which the neuron or the direction appears.'),
    weight: field(number({ min: -1000, max: 1000 }))
        .meta({ not: { const: 0 } })
        .prefault(1)
        .describe('Weight of the term. A negative weight lowers its score instead of raising it. Not 0.'),
}, {
    ways: [
        { needs: ['layer'] },
        { needs: ['layer', 'neuron'], may: ['at'] },
        { needs: ['layer', 'direction'], may: ['at'] },
    ],
}), ({ layer, neuron, direction, at = null, weight }, refuse) => {
    if (weight === 0)
        return refuse('a weight other than 0', '0', ['weight']);
    return { weight, layer, neuron: neuron ?? direction ?? null, at };
});
const subjectText = refine(field({ ...text({ max: 2000 }), expected: 'neurons such as block8:40' }), (words, refuse) => {
    try {
        return parseSubject(words);
    }
    catch (error) {
        if (!(error instanceof Error))
            throw error;
        return refuse(error.message.split('\n')[0] ?? '', describeValue(words));
    }
});
const terms = list(term, { min: 1, max: MOST_TERMS }, 'neurons such as { layer: block8, neuron: 40 }');
const subject = either([subjectText, terms], (given) => (Array.isArray(given) ? terms : subjectText));
const row = list(subject, { min: 1, max: MOST_CELLS }, 'neurons such as block8:40');
const init = section({
    file: field(text({ max: 1000 })).describe('The file of the picture.'),
    sha256: field(text({ max: 64 }))
        .nullable()
        .prefault(null)
        .describe('SHA-256 of the file, which reveals that another file has replaced it.'),
});
const output = refine(section({
    format: field(choice(Object.keys(PICTURE_FORMATS)))
        .prefault('png')
        .describe('Format of the file.'),
    quality: field(whole({ min: 1, max: 100 }))
        .nullable()
        .prefault(null)
        .describe('Quality of JPEG (92 by default), WebP (90) and AVIF (75). PNG has none.'),
}), ({ format, quality }, refuse) => {
    const takes = PICTURE_FORMATS[format].quality;
    if (takes === null && quality !== null) {
        return refuse(`no quality for ${format}, which is lossless`, `${quality}`, ['quality']);
    }
    return { format, quality: quality ?? takes?.default ?? null };
});
/** The defaults were chosen by eye from sheets of InceptionV3's block5, block8 and block9: see docs/pictures.md. */
const PICTURE = refine(section({
    picture: field(choice(PICTURE_KINDS)).describe('image: one picture; sheet: several, in rows.'),
    network: field(text({ max: 1000 }))
        .prefault('efficientnet-lite0')
        .describe('Name of a network, or path of a model file.'),
    look: field(choice(LOOKS))
        .prefault('natural')
        .describe('natural: gradients split into bands, in natural colours; raw: plain normalised gradients.'),
    size: field(size(SIDE)).prefault('512x512').describe('Size of the picture, or of one cell of a sheet.'),
    seed: field(whole({ min: 0, max: 2 ** 32 - 1 }))
        .prefault(7)
        .describe('Seed of everything random.'),
    show: list(row, { min: 1, max: MOST_CELLS }, 'rows of neurons').describe('What to show: a list of rows, each a list of subjects. An image has one row of one subject.'),
    captions: field(flag()).prefault(true).describe('Whether the cells of a sheet have captions.'),
    gap: field(wholePixels({ min: 0, max: 256 }))
        .prefault(6)
        .describe('Space between the cells of a sheet.'),
    variations: section({
        count: field(whole({ min: 1, max: 64 }))
            .prefault(1)
            .describe('How many variations grow together.'),
        number: field(whole({ min: 0, max: 63 }))
            .prefault(0)
            .describe('Index of this picture among them, from 0.'),
        diversity: field(number({ min: 0, max: 10 }))
            .prefault(0)
            .describe('How strongly they are made to differ. With 0 each grows alone.'),
    })
        .prefault({})
        .describe('Variations of one image.'),
    init: init.nullable().prefault(null).describe('A picture to start from instead of noise, for an image.'),
    growth: section({
        from: field(wholePixels(SIDE)).prefault(64).describe('Short side of the picture at the start.'),
        enlargements: field(whole({ min: 0, max: 200 }))
            .prefault(16)
            .describe('How many times it is enlarged on the way to its full size.'),
        steps: field(whole({ min: 1, max: 500 }))
            .prefault(3)
            .describe('Ascent steps at each size.'),
        finish: field(whole({ min: 0, max: 1000 }))
            .prefault(12)
            .describe('Ascent steps at full size, each smaller than the one before.'),
    })
        .prefault({})
        .describe('How the picture grows.'),
    ascent: section({
        rate: field(number({ min: 0, max: 1 }))
            .prefault(0.045)
            .describe('Root mean square of the change of one step, where -1 is black and 1 is white.'),
        jitter: field(wholePixels({ min: 0, max: 256 }))
            .prefault(16)
            .describe('Largest random shift of the picture before each step.'),
        noise: field(number({ min: 0, max: 1 }))
            .prefault(0.01)
            .describe('Amplitude of the noise added at each size, where -1 is black and 1 is white.'),
        margin: field(wholePixels({ min: 0, max: 256 }))
            .prefault(12)
            .describe('Pixels around the picture that are climbed and cropped, because networks see artefacts at borders.'),
        bands: list(field(number({ min: 0, max: 10 })), { min: 1, max: 8 }, 'weights of bands, from fine to coarse')
            .prefault([0.2, 0.55, 1, 0.9, 0.6])
            .describe("Weights of the gradient's frequency bands, from fine to coarse."),
        color: field(number({ min: 0, max: 10 }))
            .prefault(3)
            .describe('Weight of colour in the gradient: 1 is calm, 2 lively.'),
        smooth: field(number({ min: 0, max: 16 }))
            .prefault(0)
            .describe('Standard deviation of the blur on the first gradient at each size, in pixels.'),
    })
        .prefault({})
        .describe('How the picture climbs the gradient.'),
    grade: section({
        servo: field(SHARE).prefault(0.25).describe('How far each step moves towards the contrast and brightness below.'),
        contrast: field(fraction({ min: 0, max: 0.5 }))
            .prefault(0.18)
            .describe('Standard deviation of each channel, on a scale of 0 to 1.'),
        brightness: field(SHARE).prefault(0.5).describe('Mean of each channel, on a scale of 0 to 1.'),
        saturation: field(fraction({ min: 0, max: 4 }))
            .prefault(1)
            .describe('Factor on the colours of the finished picture.'),
    })
        .prefault({})
        .describe('Tone and colour.'),
    output: output.prefault({}).describe("The picture's file."),
}), ({ picture, size: { width, height }, captions, gap, growth: { from, ...growth }, ...rest }, refuse) => {
    const { show, variations, init: first } = rest;
    const cells = show.reduce((sum, each) => sum + each.length, 0);
    if (picture === 'image' && cells > 1)
        return refuse('one subject for an image', `${cells}`, ['show']);
    if (cells > MOST_CELLS)
        return refuse(`at most ${MOST_CELLS} subjects`, `${cells}`, ['show']);
    if (picture === 'sheet' && (variations.count > 1 || first !== null)) {
        return refuse('variations and a first picture for an image only', 'a sheet');
    }
    if (variations.number >= variations.count) {
        return refuse(`a number below ${variations.count}`, `${variations.number}`, ['variations', 'number']);
    }
    return {
        ...rest,
        ...{ width, height },
        sheet: picture === 'image' ? null : { captions, gap },
        growth: { ...growth, fromPixels: from },
    };
}).meta({
    title: 'settings of a neurozoom picture',
    description: 'A picture, or a sheet of pictures, of what a neural network sees.',
});
/** Whether the settings in a file's metadata are those of a picture rather than of a film. */
export function isPicture(value) {
    return isMap(value) && Object.hasOwn(value, 'picture');
}
//# sourceMappingURL=schema.js.map