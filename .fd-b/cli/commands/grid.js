// The command `neurozoom grid LAYER` makes the grid of the article: the best neurons of a random sample, sorted by
// score, with their names.
import { UserError } from '../../errors.js';
import { openNetwork } from '../../models/load.js';
import { findLayer, findNeuron, neuronCount } from '../../network/layers.js';
import { arrange, growCells } from '../../stills/picture.js';
import { preparePicture } from '../../stills/prepare.js';
import { openStream } from '../../tensor/random.js';
import { wholeNumber } from '../command.js';
import { fileName, PICTURE_OPTIONS, pictureSettings, pictureTarget } from '../input/picture-request.js';
import { expectWords, PICTURE_COMMAND_OPTIONS, withCommandContext } from './command-context.js';
/** The options of commands that make sheets. */
export const SHEET_OPTIONS = {
    columns: { kind: 'value', about: 'Pictures per row' },
    cell: { kind: 'value', about: 'Size of each picture, as in 128x128, or one number' },
    'no-captions': { kind: 'flag', about: 'Leave out names and scores' },
};
/** Default side of the pictures of a sheet, in pixels. */
export const CELL = 128;
/** Default number of neurons in a sample, and of pictures in a row. */
const SAMPLE = 50;
const COLUMNS = 10;
/** The most pictures of a sheet; its schema has the same limit. */
const MAX_CELLS = 1000;
/** The command. */
export const grid = {
    name: 'grid',
    words: 'LAYER',
    about: "Make a sheet of a layer's neurons: random ones sorted by score, or those that you name",
    options: {
        neurons: { kind: 'value', about: 'The neurons to show, as in 1,40,120, or a range, as in 0..63' },
        sample: { kind: 'value', about: `Size of the random sample (default ${SAMPLE})` },
        best: { kind: 'value', about: 'How many of the sample to show (default: all)' },
        ...SHEET_OPTIONS,
        ...PICTURE_OPTIONS,
        ...PICTURE_COMMAND_OPTIONS,
    },
    examples: [
        ['grid block8_expand --sample 100 --best 10', 'As in the article: the best ten of a hundred'],
        ['grid block9 --neurons 0..63 --columns 8', 'The first 64'],
    ],
    run: (call, terminal) => drawGrid(call, terminal),
};
async function drawGrid(call, terminal) {
    expectWords(call, { min: 1, max: 1, what: 'one layer, such as block8' });
    const layer = call.words[0];
    return withCommandContext(call, terminal, async (context) => {
        const columns = wholeNumber(call, 'columns', { min: 1, max: MAX_CELLS }) ?? COLUMNS;
        const cell = (neuron) => [{ weight: 1, layer, neuron: String(neuron), at: null }];
        const defaults = sheetDefaults(call);
        const trial = pictureSettings(call, { kind: 'sheet', show: [[cell(0)]], defaults });
        const model = await openNetwork(trial.network);
        const { neurons, best } = choose(call, model, layer, trial.seed);
        const target = await pictureTarget(call, fileName(`${layer}-grid`), trial.output.format);
        const settingsOf = (chosen) => ({ ...trial, show: inRows(chosen.map(cell), columns) });
        const prepared = preparePicture(model, settingsOf(neurons));
        context.emit({ kind: 'start', pictures: 1, network: trial.network, neurons: neurons.length });
        if (prepared.note !== undefined)
            context.say(prepared.note);
        const stills = await growCells(model, prepared, withProgress(context, `${neurons.length} neurons of ${layer}`));
        const order = neurons.map((neuron, i) => ({ neuron, still: stills[i] }));
        if (best !== undefined)
            order.sort((a, b) => b.still.endScore - a.still.endScore).splice(best);
        const settings = settingsOf(order.map(({ neuron }) => neuron));
        const picture = await arrange({ ...prepared, settings }, order.map(({ still }) => still));
        await context.deliver(target, picture, settings);
    });
}
/** Options for `growCells` that show the progress of the command. */
export function withProgress(context, name) {
    return { threads: context.threads, signal: context.signal, onProgress: context.begin(name) };
}
/** Defaults of sheets that differ from those of other pictures. */
export function sheetDefaults(call) {
    return { size: `${CELL}x${CELL}`, ...(call.flag('no-captions') ? { captions: false } : {}) };
}
/** Cuts a list into rows. */
export function inRows(items, columns) {
    return Array.from({ length: Math.ceil(items.length / columns) }, (_, row) => items.slice(row * columns, (row + 1) * columns));
}
/** Draws random neurons of a layer, determined by a seed. */
export function sampleNeurons(model, layer, count, seed) {
    const all = neuronCount(findLayer(model, layer));
    if (count > all) {
        throw new UserError('ARGUMENT_INVALID', `${layer} has ${all} neurons, not ${count}`);
    }
    const numbers = Array.from({ length: all }, (_, neuron) => neuron);
    return openStream(seed, `sample ${layer}`).shuffle(numbers).slice(0, count);
}
/** @returns `best` for a sample, which is sorted by score; named neurons keep their order. */
function choose(call, model, layer, seed) {
    const named = call.value('neurons');
    const sample = wholeNumber(call, 'sample', { min: 1, max: MAX_CELLS });
    const best = wholeNumber(call, 'best', { min: 1, max: MAX_CELLS });
    if (named === undefined) {
        const all = neuronCount(findLayer(model, layer));
        const count = sample ?? Math.min(all, Math.max(SAMPLE, best ?? 0));
        if (best !== undefined && best > count) {
            throw new UserError('ARGUMENT_INVALID', `--best ${best} is more than the sample of ${count} neurons`);
        }
        return { neurons: sampleNeurons(model, layer, count, seed), best: best ?? count };
    }
    if (sample !== undefined || best !== undefined) {
        throw new UserError('ARGUMENT_INVALID', '--neurons names the neurons, but --sample and --best draw random ones: use one or the other');
    }
    const neurons = named.split(',').flatMap((word) => range(model, layer, word.trim()));
    if (neurons.length > MAX_CELLS)
        throw new UserError('ARGUMENT_INVALID', `a sheet has at most ${MAX_CELLS} pictures, not ${neurons.length}`);
    return { neurons, best: undefined };
}
function range(model, layer, word) {
    const [, first, last] = /^(\d{1,6})\.\.(\d{1,6})$/.exec(word) ?? [];
    if (first === undefined)
        return [findNeuron(model, layer, word)];
    const [from, to] = [Number(first), Number(last)];
    if (to < from || to - from >= MAX_CELLS)
        throw new UserError('ARGUMENT_INVALID', `'${word}' is not a range of neurons`);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
//# sourceMappingURL=grid.js.map