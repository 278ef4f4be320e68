// Identifies a network independently of its name: a hash of its files, and of what the user stated about them.
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addFile } from '../../disk/files.js';
import { looksLikeOnnx } from '../../onnx-format/read.js';
import { isJson, readHead } from '../model-file.js';
import { filesOfOnnx } from '../onnx/onnx.js';
import { BUNDLED, BUNDLED_FILE } from './bundled.js';
import { NSFWJS_INCEPTION, nsfwjsParts } from './nsfwjs.js';
import { findNetwork } from './registry.js';
/**
 * The fingerprint of a network that `openNetwork` opens: SHA-256, in hexadecimal. The same files have the same
 * fingerprint on every machine.
 *
 * @throws UserError as `openNetwork` when the network does not exist or is not pulled.
 */
export async function fingerprint(nameOrPath) {
    const hash = createHash('sha256');
    if (nameOrPath === BUNDLED) {
        await addFile(hash, BUNDLED_FILE);
        return hash.digest('hex');
    }
    if (nameOrPath === NSFWJS_INCEPTION) {
        for (const part of await nsfwjsParts())
            hash.update(part);
        return hash.digest('hex');
    }
    const found = await findNetwork(nameOrPath);
    // The same file with other settings is another network.
    const { preprocessing = null, architecture = null } = found?.options ?? {};
    hash.update(JSON.stringify({ preprocessing, architecture }));
    for (const file of await filesOf(found?.path ?? nameOrPath))
        await addFile(hash, file);
    return hash.digest('hex');
}
/** All files of a network. */
async function filesOf(path) {
    const isFolder = await stat(path).then((found) => found.isDirectory(), () => false);
    const file = isFolder ? join(path, 'model.json') : path;
    const head = await readHead(file);
    if (looksLikeOnnx(head))
        return filesOfOnnx(file);
    if (!isJson(head))
        return [file];
    const { shardsOf } = await import('../tfjs/layers.js');
    return [file, ...(await shardsOf(file)).map((shard) => join(dirname(file), shard))];
}
//# sourceMappingURL=fingerprint.js.map