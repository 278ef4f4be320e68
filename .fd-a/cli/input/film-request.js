// Reads a film from the command line: a preset with the overrides of the options, the same for all commands.
import { basename, extname, join, resolve } from 'node:path';
import { toDraft } from '../../film/draft.js';
import { meansFolder } from '../../film/output.js';
import { loadPresetWithSource } from '../../preset/load.js';
import { parseOverride } from '../../preset/yaml/override.js';
import { FORMAT_LIST } from '../../video/encode/formats.js';
import { namedOverrides } from './options.js';
import { BUILT_IN_FOLDER, findPreset } from './preset-files.js';
/** The options that change the values of a preset. */
export const FILM_OPTIONS = {
    draft: { kind: 'flag', about: 'Render a small and fast version with the same shots' },
    out: { kind: 'value', about: 'File of the film, or a folder (an existing one, or a name that ends in a slash)' },
    seed: { kind: 'value', about: 'Seed of everything random' },
    size: { kind: 'value', about: 'Size of the frames, as in 512x512' },
    fps: { kind: 'value', about: 'Frames per second; the motion keeps its speed' },
    duration: { kind: 'value', about: 'Length of the film, as in 20s or 1m30s' },
    format: { kind: 'value', about: FORMAT_LIST.map(({ name }) => name).join(', ') },
    quality: { kind: 'value', about: 'Constant rate factor: a smaller number is better and makes a larger file' },
    set: { kind: 'values', about: 'Set any other value of the preset, as in camera.zoom.doubles=3s; may be repeated' },
    threads: { kind: 'value', about: 'Threads of the engine (default: all)' },
};
/**
 * Loads a preset with the options of a call.
 *
 * @throws UserError as `findPreset`, `parseOverride` and `loadPreset`.
 */
export async function loadFilm(word, call) {
    const { name, path } = await findPreset(word);
    const out = call.value('out');
    const { settings: loaded, source } = await loadPresetWithSource(path, { overrides: overridesOf(call) });
    const settings = { ...loaded, output: await reconcileOutput(loaded.output, call) };
    const plain = { name, path, settings, source, out };
    return call.flag('draft') ? { ...plain, name: `${name}.draft`, settings: toDraft(settings) } : plain;
}
/** Options of `render` that a resumed render needs again. */
const KEPT = { frames: { kind: 'value' }, segment: { kind: 'value' }, overwrite: { kind: 'flag' } };
/** The words of a command line that resumes a film. Its paths are absolute, so it works in any folder. */
export function commandOf({ path, out }, call) {
    const builtIn = join(BUILT_IN_FOLDER, basename(path));
    const word = resolve(path) === builtIn ? basename(path, extname(path)) : resolve(path);
    const options = Object.entries({ ...FILM_OPTIONS, ...KEPT });
    const given = options.flatMap(([name, { kind }]) => {
        if (name === 'out')
            return out === undefined ? [] : ['--out', `${resolve(out)}${/[\\/]$/.test(out) ? '/' : ''}`];
        if (kind === 'flag')
            return call.flag(name) ? [`--${name}`] : [];
        return call.values(name).flatMap((value) => [`--${name}`, value]);
    });
    return ['render', word, ...given];
}
/** The path of the value that each of these options sets in the preset. */
const VALUES = {
    seed: 'seed',
    size: 'size',
    fps: 'fps',
    duration: 'duration',
    format: 'output.format',
    quality: 'output.quality',
};
/** `--set` comes first, so that the option of a value overrides it. */
function overridesOf(call) {
    return [...call.values('set').map(parseOverride), ...namedOverrides(call, VALUES)];
}
/**
 * A file or a format on the command line overrides both of the preset: `--format webm` renames the preset's `film.mp4`,
 * and `--out film.webm` selects the format. The preset's quality is then dropped, since it is meant for another format.
 */
async function reconcileOutput(output, call) {
    const out = call.value('out');
    const before = formatOf(output.file ?? '') ?? FORMAT_LIST[0];
    if (call.value('format') !== undefined) {
        const chosen = FORMAT_LIST.find(({ name }) => name === output.format);
        if (chosen === undefined || output.file === null || chosen === before)
            return output;
        const { file } = output;
        return {
            ...output,
            file: `${file.slice(0, file.length - extname(file).length)}${chosen.extension}`,
            quality: call.value('quality') === undefined ? null : output.quality,
        };
    }
    const chosen = out === undefined || (await meansFolder(out)) ? undefined : formatOf(out);
    if (chosen === undefined || chosen.name === (output.format ?? before?.name))
        return output;
    return { ...output, format: chosen.name, quality: call.value('quality') === undefined ? null : output.quality };
}
function formatOf(file) {
    return FORMAT_LIST.find(({ extension }) => extension === extname(file).toLowerCase());
}
//# sourceMappingURL=film-request.js.map