// The command `neurozoom layers` makes the second grid of the article: neurons from different layers, one row per
// layer, from colours to complex objects.
import { UserError } from '../../errors.js';
import { openNetwork } from '../../models/load.js';
import { evenLayers } from '../../network/even-layers.js';
import { findLayer, neuronCount } from '../../network/layers.js';
import { arrange, growCells } from '../../stills/picture.js';
import { preparePicture } from '../../stills/prepare.js';
import { wholeNumber } from '../command.js';
import { fileName, PICTURE_OPTIONS, pictureSettings, pictureTarget } from '../input/picture-request.js';
import { expectWords, PICTURE_COMMAND_OPTIONS, withCommandContext } from './command-context.js';
import { SHEET_OPTIONS, sampleNeurons, sheetDefaults, withProgress } from './grid.js';
/** Default number of neurons in a row, and of rows. */
const COLUMNS = 8;
const ROWS = 6;
/** The command. */
export const layers = {
    name: 'layers',
    words: '',
    about: 'Make a sheet of neurons from different layers, one row per layer',
    options: {
        layers: {
            kind: 'value',
            about: 'The layers, as in block3,block8,block11 (default: six from the first to the last)',
        },
        sample: {
            kind: 'value',
            about: 'How many random neurons of each layer to grow; the best are shown (default: as many as are shown)',
        },
        ...SHEET_OPTIONS,
        ...PICTURE_OPTIONS,
        ...PICTURE_COMMAND_OPTIONS,
    },
    examples: [
        ['layers', 'From the first layers to the last'],
        ['layers --layers block3,block5,block8 --columns 10', 'Three layers'],
    ],
    run: (call, terminal) => drawLayers(call, terminal),
};
async function drawLayers(call, terminal) {
    expectWords(call, { min: 0, max: 0, what: 'no words (use --layers to name layers)' });
    return withCommandContext(call, terminal, async (context) => {
        const columns = wholeNumber(call, 'columns', { min: 1, max: 100 }) ?? COLUMNS;
        const sample = wholeNumber(call, 'sample', { min: 1, max: 1000 }) ?? columns;
        if (sample < columns)
            throw new UserError('ARGUMENT_INVALID', `--sample ${sample} is less than the ${columns} columns`);
        const cell = (layer, neuron) => [{ weight: 1, layer, neuron: String(neuron), at: null }];
        const defaults = sheetDefaults(call);
        const trial = pictureSettings(call, { kind: 'sheet', show: [[cell('a', 0)]], defaults });
        const model = await openNetwork(trial.network);
        const names = call
            .value('layers')
            ?.split(',')
            .map((name) => name.trim()) ?? evenLayers(model, trial, ROWS);
        const sampled = names.map((layer) => sampleNeurons(model, layer, Math.min(sample, countOf(model, layer)), trial.seed));
        const rows = names.map((layer, row) => sampled[row].map((neuron) => cell(layer, neuron)));
        const target = await pictureTarget(call, fileName(`${trial.network}-layers`), trial.output.format);
        const prepared = preparePicture(model, { ...trial, show: rows });
        context.emit({ kind: 'start', pictures: 1, network: trial.network, layers: names });
        if (prepared.note !== undefined)
            context.say(prepared.note);
        const stills = await growCells(model, prepared, withProgress(context, `${names.length} layers`));
        let at = 0;
        const grown = rows.map((row) => row.map((subject) => ({ subject, still: stills[at++] })));
        const best = grown.map((row) => row.sort((a, b) => b.still.endScore - a.still.endScore).slice(0, columns));
        const settings = { ...trial, show: best.map((row) => row.map(({ subject }) => subject)) };
        const cells = best.flat().map(({ still }) => still);
        await context.deliver(target, await arrange({ ...prepared, settings }, cells), settings);
    });
}
function countOf(model, layer) {
    return neuronCount(findLayer(model, layer));
}
//# sourceMappingURL=layers.js.map