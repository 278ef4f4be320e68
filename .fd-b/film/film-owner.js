// Finds the preset that rendered a film, whose name is in the film's settings. Only this preset may replace the film,
// even if it has changed since; replacing any other film needs the user's consent.
import { readFile, stat } from 'node:fs/promises';
import { ifExists } from '../disk/files.js';
import { UserError } from '../errors.js';
import { readFilmComment } from '../video/read/finished-film.js';
/** The line of a film's settings that names its preset. */
export function presetLine(name) {
    return `# preset: ${oneLine(name)}\n`;
}
/** The name of the preset in a film's settings; null if the text is not that, or names no preset. */
export function presetNameIn(text) {
    const head = /^# neurozoom \d.*\n(?:#.*\n)*/.exec(text)?.[0] ?? '';
    return /^# preset: (.*)$/m.exec(head)?.[1] ?? null;
}
/**
 * Refuses to replace a film that another preset made, or any other file.
 *
 * @param name - Name of the preset to render.
 * @throws UserError FILM_EXISTS.
 */
export async function checkReplaceable({ film, settings, format }, name) {
    const found = await ifExists(stat(film));
    // `checkTarget` refuses anything that a film cannot replace.
    if (found === null || !(format.folder ? found.isDirectory() : found.isFile()))
        return;
    // GIF films and folders of pictures have no metadata; their settings lie beside them.
    const text = format.keepsMetadata
        ? await readFilmComment(film).catch(() => null)
        : await readFile(settings, 'utf8').catch(() => null);
    const owner = presetNameIn(text ?? '');
    if (owner === oneLine(name))
        return;
    const made = owner === null ? 'it does not say which preset made it' : `the preset '${owner}' made it`;
    throw new UserError('FILM_EXISTS', `'${film}' exists, and ${made}`, {
        hint: '--overwrite replaces it; --out writes elsewhere',
    });
}
function oneLine(name) {
    return name.replaceAll(/[\r\n]+/g, ' ').trim();
}
//# sourceMappingURL=film-owner.js.map