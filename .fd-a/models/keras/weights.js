// Finds a layer's weights in Keras's files. Older files have them by name, in groups of layers. Files of Keras 3 have
// them by the layer's class and number, and by the weight's index in the layer. Both are mapped from a topology to
// paths in a file.
import { UserError } from '../../errors.js';
import { layersOf, weightKinds } from './layers.js';
/** Old and other names of the kinds of weights. Keras 1's `running_std` is a variance in spite of its name. */
const KINDS = {
    depthwise_kernel: 'depthwise_kernel',
    pointwise_kernel: 'pointwise_kernel',
    moving_mean: 'moving_mean',
    moving_variance: 'moving_variance',
    running_mean: 'moving_mean',
    running_std: 'moving_variance',
    variance: 'variance',
    kernel: 'kernel',
    gamma: 'gamma',
    alpha: 'alpha',
    count: 'count',
    mean: 'mean',
    beta: 'beta',
    bias: 'bias',
    // The gain of a LayerScale has no name.
    variable: 'gamma',
    Variable: 'gamma',
    W: 'kernel',
    b: 'bias',
};
/** Reads the weights at these paths. */
export async function readWeights(file, paths) {
    const values = await file.read([...new Set(paths.values())]);
    return new Map([...paths].map(([wanted, path]) => [wanted, values.get(path)]));
}
/**
 * Paths in a file with the layout of Keras 2: one group per layer of the outermost model, with the names of its weights
 * in an attribute.
 *
 * @param root - The group of the layers' groups: `/`, or `/model_weights` in a file with a topology.
 * @param groupOf - The file's name for a layer of the outermost model.
 */
export function pathsByName(file, root, topology, groupOf = (layer) => layer) {
    const paths = new Map();
    for (const outer of topology.layers) {
        const group = `${root === '/' ? '' : root}/${groupOf(outer.name)}`;
        const weights = listed(file, group, 'weight_names')
            .map((name) => ({ ...namedWeight(name), path: `${group}/${name}` }))
            .filter(({ path }) => file.datasets.has(path));
        if (outer.inner === undefined) {
            addPaths(paths, outer.name, outer, weights);
            continue;
        }
        for (const { path, layer } of layersOf(outer.inner)) {
            addPaths(paths, `${outer.name}/${path}`, layer, nearest(path, layer, weights));
        }
    }
    return paths;
}
/**
 * Weights by the names that fromKerasLayers uses, from weights that have only names (`conv2d_1/kernel`), as in
 * TensorFlow.js.
 */
export function fromNames(topology, weights) {
    const byLayer = new Map();
    for (const path of weights.keys()) {
        const weight = { ...namedWeight(path), path };
        const last = lastOf(weight.layer);
        const others = byLayer.get(last);
        if (others === undefined)
            byLayer.set(last, [weight]);
        else
            others.push(weight);
    }
    const paths = new Map();
    for (const { path, layer } of layersOf(topology)) {
        addPaths(paths, path, layer, nearest(path, layer, byLayer.get(lastOf(layer.name)) ?? []));
    }
    return new Map([...paths].map(([wanted, found]) => [wanted, weights.get(found)]));
}
/**
 * Paths in a file of Keras 3: `/layers/conv2d_1/vars/0`, the second Conv2D's first weight. Newer files also have the
 * layers' names, which differ from the count only if the layers were created in another order.
 */
export function pathsByCount(file, topology) {
    const paths = new Map();
    const walk = (model, around, group) => {
        const named = namesIn(file, group);
        const slotOf = aliasesOf(model, [...named.keys()]);
        const counts = new Map();
        for (const layer of model.layers) {
            const base = snakeCase(layer.kind);
            const count = counts.get(base) ?? 0;
            counts.set(base, count + 1);
            const slot = named.get(slotOf(layer.name)) ?? (count === 0 ? base : `${base}_${count}`);
            const own = `${group}/${slot}`;
            if (layer.inner !== undefined)
                walk(layer.inner, `${around}${layer.name}/`, `${own}/layers`);
            for (const [i, kind] of weightKinds(layer).entries()) {
                const path = `${own}/vars/${i}`;
                if (file.datasets.has(path))
                    paths.set(`${around}${layer.name}/${kind}`, path);
            }
        }
    };
    // The name in TensorFlow 2.13 is the second.
    const root = ['/layers', '/_layer_checkpoint_dependencies'].find((group) => file.groups.has(group));
    walk(topology, '', root ?? '/layers');
    return paths;
}
/**
 * Maps a topology's layer names to those in a file. Default names of Keras (`conv2d`, `conv2d_1`, ...) start at a
 * different number in each session, so the lowest number of a kind is its first layer. Keras 3 replaces slashes in
 * names by underscores.
 *
 * @param names - The file's layers that have weights.
 */
