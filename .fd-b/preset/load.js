// Loads presets from a file, a text or an object. The result is checked settings, or one error that lists every problem
// with the path to its value and its location in the text.
import { basename, extname, join } from 'node:path';
import { UserError } from '../errors.js';
import { checkPicture, isPicture } from './picture/schema.js';
import { MAX_BYTES, presetFilesIn, readPresetText } from './preset-file.js';
import { checkSettings } from './schema/schema.js';
import { readDocument, toDocument } from './yaml/document.js';
import { applyOverrides } from './yaml/override.js';
import { report } from './yaml/report.js';
/**
 * Loads a preset file.
 *
 * @param path - As the user wrote it; errors quote it.
 * @throws UserError PRESET_UNREADABLE when the file does not exist, is not a regular file, or may not be read;
 *   PRESET_INVALID when it is empty, larger than 256 kB, not UTF-8, not YAML, or not a valid preset.
 */
export async function loadPreset(path, options = {}) {
    return (await loadPresetWithSource(path, options)).settings;
}
/** Loads a preset file and keeps its source, to locate problems found later. @throws UserError as `loadPreset`. */
export async function loadPresetWithSource(path, { overrides = [] } = {}) {
    const text = await readPresetText(path);
    return { settings: parsePreset(text, { name: path, overrides }), source: { name: path, text, overrides } };
}
/**
 * Checks a preset.
 *
 * @param preset - The YAML text, or the same as an object: `{ duration: '10s', cycle: { neurons: ['mixed4:40'] } }`.
 * @throws UserError PRESET_INVALID, with all problems in its message and as `problems`.
 */
export function parsePreset(preset, options = {}) {
    return parseChecked(preset, { name: 'the preset', overrides: [], ...options }, checkSettings);
}
/**
 * Checks a picture's settings, such as those in its metadata.
 *
 * @param picture - The YAML text, or the same as an object.
 * @throws UserError PRESET_INVALID, with all problems in its message and as `problems`.
 */
export function parsePicture(picture, options = {}) {
    const { name = 'the picture' } = options;
    if (typeof picture === 'string' && picture.length > MAX_BYTES) {
        throw new UserError('PRESET_INVALID', `${name} is longer than ${MAX_BYTES / 1024} kB`);
    }
    return parseChecked(picture, { overrides: [], ...options, name }, checkPicture);
}
/** Whether a text reads like a picture's settings rather than a film's. */
export function isPictureText(text) {
    return text.length <= MAX_BYTES && isPicture(readDocument(text).document?.value());
}
/** More channels than any layer has. */
const MOST_NUMBERS = 20_000;
/**
 * Reads a direction: a list of numbers, one per channel, in YAML or JSON.
 *
 * @throws UserError PRESET_UNREADABLE when the file does not exist; PRESET_INVALID when it contains something else.
 */
export async function loadDirection(path) {
    const value = readDocument(await readPresetText(path)).document?.value();
    const isList = Array.isArray(value) && value.length > 0 && value.length <= MOST_NUMBERS;
    if (isList && value.every((one) => typeof one === 'number' && Number.isFinite(one)))
        return value;
    throw new UserError('PRESET_INVALID', `${path} is not a direction`, {
        hint: 'a direction is a list of numbers, one for each channel of the layer: [0.2, 0, -1.5, ...]',
    });
}
/**
 * Loads all presets in a folder, sorted by name. An invalid preset does not affect the others.
 *
 * @throws UserError PRESET_UNREADABLE when the folder cannot be read.
 */
export async function listPresets(folder) {
    const files = await presetFilesIn(folder);
    return Promise.all(files.map(async (file) => {
        const path = join(folder, file);
        const name = basename(file, extname(file));
        try {
            return { name, path, settings: await loadPreset(path) };
        }
        catch (error) {
            if (error instanceof UserError)
                return { name, path, error };
            throw error;
        }
    }));
}
/**
 * Adds the location in the preset to each problem of an error, for problems found after the preset was checked, such
 * as a layer that the network lacks. Any other error is returned unchanged.
 *
 * @param source - Undefined when the preset could not be read, so that the error has its locations already.
 */
export function locateProblems(error, source) {
    if (source === undefined || !(error instanceof UserError) || error.problems.length === 0)
        return error;
    if (error.problems.some(({ location }) => location !== undefined))
        return error;
    const { document } = readDocument(source.text);
    if (document === undefined)
        return error;
    applyOverrides(document, source.overrides);
    const located = error.problems.map(({ path, message }) => locate({ path, message, onKey: false }, document, source.overrides));
    const { code, hint } = error;
    return new UserError(code, report(located, source), { hint, problems: located.map(toProblem), cause: error });
}
/** Most problems that are located. Finding a location takes time in proportion to the preset's size. */
const MAX_LOCATED = 200;
function parseChecked(given, { name, overrides }, checkAll) {
    const text = typeof given === 'string' ? given : '';
    const invalid = (problems, more = 0) => new UserError('PRESET_INVALID', report(problems, { name, text, more }), { problems: problems.map(toProblem) });
    if (given === text && text.replace(/^\uFEFF/, '').trim() === '') {
        throw new UserError('PRESET_INVALID', `${name} is empty`);
    }
    const { document, problems: inYaml } = typeof given === 'string' ? readDocument(given) : { document: documentOf(given, name), problems: [] };
    const inText = inYaml.slice(0, MAX_LOCATED).map((problem) => ({ path: [], ...problem }));
    if (document === undefined)
        throw invalid(inText, inYaml.length - inText.length);
    const inOverrides = applyOverrides(document, overrides);
    const checked = checkAll(document.value());
    if ('value' in checked && inOverrides.length === 0 && inYaml.length === 0)
        return checked.value;
    const problems = 'problems' in checked ? checked.problems : [];
    const located = problems.slice(0, MAX_LOCATED).map((problem) => locate(problem, document, overrides));
    const more = inYaml.length - inText.length + problems.length - located.length;
    throw invalid([...inText, ...inOverrides, ...located], more);
}
function documentOf(given, name) {
    try {
        return toDocument(given);
    }
    catch (cause) {
        throw new UserError('PRESET_INVALID', `${name} is not plain data`, { cause });
    }
}
function locate({ path, message, onKey }, document, overrides) {
    const location = document.locationOf(path, onKey);
    return location === undefined ? { path, message, origin: originOf(path, overrides) } : { path, message, location };
}
/** The last override that set the value at the path, above it or below it. */
function originOf(path, overrides) {
    return overrides.findLast((each) => each.path.every((key, i) => i >= path.length || key === path[i]))?.origin;
}
function toProblem({ path, message, location }) {
    if (location === undefined)
        return { path, message };
    return { path, message, location: { line: location.line, column: location.column } };
}
//# sourceMappingURL=load.js.map