// The command `neurozoom networks [ACTION]` lists, pulls, adds, shows and removes networks. With --json each line on
// stdout is `{ kind: 'network', ... }`, or `{ kind: 'layer', ... }` for the layers of `show`.
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../../errors.js';
import { labelsOf, readLabels } from '../../models/labels.js';
import { openFile } from '../../models/load.js';
import { BUNDLED, BUNDLED_FILE } from '../../models/store/bundled.js';
import { CATALOG, inCatalog } from '../../models/store/catalog.js';
import { cacheFolder } from '../../models/store/environment.js';
import { findNsfwjs, NSFWJS_INCEPTION } from '../../models/store/nsfwjs.js';
import { addNetwork, forgetNetwork, parsePreprocessing, registered } from '../../models/store/registry.js';
import { isPulled, pathOfNetwork, removePulled } from '../../models/store/store.js';
import { nearest } from '../../preset/nearest.js';
import { formatBytes, formatTable } from '../output/format.js';
import { pullAll } from './networks-pull.js';
import { show } from './networks-show.js';
/** The command. */
export const networks = {
    name: 'networks',
    words: '[pull NAME... | add FILE | show NETWORK [LAYER] | remove NAME]',
    about: 'List networks, pull known ones, add your own, show the layers of a network',
    options: {
        from: { kind: 'value', about: 'pull: a file, a folder or an address to use instead of the official address' },
        name: { kind: 'value', about: 'add: the name of the network (default: the name of its file)' },
        preprocessing: {
            kind: 'value',
            about: 'add, show: how pictures were prepared in training: caffe, tf, torch, or SCALE/OFFSET/ORDER',
        },
        architecture: {
            kind: 'value',
            about: 'add, show: the architecture of a file that holds only weights (default: found by the weights)',
        },
        labels: { kind: 'value', about: 'add: a file with the names of the classes' },
        size: { kind: 'value', about: 'show: size of the picture, as in 224x224' },
        json: { kind: 'flag', about: 'Print one JSON object per line, for programs' },
    },
    examples: [
        ['networks pull vgg16', 'The network of the article'],
        ['networks add net.onnx --preprocessing torch', 'Your own'],
        ['networks show vgg16 block5_conv1', 'One layer'],
    ],
    run: act,
};
const ACTIONS = {
    list: { options: [], words: [0, 0], run: list },
    pull: {
        options: ['from'],
        words: [1, CATALOG.length],
        run: (call, words, terminal) => pullAll(words.map(known), call.value('from'), { terminal, json: call.flag('json') }),
    },
    add: { options: ['name', 'preprocessing', 'architecture', 'labels'], words: [1, 1], run: add },
    show: {
        options: ['preprocessing', 'architecture', 'size'],
        words: [1, 2],
        run: (call, [network, layer], terminal) => show({ network: network, layer, size: call.value('size'), ...trainedOn(call), json: call.flag('json') }, terminal),
    },
    remove: { options: [], words: [1, 1], run: remove },
};
async function act(call, terminal) {
    const [name = 'list', ...words] = call.words;
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action === undefined) {
        throw new UserError('ARGUMENT_INVALID', `'${name}' is not an action of networks`, {
            hint: `did you mean ${nearest(name, Object.keys(ACTIONS), 1)[0]}? All: ${Object.keys(ACTIONS).join(', ')}`,
        });
    }
    const foreign = Object.keys(networks.options).find((option) => option !== 'json' && !action.options.includes(option) && call.values(option).length > 0);
    if (foreign !== undefined)
        throw new UserError('ARGUMENT_INVALID', `--${foreign} is not an option of networks ${name}`);
    const [least, most] = action.words;
    if (words.length < least || words.length > most) {
        const expected = least === most ? String(least) : `${least} to ${most}`;
        throw new UserError('ARGUMENT_INVALID', `networks ${name} takes ${expected} words, got ${words.length}`, {
            hint: `neurozoom networks ${networks.words}`,
        });
    }
    return action.run(call, words, terminal);
}
async function list(call, _words, terminal) {
    const rows = [
        {
            ...{ name: BUNDLED, state: 'bundled', bytes: (await stat(BUNDLED_FILE)).size },
            ...{ licence: 'Apache 2.0 (Google)', path: BUNDLED_FILE },
        },
    ];
    for (const { name, path } of await registered()) {
        const found = await stat(path).catch(() => undefined);
        const state = found === undefined ? 'missing' : 'own';
        rows.push({ name, state, bytes: found?.isFile() === true ? found.size : null, licence: null, path });
    }
    for (const entry of CATALOG) {
        const isHere = await isPulled(entry);
        const { name, bytes, licence } = entry;
        rows.push({ name, state: isHere ? 'pulled' : 'known', bytes, licence, path: isHere ? pathOfNetwork(entry) : null });
    }
    const nsfwjs = findNsfwjs();
    rows.push({
        ...{ name: NSFWJS_INCEPTION, state: nsfwjs === undefined ? 'known' : 'pulled', bytes: null },
        ...{ licence: 'MIT (npm package nsfwjs)', path: nsfwjs ?? null },
    });
    if (call.flag('json')) {
        for (const row of rows)
            terminal.out(JSON.stringify({ kind: 'network', ...row }));
        return 0;
    }
    const cells = rows.map(({ name, state, bytes, licence, path }) => [
        name,
        state,
        bytes === null ? '' : formatBytes(bytes),
        licence ?? path ?? '',
    ]);
    terminal.out(formatTable([['network', 'state', 'size', 'licence, or file'], ...cells], [2]));
    terminal.err(`\nneurozoom networks pull NAME downloads a known one to ${cacheFolder()}`);
    return 0;
}
async function add(call, [file], terminal) {
    const path = file;
    const name = call.value('name') ?? basename(path).replace(/\.\w+$/, '');
    const labels = call.value('labels');
    const options = trainedOn(call);
    // Opened now, so that errors are reported before a film is rendered.
    const model = await openFile(path, { name, ...options });
    if (labels !== undefined)
        checkLabels(labels, await readLabels(labels), model);
    await addNetwork({ name, path, labels, ...options });
    if (call.flag('json'))
        terminal.out(JSON.stringify({ kind: 'network', name, state: 'own', path }));
    else
        terminal.out(`${name} added: ${model.layers.length} layers (neurozoom networks show ${name} lists them)`);
    return 0;
}
async function remove(_call, [name], terminal) {
    if (name === BUNDLED)
        throw new UserError('ARGUMENT_INVALID', `${BUNDLED} is part of neurozoom and cannot be removed`);
    if (name === NSFWJS_INCEPTION) {
        throw new UserError('ARGUMENT_INVALID', `${name} is in the npm package nsfwjs`, { hint: 'npm uninstall nsfwjs' });
    }
    const entry = inCatalog(name);
    const wasThere = entry === undefined ? await forgetNetwork(name) : await removePulled(entry);
    if (!wasThere) {
        if (entry === undefined)
            throw unknown(name);
        throw new UserError('ARGUMENT_INVALID', `${entry.name} has not been pulled`);
    }
    terminal.err(entry === undefined ? `${name} removed from the list; its file stays` : `${entry.name} removed`);
    return 0;
}
function known(name) {
    const entry = inCatalog(name);
    if (entry !== undefined)
        return entry;
    if (name === BUNDLED)
        throw new UserError('ARGUMENT_INVALID', `${BUNDLED} is part of neurozoom: there is nothing to pull`);
    if (name === NSFWJS_INCEPTION) {
        throw new UserError('ARGUMENT_INVALID', `${name} is in the npm package nsfwjs`, { hint: 'npm install nsfwjs' });
    }
    throw unknown(name);
}
function unknown(name) {
    const names = CATALOG.map((entry) => entry.name);
    return new UserError('NETWORK_UNKNOWN', `the network '${name}' is not known`, {
        hint: `closest: ${nearest(name, names, 3).join(', ')}; all: neurozoom networks`,
    });
}
function trainedOn(call) {
    const preprocessing = call.value('preprocessing');
    const architecture = call.value('architecture');
    return {
        ...(preprocessing === undefined ? {} : { preprocessing: parsePreprocessing(preprocessing) }),
        ...(architecture === undefined ? {} : { architecture }),
    };
}
function checkLabels(path, labels, model) {
    const fits = model.layers.some((layer) => {
        try {
            return labelsOf({ ...model, labels }, layer) !== undefined;
        }
        catch (error) {
            if (error instanceof UserError)
                return false; // the layer is not supported
            throw error;
        }
    });
    if (fits)
        return;
    throw new UserError('ARGUMENT_INVALID', `${path} names ${labels.length} classes, but no layer of ${model.name} has that many neurons`);
}
//# sourceMappingURL=networks.js.map