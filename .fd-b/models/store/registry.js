// The user's own networks, which open by name: the path of their file, and what the file does not state.
// `networks.json` in the cache folder lists them; the files stay where they are.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeFolders, renameWithRetries } from '../../disk/durable.js';
import { exists } from '../../disk/files.js';
import { isSystemError, UserError } from '../../errors.js';
import { isObject, parseJson } from '../json.js';
import { PREPROCESSINGS } from '../preprocessing.js';
import { BUNDLED } from './bundled.js';
import { inCatalog } from './catalog.js';
import { cacheFolder } from './environment.js';
import { NSFWJS_INCEPTION } from './nsfwjs.js';
import { isPulled, pathOfNetwork, toUserError } from './store.js';
/**
 * The network of this name among the pulled and added ones.
 *
 * @returns undefined for an unknown name.
 * @throws UserError NETWORK_NOT_PULLED, with the command that pulls it, for a known network that is not pulled;
 *   NETWORK_UNREADABLE when `networks.json` is damaged.
 */
export async function findNetwork(name, environment = process.env) {
    const entry = inCatalog(name);
    if (entry !== undefined) {
        const { architecture, preprocessing } = entry;
        if (await isPulled(entry, environment)) {
            const options = { name: entry.name, architecture, preprocessing };
            return { path: pathOfNetwork(entry, environment), options, labels: undefined, entry };
        }
        throw new UserError('NETWORK_NOT_PULLED', `the network ${entry.name} is known, but not on this machine yet`, {
            hint: `neurozoom networks pull ${entry.name} (${Math.ceil(entry.bytes / 1e6)} MB)`,
        });
    }
    const own = (await registered(environment)).find((one) => one.name === name);
    if (own === undefined)
        return undefined;
    const { path, preprocessing, architecture, labels } = own;
    return { path, options: { name, preprocessing, architecture }, labels, entry: undefined };
}
/** All added networks, in order. @throws UserError NETWORK_UNREADABLE when `networks.json` is damaged. */
export async function registered(environment = process.env) {
    const file = fileIn(environment);
    let text;
    try {
        text = await readFile(file, 'utf8');
    }
    catch (error) {
        if (isSystemError(error, 'ENOENT', 'ENOTDIR'))
            return [];
        throw new UserError('NETWORK_UNREADABLE', `${file} cannot be read: ${String(error)}`, { cause: error });
    }
    const networks = isObject(parseJson(file, text))
        ? parseJson(file, text).networks
        : undefined;
    if (!Array.isArray(networks) || !networks.every(isRegistered)) {
        throw new UserError('NETWORK_UNREADABLE', `${file} is damaged`, {
            hint: 'remove it and add your networks again',
        });
    }
    return networks;
}
/**
 * Adds a network of the user's own, or replaces the one of the same name.
 *
 * @throws UserError ARGUMENT_INVALID for an invalid name or that of a known network; NETWORK_UNREADABLE when the file
 *   does not exist; STORE_UNUSABLE.
 */
export async function addNetwork(network, environment = process.env) {
    const { name } = network;
    if (!/^[\p{L}\d][\p{L}\d._-]{0,63}$/u.test(name)) {
        throw new UserError('ARGUMENT_INVALID', `'${name}' is not a valid name for a network`, {
            hint: 'up to 64 letters, digits, dots, hyphens and underscores, the first a letter or digit',
        });
    }
    if (name === BUNDLED || name === NSFWJS_INCEPTION || inCatalog(name) !== undefined) {
        throw new UserError('ARGUMENT_INVALID', `the name ${name} belongs to a known network`);
    }
    for (const path of [network.path, network.labels]) {
        if (path === undefined || (await exists(path)))
            continue;
        throw new UserError('NETWORK_UNREADABLE', `there is no file ${path}`);
    }
    const { path, labels, ...rest } = network;
    const kept = { ...rest, path: resolve(path), labels: labels === undefined ? undefined : resolve(labels) };
    const others = (await registered(environment)).filter((one) => one.name !== name);
    await save([...others, kept], environment);
}
/** Removes a network of the user's own from the list; its file stays. @returns whether there was one of this name. */
export async function forgetNetwork(name, environment = process.env) {
    const all = await registered(environment);
    const others = all.filter((one) => one.name !== name);
    if (others.length === all.length)
        return false;
    await save(others, environment);
    return true;
}
/**
 * Parses a preprocessing from the command line: a name, or `SCALE/OFFSET/ORDER` with one number per channel or one for
 * all, as in `255/-123.68,-116.779,-103.939/bgr`.
 *
 * @throws UserError PREPROCESSING_UNKNOWN with the choices.
 */
export function parsePreprocessing(text) {
    const named = PREPROCESSINGS.find((name) => name === text);
    if (named !== undefined)
        return named;
    const [scale, offset, order, ...more] = text.split('/');
    const explicit = { scale: numbers(scale), offset: numbers(offset), order };
    if (more.length === 0 && isPreprocessing(explicit))
        return explicit;
    throw new UserError('PREPROCESSING_UNKNOWN', `'${text}' is not a preprocessing`, {
        hint: `choices: ${PREPROCESSINGS.join(', ')}, or SCALE/OFFSET/ORDER for values of 0 to 1, ` +
            'with one number per channel or one for all and the order rgb or bgr, as in 255/-123.68,-116.779,-103.939/bgr',
    });
}
function fileIn(environment) {
    return join(cacheFolder(environment), 'networks.json');
}
async function save(networks, environment) {
    const file = fileIn(environment);
    const draft = `${file}.${process.pid}.tmp`;
    try {
        await makeFolders(cacheFolder(environment));
        await writeFile(draft, `${JSON.stringify({ networks }, null, 2)}\n`);
        await renameWithRetries(draft, file);
    }
    catch (error) {
        await rm(draft, { force: true }).catch(() => undefined);
        throw toUserError(error, file);
    }
}
function isRegistered(value) {
    if (!isObject(value))
        return false;
    const { name, path, preprocessing, architecture, labels } = value;
    const isText = (one) => one === undefined || typeof one === 'string';
    return (typeof name === 'string' &&
        typeof path === 'string' &&
        (preprocessing === undefined || isPreprocessing(preprocessing)) &&
        isText(architecture) &&
        isText(labels));
}
function isPreprocessing(value) {
    if (typeof value === 'string')
        return PREPROCESSINGS.some((name) => name === value);
    return (isObject(value) &&
        isTriple(value.scale) &&
        isTriple(value.offset) &&
        (value.order === 'rgb' || value.order === 'bgr'));
}
function isTriple(value) {
    return (Array.isArray(value) && value.length === 3 && value.every((one) => typeof one === 'number' && Number.isFinite(one)));
}
function numbers(list) {
    const given = (list ?? '').split(',').map((one) => (one.trim() === '' ? Number.NaN : Number(one)));
    return given.length === 1 ? [given[0], given[0], given[0]] : given;
}
//# sourceMappingURL=registry.js.map