// The command `neurozoom image WHAT...` makes pictures of neurons, mixtures and layers, variations of them, and dreams
// on a photo.
import { UserError } from '../../errors.js';
import { openNetwork } from '../../models/load.js';
import { growStills } from '../../stills/grow-stills.js';
import { arrange, digestOf, growCells } from '../../stills/picture.js';
import { openPhoto, photoMaster } from '../../stills/picture-file.js';
import { preparePicture } from '../../stills/prepare.js';
import { checkOut } from '../input/options.js';
import { fileName, PICTURE_OPTIONS, pictureSettings, pictureTarget, readSubject } from '../input/picture-request.js';
import { formatCount } from '../output/format.js';
import { expectWords, PICTURE_COMMAND_OPTIONS, withCommandContext } from './command-context.js';
/** The command. */
export const image = {
    name: 'image',
    words: 'WHAT...',
    about: 'Make pictures. WHAT is a neuron (block8:40), a mixture ("0.7*block8:40 - block9:2"), a layer (block8), or a ' +
        'neuron at one position (block8:40@center)',
    options: {
        size: { kind: 'value', about: 'Size of the picture, as in 512x512, or one number' },
        weights: { kind: 'value', about: 'Mix all words into one picture: one number for each, as in 0.7,-0.3' },
        count: { kind: 'value', about: 'How many variations of each picture to make, up to 64' },
        diversity: {
            kind: 'value',
            about: 'How strongly variations are pushed apart, as in 0.5; with 0 each grows by itself',
        },
        init: { kind: 'value', about: 'A photo to dream on' },
        ...PICTURE_OPTIONS,
        ...PICTURE_COMMAND_OPTIONS,
    },
    examples: [
        ['image block8:40', 'One neuron, to output/block8-40.png'],
        ['image predictions:daisy', 'A class by its name'],
        ['image "block8:40 - block8:12" --size 1024', 'Raise one neuron, lower another'],
        ['image block5 --init cat.jpg --open', 'DeepDream'],
    ],
    run: (call, terminal) => draw(call, terminal),
};
async function draw(call, terminal) {
    expectWords(call, { min: 1, max: 1000, what: 'what to show, such as block8:40' });
    return withCommandContext(call, terminal, async (context) => {
        const queued = await queuePictures(call);
        context.emit({ kind: 'start', pictures: queued.length, network: queued[0].prepared.settings.network });
        for (const note of new Set(queued.flatMap(({ prepared }) => prepared.note ?? [])))
            context.say(note);
        const model = await openNetwork(queued[0].prepared.settings.network);
        await (areAlike(queued) ? together(queued) : oneByOne(queued));
        /** Grows several pictures at a time, and writes each when it is done. */
        async function together(alike) {
            const onProgress = context.begin(`${alike.length} pictures`);
            const requests = alike.map(({ prepared }) => prepared.requests[0]);
            let done = 0;
            for await (const still of growStills(model, requests, alike[0].prepared.plan, context)) {
                done += 1;
                onProgress(done, requests.length);
                const picture = alike[still.index];
                await deliver(context, picture, await arrange(picture.prepared, [still]));
            }
        }
        async function oneByOne(different) {
            for (const [i, picture] of different.entries()) {
                // Variations that depend on each other grow together, once for all of them.
                const { settings } = picture.prepared;
                const isGroup = settings.variations.diversity > 0;
                if (isGroup && settings.variations.number > 0)
                    continue;
                const stills = await growCells(model, picture.prepared, {
                    ...context,
                    onProgress: context.begin(picture.name),
                });
                const group = isGroup ? different.slice(i, i + settings.variations.count) : [picture];
                for (const one of group)
                    await deliver(context, one, await arrange(one.prepared, stills));
            }
        }
    });
}
function deliver(context, { target, prepared }, picture) {
    return context.deliver(target, picture, prepared.settings);
}
/** Checks all pictures before the first starts. */
async function queuePictures(call) {
    const file = call.value('init');
    const photo = file === undefined ? undefined : await openPhoto(file);
    const queued = [];
    const words = mixed(call);
    for (const word of words) {
        const show = [[await readSubject(word)]];
        const settings = pictureSettings(call, {
            kind: 'image',
            show,
            defaults: photo === undefined ? {} : dreamDefaults(photo, call),
        });
        const { count, diversity } = settings.variations;
        await checkOut(call, count * words.length, 'pictures');
        const model = await openNetwork(settings.network);
        const { width, height, ascent } = settings;
        const master = photo === undefined ? undefined : await photoMaster(photo, { width, height, margin: ascent.margin });
        for (let number = 0; number < count; number++) {
            const own = { ...settings, variations: { count, number, diversity } };
            const name = `${fileName(word)}${count === 1 ? '' : `-${number + 1}`}`;
            const target = await pictureTarget(call, name, settings.output.format);
            queued.push({ name, target, prepared: preparePicture(model, own, master) });
        }
    }
    return queued;
}
/** The subjects to show: each word, or with --weights a mixture of all words. */
function mixed(call) {
    const text = call.value('weights');
    if (text === undefined)
        return call.words;
    const weights = text.split(',').map((weight) => weight.trim());
    const isFine = weights.every((weight) => /^-?(\d+\.?\d*|\.\d+)$/.test(weight) && Number(weight) !== 0);
    if (!isFine || weights.length !== call.words.length) {
        throw new UserError('ARGUMENT_INVALID', `Expected \`--weights\` to be ${formatCount(call.words.length, 'number')} other than 0, separated by commas, ` +
            `got \`${text}\`.`, { hint: 'give one number for each word: image block8:40 block9:2 --weights 0.7,-0.3' });
    }
    return [call.words.map((word, i) => `${weights[i]}*${word}`).join(' + ')];
}
/** Default long side of a dream, in pixels. */
const DREAM_SIDE = 1024;
/** Defaults that keep the shape, the colours and the large forms of a photo. */
function dreamDefaults(photo, call) {
    const factor = Math.min(1, DREAM_SIDE / Math.max(photo.width, photo.height));
    const [width, height] = [photo.width, photo.height].map((side) => Math.max(16, Math.round(side * factor)));
    return {
        'init.file': call.value('init'),
        'init.sha256': digestOf(photo),
        size: `${width}x${height}`,
        'growth.from': Math.max(16, Math.round(Math.min(width, height) / OCTAVES_RATIO)),
        'growth.enlargements': 3,
        'growth.steps': 10,
        'growth.finish': 0,
        'ascent.noise': 0,
        'ascent.rate': 0.02,
        'grade.servo': 0,
    };
}
/**
 * The size ratio of the first and the last of four octaves, each 1.4 times the size of the one before
 * (google/deepdream).
 */
const OCTAVES_RATIO = 1.4 ** 3;
/** Whether pictures can grow in parallel: there are several, independent of each other, and one plan fits all. */
function areAlike(queued) {
    const [first] = queued;
    return (queued.length > 1 &&
        queued.every(({ prepared: { plan, requests } }) => requests.length === 1 && plan.init === undefined && plan.minimumSize === first.prepared.plan.minimumSize));
}
//# sourceMappingURL=image.js.map