// The command `neurozoom grow LAYER:NEURON` makes a film of how a neuron's picture grows from a few pixels, and saves
// its last picture.
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { parsePreset } from '../../preset/load.js';
import { parseOverride } from '../../preset/yaml/override.js';
import { addSettings } from '../../stills/picture-file.js';
import { writePoster } from '../../video/edit/poster.js';
import { findFfmpeg } from '../../video/encode/ffmpeg.js';
import { FORMAT_LIST } from '../../video/encode/formats.js';
import { readFilm } from '../../video/read/finished-film.js';
import { namedOverrides, toSize } from '../input/options.js';
import { fileName } from '../input/picture-request.js';
import { displayPath } from '../input/preset-files.js';
import { formatBytes, formatCount, formatTime } from '../output/format.js';
import { showInViewer } from '../output/viewer.js';
import { expectWords, PICTURE_COMMAND_OPTIONS, withCommandContext } from './command-context.js';
const { 'no-preview': _preview, ...OWN_OPTIONS } = PICTURE_COMMAND_OPTIONS;
/** The command. */
export const grow = {
    name: 'grow',
    words: 'LAYER:NEURON',
    about: 'Film the growth of one neuron, from a few pixels of noise to its last picture',
    options: {
        network: { kind: 'value', about: 'Name or file of the network' },
        size: { kind: 'value', about: 'Size of the film, as in 512x512, or one number' },
        fps: { kind: 'value', about: 'Frames per second' },
        duration: { kind: 'value', about: 'Length of the growth, as in 8s; the last picture stays for one second more' },
        from: { kind: 'value', about: 'Size at the start, as in 64px' },
        enlargements: { kind: 'value', about: 'How many times the picture is enlarged' },
        out: { kind: 'value', about: 'File of the film, or a folder (an existing one, or a name that ends in a slash)' },
        format: { kind: 'value', about: FORMAT_LIST.map(({ name }) => name).join(', ') },
        overwrite: { kind: 'flag', about: 'Replace a film that this command did not make' },
        seed: { kind: 'value', about: 'Seed of everything random' },
        set: { kind: 'values', about: 'Set any other value of a preset, as in ascent.rate=0.05; may be repeated' },
        ...OWN_OPTIONS,
    },
    examples: [['grow block8:40', 'To output/block8-40.growth.mp4, and its last picture beside it']],
    run: (call, terminal) => film(call, terminal),
};
/** Default length of a growth, in seconds: long enough to see each of twenty enlargements. */
const SECONDS = 8;
/**
 * The preset of a growth. In the second after the growth the steps get smaller, the noise ends, and the camera does not
 * move.
 */
function presetOf(word, seconds) {
    return `
title: ${JSON.stringify(`The growth of ${word}`)}
size: 512x512
duration: ${seconds}
opening: { show: true, from: 64px, enlargements: 20, steps: 8, duration: ${SECONDS}s }
cycle: { hold: 1000s, blend: 0s, neurons: [${JSON.stringify(word)}] }
camera: { zoom: { perFrame: 1 }, rotate: 0, drift: 0 }
ascent:
  steps: 2
  rate: [{ at: 0s, value: 0.04 }, { at: 1s, value: 0.004 }]
  noise: [{ at: 0s, value: 0.01 }, { at: 0.1s, value: 0 }]
  bands: [0.2, 0.55, 1, 0.9, 0.6]
  color: 3
grade: { contrast: 0.18 }
`;
}
async function film(call, terminal) {
    expectWords(call, { min: 1, max: 1, what: 'one neuron, such as block8:40' });
    const word = call.words[0];
    return withCommandContext(call, terminal, async (context) => {
        const preset = presetOf(word, `${SECONDS + 1}s`);
        const settings = parsePreset(preset, { name: 'the growth', overrides: overridesOf(call) });
        const name = `${fileName(word)}.growth`;
        const { signal, emit } = context;
        const made = await context.film(settings, {
            ...{ name, out: call.value('out'), overwrite: call.flag('overwrite') },
            onEvent(event) {
                if (event.kind === 'start')
                    context.say(`${displayPath(event.film)}: ${event.width}x${event.height}, ${formatCount(event.frames, 'frame')}`);
            },
        });
        const picture = `${made.film.slice(0, made.film.length - extname(made.film).length)}.last.png`;
        await writePoster({ ffmpeg: await findFfmpeg(signal) }, await readFilm(made.film), made.frames - 1, picture);
        await addSettings(picture, await readFile(made.settings, 'utf8'));
        const { numerator, denominator } = settings.fps;
        emit({ kind: 'film', file: made.film, frames: made.frames, bytes: made.bytes, picture });
        const length = formatTime((made.frames * denominator) / numerator);
        context.say(`${displayPath(made.film)}: ${length}, ${formatBytes(made.bytes)}; its last picture: ${displayPath(picture)}`);
        if (call.flag('open'))
            await showInViewer(made.film, displayPath(made.film), terminal);
    });
}
/** The path of the value that each of these options sets in the preset. */
const VALUES = {
    network: 'network',
    size: 'size',
    fps: 'fps',
    duration: 'opening.duration',
    from: 'opening.from',
    enlargements: 'opening.enlargements',
    seed: 'seed',
    format: 'output.format',
};
function overridesOf(call) {
    const named = namedOverrides(call, VALUES, (option, text) => (option === 'size' ? toSize(text) : text));
    const duration = call.value('duration');
    return [...call.values('set').map(parseOverride), ...named, ...(duration === undefined ? [] : [lasting(duration)])];
}
/**
 * The film lasts one second longer than its growth. A text that is not a time is reported as an error of --duration.
 */
function lasting(text) {
    const [, minutes = '0', seconds = '0'] = /^(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(text) ?? [];
    const milliseconds = /^(\d+(?:\.\d+)?)ms$/.exec(text)?.[1] ?? '0';
    const total = 60 * Number(minutes) + Number(seconds) + Number(milliseconds) / 1000;
    return { ...parseOverride(`duration=${total + 1}s`), origin: `--duration ${text}` };
}
//# sourceMappingURL=grow.js.map