// Everything that determines the frames of a film. If any of it has changed, an interrupted render cannot be resumed.
import { z } from 'zod';
import { digestGraph } from '../../graph/digest.js';
import { version } from '../../preset/version.js';
/** All settings of a film, as a job stores them. Only those that a job needs have a type here. */
const settingsSchema = z.looseObject({
    title: z.string().nullable(),
    width: z.int().positive(),
    height: z.int().positive(),
    fps: z.strictObject({ numerator: z.number().positive(), denominator: z.number().positive() }),
    ascent: z.looseObject({ margin: z.number() }),
    output: z.looseObject({ format: z.string(), quality: z.number().nullable() }),
});
/** How an identity is stored. */
export const identitySchema = z.strictObject({
    program: z.string(),
    settings: settingsSchema,
    frames: z.strictObject({ first: z.int().nonnegative(), last: z.int().nonnegative() }),
    segmentFrames: z.int().positive(),
    network: z.string(),
    engine: z.string(),
    ffmpeg: z.string(),
});
/** The identity of a film. */
export async function identify({ settings, model, layers, engine }, { ffmpeg, format }, frames, segmentFrames) {
    const used = model.layers.filter(({ name }) => layers.includes(name)).map(({ node }) => node);
    return {
        program: await version(),
        settings: {
            ...settings,
            ascent: { ...settings.ascent },
            output: { ...settings.output, file: null, format: format.name },
        },
        frames,
        segmentFrames,
        network: digestGraph(used),
        engine: engine.description,
        ffmpeg: ffmpeg.version,
    };
}
/** The differences as texts such as `seed is 9, was 7`. Empty if there are none. */
export function differences(was, is) {
    const before = leaves(was);
    const after = leaves(is);
    return [...new Set([...before.keys(), ...after.keys()])]
        .filter((key) => before.get(key) !== after.get(key))
        .map((key) => {
        const name = NAMES[key] ?? key.replace(/^settings\./, '');
        return `${name} is ${describe(after.get(key))}, was ${describe(before.get(key))}`;
    });
}
/** Names of the differences that even `--force-resume` does not allow: the frame size and the frame rate. */
export function incompatibilities(was, is) {
    const fixed = ({ settings, frames, segmentFrames }) => ({
        ...{ width: settings.width, height: settings.height, fps: settings.fps, margin: settings.ascent.margin },
        ...{ format: settings.output.format, first: frames.first, segmentFrames },
    });
    const before = leaves(fixed(was));
    const after = leaves(fixed(is));
    return [...before.keys()].filter((key) => before.get(key) !== after.get(key));
}
const NAMES = {
    program: 'the version of neurozoom',
    network: 'the network',
    engine: 'the engine',
    ffmpeg: 'the version of ffmpeg',
    segmentFrames: 'the length of the segments',
};
/** The values of a tree of plain data by their paths, without undefined values. */
function leaves(value, path = '', into = new Map()) {
    if (typeof value === 'object' && value !== null) {
        for (const [key, inner] of Object.entries(value))
            leaves(inner, path === '' ? key : `${path}.${key}`, into);
    }
    else if (value !== undefined)
        into.set(path, JSON.stringify(value));
    return into;
}
function describe(value) {
    if (value === undefined)
        return 'absent';
    const text = value.replace(/^"|"$/g, '');
    // The beginning of a hash is enough to tell two of them apart.
    return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}...` : text;
}
//# sourceMappingURL=identity.js.map