export function aliasesOf(topology, names) {
    const weighted = topology.layers.filter((layer) => layer.inner !== undefined || weightKinds(layer).length > 0);
    const bases = new Set(weighted.map(({ kind }) => snakeCase(kind)));
    const ours = numbered(weighted.map(({ name }) => name), bases);
    const theirs = numbered(names, bases);
    const there = new Set(names);
    const aliases = new Map();
    for (const [base, own] of ours) {
        const others = theirs.get(base) ?? [];
        if (others.length !== own.length)
            continue;
        for (const [i, name] of own.entries())
            aliases.set(name, others[i]);
    }
    return (layer) => {
        const alias = aliases.get(layer);
        if (alias !== undefined)
            return alias;
        const plain = layer.replaceAll('/', '_');
        return there.has(layer) || !there.has(plain) ? layer : plain;
    };
}
/** Keras splits lists that are too long for one attribute: `names0`, `names1`. */
export function listed(file, group, attribute) {
    const texts = file.groups.get(group)?.texts;
    if (texts === undefined)
        return [];
    const whole = texts.get(attribute);
    if (whole !== undefined)
        return whole;
    const parts = [];
    for (let part = 0; texts.has(`${attribute}${part}`); part++)
        parts.push(...texts.get(`${attribute}${part}`));
    return parts;
}
/**
 * By base (`conv2d`): the names that equal it, with or without a number, in the order of the numbers. Keras 1's bases
 * `convolution2d` and `batchnormalization` match too.
 */
function numbered(names, bases) {
    const plain = (base) => base.replaceAll('_', '').replace('convolution', 'conv');
    const known = new Map([...bases].map((base) => [plain(base), base]));
    const found = new Map();
    for (const name of names) {
        const whole = known.get(plain(name));
        const [, start, number] = /^(.*)_(\d+)$/.exec(name) ?? [];
        const base = whole ?? (start === undefined ? undefined : known.get(plain(start)));
        if (base === undefined)
            continue;
        const entry = { name, number: whole === undefined ? Number(number) : 0 };
        found.set(base, [...(found.get(base) ?? []), entry]);
    }
    return new Map([...found].map(([base, entries]) => [base, entries.sort((a, b) => a.number - b.number).map(({ name }) => name)]));
}
/** The layers in a group of a Keras 3 file: the group's child, by the layer's name. */
function namesIn(file, group) {
    const named = new Map();
    for (const child of file.groups.get(group)?.children ?? []) {
        const vars = file.groups.get(`${group}/${child}/vars`);
        const [name] = vars?.texts.get('name') ?? [];
        const holds = (vars?.children.length ?? 0) > 0 || file.groups.has(`${group}/${child}/layers`);
        if (name !== undefined && holds)
            named.set(name, child);
    }
    return named;
}
/** 'base/conv/kernel:0' is the kernel of base/conv; 'block1_conv1_W_1:0' is the kernel of the group's layer. */
function namedWeight(name) {
    const at = name.lastIndexOf('/');
    const last = name.slice(at + 1).replace(/:\d+$/, '');
    const spellings = [last, last.replace(/_\d+$/, '')];
    const kind = Object.keys(KINDS).find((one) => spellings.some((spelling) => spelling === one || spelling.endsWith(`_${one}`)));
    return { layer: at < 0 ? '' : name.slice(0, at), kind: kind === undefined ? undefined : KINDS[kind] };
}
/** Of the weights of all layers of this name, those with matching model names, if there are any. */
function nearest(path, layer, weights) {
    const own = weights.filter((weight) => isEndOf(layer.name, weight.layer));
    const exact = own.filter((weight) => isEndOf(path, weight.layer));
    return exact.length > 0 ? exact : own;
}
function addPaths(to, path, layer, weights) {
    for (const kind of weightKinds(layer)) {
        // Keras 3 calls a depthwise kernel `kernel`.
        const names = kind === 'depthwise_kernel' && layer.kind === 'DepthwiseConv2D' ? [kind, 'kernel'] : [kind];
        const own = weights.filter((weight) => weight.kind !== undefined && names.includes(weight.kind));
        if (own.length > 1) {
            const all = own.map((weight) => weight.path).join(', ');
            throw new UserError('NETWORK_UNREADABLE', `the weight '${path}/${kind}' is ambiguous: ${all}`);
        }
        if (own.length === 1)
            to.set(`${path}/${kind}`, own[0].path);
    }
}
function isEndOf(name, of) {
    return of === name || of.endsWith(`/${name}`);
}
function lastOf(name) {
    return name.slice(name.lastIndexOf('/') + 1);
}
/** keras/src/utils/naming.py, `to_snake_case`. */
function snakeCase(name) {
    return name
        .replace(/\W+/g, '')
        .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
        .replace(/([a-z])([A-Z])/g, '$1_$2')
        .toLowerCase();
}
//# sourceMappingURL=weights.js.map