// The files of the Keras InceptionV3 in the npm package nsfwjs (MIT), where that package is installed. Only its
// topology and weights (uint8 with scale and minimum) are used, neither its code nor TensorFlow.js.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '../../errors.js';
/** The name that opens it. */
export const NSFWJS_INCEPTION = 'inception-v3';
/** Files beside neurozoom and in the working folder: packages are looked for from there. */
const defaultPlaces = () => [import.meta.url, join(process.cwd(), 'package.json')];
/** All of its data, for its fingerprint. @throws UserError as `readNsfwjs`. */
export async function nsfwjsParts() {
    const { json, bundles } = await readNsfwjs();
    return [JSON.stringify(json), ...bundles];
}
/** The file of the package to read: beside neurozoom, or in the working folder. Undefined when it is not installed. */
export function findNsfwjs(places = defaultPlaces()) {
    for (const from of places) {
        try {
            const commonJs = createRequire(from).resolve('nsfwjs/models/inception_v3');
            // Its CommonJS files copy each of 28 million characters into a property of its own, which takes a minute.
            return join(dirname(commonJs), '../../esm/models/inception_v3.js');
        }
        catch (error) {
            if (!isNotFound(error))
                throw error;
        }
    }
    return undefined;
}
/** Layers have these names in InceptionV3 alone: `mixed4`, `conv2d_12`, ... */
export function isInceptionLayer(name) {
    return /^(?:mixed\d+(?:_\d+)?|(?:conv2d|batch_normalization|activation|max_pooling2d|average_pooling2d)_\d+)$/.test(name);
}
/**
 * Reads the package.
 *
 * @param from - Paths or URLs of files; the package is looked for in their folders and above. @default beside
 *   neurozoom, then the working folder
 * @throws UserError NETWORK_NOT_PULLED with what to do when the package is not installed; NETWORK_UNREADABLE when it is
 *   not as expected.
 */
export async function readNsfwjs(from = defaultPlaces()) {
    const path = findNsfwjs(from);
    if (path === undefined) {
        throw new UserError('NETWORK_NOT_PULLED', `the network ${NSFWJS_INCEPTION} is in the npm package nsfwjs, which is not installed`, {
            hint: 'npm install nsfwjs --legacy-peer-deps (with this flag npm leaves out its 300 MB of peers), or ' +
                'neurozoom networks pull inception-v3-imagenet: the same architecture with its ImageNet weights, 88 MB',
        });
    }
    try {
        const module = await import(pathToFileURL(path).href);
        const { InceptionV3Model: files } = module;
        const { default: json } = await files.modelJson();
        const bundles = await Promise.all(files.weightBundles.map(async (bundle) => (await bundle()).default));
        return { json, bundles };
    }
    catch (cause) {
        throw new UserError('NETWORK_UNREADABLE', `the package nsfwjs in ${path} cannot be read`, {
            hint: 'known: nsfwjs 4.3.0',
            cause,
        });
    }
}
function isNotFound(error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // The second code comes from an older nsfwjs without this entry.
    return code === 'MODULE_NOT_FOUND' || code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
}
//# sourceMappingURL=nsfwjs.js.map