// The command `neurozoom rerender FILE` renders a picture or a film again from the settings stored in it. With the same
// version and engine the result is identical, byte for byte.
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { UserError } from '../../errors.js';
import { presetNameIn } from '../../film/film-owner.js';
import { meansFolder } from '../../film/output.js';
import { SETTINGS_BESIDE } from '../../film/sidecars.js';
import { isPictureText, locateProblems, parsePicture, parsePreset } from '../../preset/load.js';
import { pictureText, renderPicture } from '../../stills/picture.js';
import { readPictureText } from '../../stills/picture-file.js';
import { readFilmComment } from '../../video/read/finished-film.js';
import { displayPath } from '../input/preset-files.js';
import { formatBytes, formatCount } from '../output/format.js';
import { expectWords, PICTURE_COMMAND_OPTIONS, withCommandContext } from './command-context.js';
/** The command. */
export const rerender = {
    name: 'rerender',
    aliases: ['again'],
    words: 'FILE',
    about: 'Render a picture or a film again from the settings stored in it',
    options: {
        out: { kind: 'value', about: 'File or folder of the result (default: NAME.again beside FILE)' },
        overwrite: { kind: 'flag', about: 'Replace a film that another preset made' },
        ...PICTURE_COMMAND_OPTIONS,
    },
    examples: [['rerender output/block8-40.png', 'The same picture, to output/block8-40.again.png']],
    run: rerenderFile,
};
async function rerenderFile(call, terminal) {
    expectWords(call, { min: 1, max: 1, what: 'one file, a picture or a film' });
    const file = call.words[0];
    return withCommandContext(call, terminal, async (context) => {
        const text = await settingsIn(file);
        const target = await targetOf(call, file);
        if (isPictureText(text))
            await rerenderPicture(file, text, target, context);
        else
            await rerenderFilm(file, text, { out: target, overwrite: call.flag('overwrite') }, context);
    });
}
async function rerenderPicture(file, text, target, context) {
    const settings = parsePicture(text, { name: `the settings in ${file}` });
    warnOfOtherVersion(file, text, await pictureText(settings), context);
    context.emit({ kind: 'start', pictures: 1, network: settings.network });
    const { threads, signal } = context;
    const picture = await renderPicture(settings, { threads, signal, onProgress: context.begin(basename(file)) });
    await context.deliver(target, picture, settings);
}
async function rerenderFilm(file, text, options, context) {
    const source = { name: `the settings in ${file}`, text, overrides: [] };
    const settings = parsePreset(text, source);
    // The name of the preset is part of the film's metadata, so the same name is needed for identical bytes.
    const name = presetNameIn(text) ?? basename(file, extname(file));
    const made = await context.film(settings, { ...options, name }).catch((error) => {
        throw locateProblems(error, source);
    });
    context.emit({ kind: 'film', file: made.film, frames: made.frames, bytes: made.bytes });
    context.say(`${displayPath(made.film)}: ${formatCount(made.frames, 'frame')}, ${formatBytes(made.bytes)}`);
}
/** Warns that the result may differ if another version or engine made the file. */
function warnOfOtherVersion(file, then, now, context) {
    const [before, here] = [then, now].map((text) => text.split('\n', 1)[0].replace(/^# /, ''));
    if (before === here || !/^neurozoom \d/.test(before))
        return;
    context.say(`${file} was made by ${before}; this is ${here}, so the result may differ slightly`);
}
/** Larger files are films, whose metadata is read without reading the whole file. */
const MAX_PICTURE_BYTES = 2 ** 30;
/** @throws UserError PICTURE_UNREADABLE when the file does not exist, or no settings are in it or beside it. */
async function settingsIn(file) {
    const stats = await stat(file).catch((cause) => {
        throw new UserError('PICTURE_UNREADABLE', `there is no file ${file}`, { cause });
    });
    if (stats.isFile()) {
        const film = await readFilmComment(file).catch((cause) => {
            const why = cause instanceof Error ? cause.message : String(cause);
            throw new UserError('PICTURE_UNREADABLE', `${file} cannot be read: ${why}`, { cause });
        });
        const found = film ?? (stats.size > MAX_PICTURE_BYTES ? null : await readPictureText(await readFile(file)));
        if (found?.includes(':') === true && !found.includes(SETTINGS_BESIDE))
            return found;
    }
    const stem = stats.isFile() ? join(dirname(file), basename(file, extname(file))) : file.replace(/[\\/]+$/, '');
    const beside = await readFile(`${stem}.settings.yaml`, 'utf8').catch(() => null);
    if (beside !== null)
        return beside;
    throw new UserError('PICTURE_UNREADABLE', `no settings of neurozoom were found in ${file} or beside it`, {
        hint: 'image editors usually remove the settings when they save a picture',
    });
}
async function targetOf(call, file) {
    const extension = extname(file);
    const name = `${basename(file, extension)}.again${extension}`;
    const out = call.value('out');
    if (out === undefined)
        return resolve(dirname(file), name);
    return resolve((await meansFolder(out)) ? join(out, basename(file)) : out);
}
//# sourceMappingURL=rerender.js.map