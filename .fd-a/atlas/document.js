// Reads and writes an atlas as JSON. A file may be damaged or come from anyone, so every value is checked.
import { z } from 'zod';
import { UserError } from '../errors.js';
import { DESCRIPTOR_BYTES } from './descriptor.js';
/** Increased whenever older programs can no longer read the file. */
const VERSION = 2;
/** Measures that had another name in version 1. Nothing else has changed since then. */
const RENAMED = { quickness: 'convergence', silent: 'dead', alike: 'similar' };
/** Converts a neuron of version 1 to version 2. */
function withNewNames(neuron) {
    if (typeof neuron !== 'object' || neuron === null)
        return neuron;
    return Object.fromEntries(Object.entries(neuron).map(([name, value]) => [RENAMED[name] ?? name, value]));
}
const SHARE = z.number().min(0).max(1);
const WHOLE = z.number().int().min(0).max(1e6);
/** The name of a layer or a class, which may contain any characters. */
const NAME = z.string().min(1).max(10_000);
const MEASURED = z.object({
    neuron: WHOLE,
    scoreStart: z.number(),
    scoreEnd: z.number(),
    convergence: SHARE,
    dead: z.boolean(),
    colourfulness: z.number().min(0),
    contrast: SHARE,
    colours: z
        .array(z.object({ colour: z.string().regex(/^#[\da-f]{6}$/), share: SHARE }))
        .min(1)
        .max(5),
    descriptor: z
        .string()
        .regex(/^[\w+/]+={0,2}$/)
        .refine((text) => Buffer.from(text, 'base64').length === DESCRIPTOR_BYTES, 'not a descriptor'),
    classes: z.array(z.object({ name: NAME, share: SHARE })).max(10),
});
const NEURON = MEASURED.extend({ similar: z.array(WHOLE).max(8) });
const SHEET = z.object({
    // A name that neurozoom itself writes, since a path could lead out of the folder.
    file: z.string().regex(/^[A-Za-z\d][\w-]{0,120}\.webp$/),
    columns: WHOLE.min(1),
    count: WHOLE.min(1),
});
const LAYER = z
    .object({ name: NAME, neurons: z.array(z.preprocess(withNewNames, NEURON)).min(1), sheets: z.array(SHEET).min(1) })
    .refine(({ neurons }) => neurons.every(({ neuron }, i) => neuron === i), 'its neurons are not numbered in order')
    .refine(({ neurons }) => neurons.every(({ similar }) => similar.every((other) => other < neurons.length)), 'a neuron is similar to one that the layer does not have')
    .refine(({ neurons, sheets }) => sheets.reduce((sum, { count }) => sum + count, 0) === neurons.length, 'its sheets hold more or fewer thumbnails than it has neurons');
const ATLAS = z.object({
    format: z.literal('neurozoom-atlas'),
    version: z.literal([1, VERSION]),
    madeBy: z.string().max(500),
    network: z.object({ name: NAME, hash: z.string().regex(/^[\da-f]{64}$/) }),
    plan: z.object({ cell: WHOLE.min(16).max(512), seed: WHOLE.max(2 ** 32 - 1), steps: WHOLE.min(1) }),
    layers: z
        .array(LAYER)
        .refine((layers) => new Set(layers.map(({ name }) => name)).size === layers.length, 'a layer occurs twice'),
});
/** Writes an atlas, one neuron per line, so that a diff of two atlases is readable. */
export function toJson({ network, madeBy, plan, layers }) {
    const head = { format: 'neurozoom-atlas', version: VERSION, madeBy, network, plan };
    const each = layers.map(({ name, sheets, neurons }) => {
        const lines = neurons.map((neuron) => `    ${JSON.stringify(inOrder(neuron))}`);
        const start = `  {"name":${JSON.stringify(name)},"sheets":${JSON.stringify(sheets)}`;
        return `${start},"neurons":[\n${lines.join(',\n')}\n  ]}`;
    });
    return `${JSON.stringify(head).slice(0, -1)},"layers":[\n${each.join(',\n')}\n]}\n`;
}
/**
 * Puts the keys in the order of the schema, so that a neuron that was read is written like one that was just measured.
 */
function inOrder(neuron) {
    return Object.fromEntries(Object.keys(NEURON.shape).map((key) => [key, neuron[key]]));
}
/**
 * Reads an atlas.
 *
 * @param path - For error messages.
 * @throws UserError ATLAS_UNUSABLE when the text is not an atlas, is damaged, or comes from a newer version.
 */
export function fromJson(text, path) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (cause) {
        throw damaged(path, 'it is not JSON', cause);
    }
    const version = z.object({ format: z.literal('neurozoom-atlas'), version: z.number() }).safeParse(json);
    if (version.success && version.data.version > VERSION) {
        throw new UserError('ATLAS_UNUSABLE', `${path} was written by a newer neurozoom (version ${version.data.version})`);
    }
    const checked = ATLAS.safeParse(json);
    if (checked.success) {
        const { network, madeBy, plan, layers } = checked.data;
        return { network, madeBy, plan, layers };
    }
    const [issue] = checked.error.issues;
    throw damaged(path, `${issue.path.join('.') || 'the whole file'}: ${issue.message}`);
}
/**
 * Reads one neuron of a journal.
 *
 * @returns undefined if it is not valid.
 */
export function toMeasured(json) {
    const checked = MEASURED.safeParse(withNewNames(json));
    return checked.success ? checked.data : undefined;
}
function damaged(path, why, cause) {
    return new UserError('ATLAS_UNUSABLE', `${path} is damaged (${why})`, {
        hint: 'move its folder away and make the atlas again with neurozoom atlas; see neurozoom atlas --help',
        cause,
    });
}
//# sourceMappingURL=document.js.map