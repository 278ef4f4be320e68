// Finds the built-in presets, and the file that a PRESET on the command line names.
import { basename, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exists } from '../../disk/files.js';
import { UserError } from '../../errors.js';
import { listPresets } from '../../preset/load.js';
import { nearest } from '../../preset/nearest.js';
/** The folder of the built-in presets. */
export const BUILT_IN_FOLDER = fileURLToPath(new URL('../../../presets', import.meta.url));
/**
 * The file that a word names. A bare name means the built-in preset of that name, if there is one; everything else is a
 * path.
 *
 * @throws UserError PRESET_UNREADABLE for a bare name that is neither a built-in preset nor a file, with the nearest
 *   names.
 */
export async function findPreset(word) {
    const isBare = word !== '' && basename(word) === word && extname(word) === '' && !word.startsWith('.');
    if (!isBare)
        return { name: basename(word, extname(word)), path: word };
    const path = join(BUILT_IN_FOLDER, `${word}.yaml`);
    if (await exists(path))
        return { name: word, path: displayPath(path) };
    if (await exists(word))
        return { name: word, path: word };
    const names = (await listPresets(BUILT_IN_FOLDER)).map(({ name }) => name);
    throw new UserError('PRESET_UNREADABLE', `'${word}' is neither a built-in preset nor a file`, {
        hint: `closest: ${nearest(word, names, 3).join(', ')}; all: neurozoom presets`,
    });
}
/** A path to show: relative to the working folder if it is inside, unchanged otherwise. */
export function displayPath(path) {
    const fromHere = relative(process.cwd(), path);
    return fromHere === '' || fromHere.startsWith('..') ? path : fromHere;
}
//# sourceMappingURL=preset-files.js.map