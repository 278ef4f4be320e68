// The command `neurozoom grid LAYER`: the article's grid of random neurons, the best of a sample, sorted by score, with their names.

import { UserError } from '../../errors.js';
import { openNetwork } from '../../models/load.js';
import type { Model } from '../../models/model.js';
import { findLayer, findNeuron, neuronCount } from '../../network/layers.js';
import type { Subject } from '../../preset/picture/subject.js';
import { arrange, growCells } from '../../stills/picture.js';
import { preparePicture } from '../../stills/prepare.js';
import { openStream } from '../../tensor/random.js';
import { type Call, type Command, wholeNumber } from '../command.js';
import { fileName, PICTURE_OPTIONS, pictureSettings, pictureTarget } from '../input/picture-request.js';
import type { Terminal } from '../terminal.js';
import { type CommandContext, expectWords, PICTURE_COMMAND_OPTIONS, withCommandContext } from './command-context.js';

/** The options of sheets. */
export const SHEET_OPTIONS = {
  columns: { kind: 'value', about: 'Pictures beside each other' },
  cell: { kind: 'value', about: 'Size of each picture, as in 128x128, or one number' },
  'no-captions': { kind: 'flag', about: 'Leave names and scores out' },
} as const;

/** Of a sheet when nothing is said, in pixels. */
export const CELL = 128;

/** Neurons that are looked at when nothing is said, and pictures beside each other. */
const SAMPLE = 50;
const COLUMNS = 10;
/** Of a sheet, as its settings have it. */
const MOST_CELLS = 1000;

/** The command. */
export const grid: Command = {
  name: 'grid',
  words: 'LAYER',
  about: "Make a sheet of a layer's neurons: random ones, sorted by score, or those that are named",
  options: {
    neurons: { kind: 'value', about: 'These, as in 1,40,120; a range as in 0..63' },
    sample: { kind: 'value', about: `Random ones to look at (${SAMPLE})` },
    best: { kind: 'value', about: 'How many of the sample are shown (all)' },
    ...SHEET_OPTIONS,
    ...PICTURE_OPTIONS,
    ...PICTURE_COMMAND_OPTIONS,
  },
  examples: [
    ['grid mixed4 --sample 100 --best 10', "The article's: the best ten of a hundred"],
    ['grid mixed5 --neurons 0..63 --columns 8', 'The first 64'],
  ],
  run: (call, terminal) => drawGrid(call, terminal),
};

async function drawGrid(call: Call, terminal: Terminal): Promise<number> {
  expectWords(call, { min: 1, max: 1, what: 'one layer, such as mixed4' });
  const layer = call.words[0]!;
  return withCommandContext(call, terminal, async (studio) => {
    const columns = wholeNumber(call, 'columns', { min: 1, max: MOST_CELLS }) ?? COLUMNS;
    const cell = (neuron: number): Subject => [{ weight: 1, layer, neuron: String(neuron), at: null }];
    const defaults = sheetDefaults(call);
    const trial = pictureSettings(call, { kind: 'sheet', show: [[cell(0)]], defaults });
    const model = await openNetwork(trial.network);
    const { neurons, best } = choose(call, model, layer, trial.seed);
    const target = await pictureTarget(call, fileName(`${layer}-grid`), trial.output.format);
    const settingsOf = (chosen: readonly number[]) => ({ ...trial, show: inRows(chosen.map(cell), columns) });
    const prepared = preparePicture(model, settingsOf(neurons));
    studio.emit({ kind: 'start', pictures: 1, network: trial.network, neurons: neurons.length });
    const stills = await growCells(model, prepared, withProgress(studio, `${neurons.length} neurons of ${layer}`));
    const order = neurons.map((neuron, i) => ({ neuron, still: stills[i]! }));
    if (best !== undefined) order.sort((a, b) => b.still.endScore - a.still.endScore).splice(best);
    const settings = settingsOf(order.map(({ neuron }) => neuron));
    const picture = await arrange(
      { ...prepared, settings },
      order.map(({ still }) => still),
    );
    await studio.deliver(target, picture, settings);
  });
}

/** What grows cells, with the studio's progress. */
export function withProgress(studio: CommandContext, name: string) {
  return { threads: studio.threads, signal: studio.signal, onProgress: studio.begin(name) };
}

/** The defaults of sheets. */
export function sheetDefaults(call: Call): Readonly<Record<string, unknown>> {
  return { size: `${CELL}x${CELL}`, ...(call.flag('no-captions') ? { captions: false } : {}) };
}

/** A list in rows of so many. */
export function inRows<T>(items: readonly T[], columns: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / columns) }, (_, row) =>
    items.slice(row * columns, (row + 1) * columns),
  );
}

/** Random neurons of a layer, by the seed. */
export function sampleNeurons(model: Model, layer: string, count: number, seed: number): readonly number[] {
  const all = neuronCount(findLayer(model, layer));
  if (count > all) {
    throw new UserError('ARGUMENT_INVALID', `${count} neurons of ${layer} are asked for, and it has ${all}`);
  }
  const numbers = Array.from({ length: all }, (_, neuron) => neuron);
  return openStream(seed, `sample ${layer}`).shuffle(numbers).slice(0, count);
}

/** @returns `best` for a sample, which is sorted; named neurons keep their order. */
function choose(call: Call, model: Model, layer: string, seed: number) {
  const named = call.value('neurons');
  const sample = wholeNumber(call, 'sample', { min: 1, max: MOST_CELLS });
  const best = wholeNumber(call, 'best', { min: 1, max: MOST_CELLS });
  if (named === undefined) {
    const all = neuronCount(findLayer(model, layer));
    const count = sample ?? Math.min(all, Math.max(SAMPLE, best ?? 0));
    if (best !== undefined && best > count) {
      throw new UserError('ARGUMENT_INVALID', `the best ${best} of ${count} neurons are more than there are`);
    }
    return { neurons: sampleNeurons(model, layer, count, seed), best: best ?? count };
  }
  if (sample !== undefined || best !== undefined) {
    throw new UserError('ARGUMENT_INVALID', '--neurons names them; --sample and --best are for random ones');
  }
  const neurons = named.split(',').flatMap((word) => range(model, layer, word.trim()));
  if (neurons.length > MOST_CELLS)
    throw new UserError('ARGUMENT_INVALID', `${neurons.length} neurons fit no sheet: ${MOST_CELLS} do`);
  return { neurons, best: undefined };
}

function range(model: Model, layer: string, word: string): readonly number[] {
  const [, first, last] = /^(\d{1,6})\.\.(\d{1,6})$/.exec(word) ?? [];
  if (first === undefined) return [findNeuron(model, layer, word)];
  const [from, to] = [Number(first), Number(last)];
  if (to < from || to - from >= MOST_CELLS) throw new UserError('ARGUMENT_INVALID', `'${word}' is no range of neurons`);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
