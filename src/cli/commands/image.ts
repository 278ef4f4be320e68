// The command `neurozoom image WHAT...`: pictures of neurons, mixtures, layers; variations of them; dreams on a photo.

import { UserError } from '../../errors.js';
import { meansFolder } from '../../film/output.js';
import { openNetwork } from '../../models/load.js';
import type { PictureSettings } from '../../preset/picture/picture.js';
import { growStills } from '../../stills/grow-stills.js';
import { arrange, digestOf, type FinishedPicture, growCells } from '../../stills/picture.js';
import { openPhoto, type Photo, photoMaster } from '../../stills/picture-file.js';
import { type PreparedPicture, preparePicture } from '../../stills/prepare.js';
import type { Call, Command } from '../command.js';
import { fileName, PICTURE_OPTIONS, pictureSettings, pictureTarget, readSubject } from '../input/picture-request.js';
import { formatCount } from '../output/format.js';
import type { Terminal } from '../terminal.js';
import { type CommandContext, expectWords, PICTURE_COMMAND_OPTIONS, withCommandContext } from './command-context.js';

/** The command. */
export const image: Command = {
  name: 'image',
  words: 'WHAT...',
  about:
    'Make pictures. WHAT is a neuron (mixed4:40), a mixture ("0.7*mixed4:40 - mixed5:2"), a layer (mixed4), a place (mixed4:40@center)',
  options: {
    size: { kind: 'value', about: 'Of the picture, as in 512x512, or one number' },
    weights: { kind: 'value', about: 'Mixes all that is named in one picture: a number for each, as in 0.7,-0.3' },
    count: { kind: 'value', about: 'Variations of each, up to 64' },
    diversity: { kind: 'value', about: 'How strongly variations are driven apart, as in 0.5; 0 lets each grow alone' },
    init: { kind: 'value', about: 'A photo to dream on' },
    ...PICTURE_OPTIONS,
    ...PICTURE_COMMAND_OPTIONS,
  },
  examples: [
    ['image mixed4:40', 'One neuron, to output/mixed4-40.png'],
    ['image "mixed4:40 - mixed4:12" --size 1024', 'Up one, down another'],
    ['image mixed3 --init cat.jpg --open', 'DeepDream'],
  ],
  run: (call, terminal) => draw(call, terminal),
};

interface Order {
  readonly name: string;
  readonly target: string;
  readonly prepared: PreparedPicture;
}

async function draw(call: Call, terminal: Terminal): Promise<number> {
  expectWords(call, { min: 1, max: 1000, what: 'what the picture is to show, such as mixed4:40' });
  return withCommandContext(call, terminal, async (studio) => {
    const orders = await takeOrders(call);
    studio.emit({ kind: 'start', pictures: orders.length, network: orders[0]!.prepared.settings.network });
    const model = await openNetwork(orders[0]!.prepared.settings.network);
    await (areAlike(orders) ? together(orders) : oneByOne(orders));

    /** Several at a time, each delivered as it is done. */
    async function together(alike: readonly Order[]): Promise<void> {
      const told = studio.begin(tellOrders(alike));
      const requests = alike.map(({ prepared }) => prepared.requests[0]!);
      let done = 0;
      for await (const still of growStills(model, requests, alike[0]!.prepared.plan, studio)) {
        done += 1;
        told(done, requests.length);
        const order = alike[still.index]!;
        await deliver(studio, order, await arrange(order.prepared, [still]));
      }
    }

    async function oneByOne(different: readonly Order[]): Promise<void> {
      for (const [i, order] of different.entries()) {
        // Variations that depend on each other are grown once for all of them.
        const { settings } = order.prepared;
        const isGroup = settings.variations.diversity > 0;
        if (isGroup && settings.variations.number > 0) continue;
        const stills = await growCells(model, order.prepared, { ...studio, onProgress: studio.begin(order.name) });
        const group = isGroup ? different.slice(i, i + settings.variations.count) : [order];
        for (const one of group) await deliver(studio, one, await arrange(one.prepared, stills));
      }
    }
  });
}

function deliver(studio: CommandContext, { target, prepared }: Order, picture: FinishedPicture): Promise<void> {
  return studio.deliver(target, picture, prepared.settings);
}

/** Everything that is wrong with any of them is told before the first is begun. */
async function takeOrders(call: Call): Promise<readonly Order[]> {
  const file = call.value('init');
  const photo = file === undefined ? undefined : await openPhoto(file);
  const orders: Order[] = [];
  const out = call.value('out');
  const words = mixed(call);
  for (const word of words) {
    const show = [[await readSubject(word)]];
    const settings = pictureSettings(call, {
      kind: 'image',
      show,
      defaults: photo === undefined ? {} : dreamDefaults(photo, call),
    });
    const { count, diversity } = settings.variations;
    if (out !== undefined && count * words.length > 1 && !(await meansFolder(out))) {
      throw new UserError('ARGUMENT_INVALID', `--out ${out} is one file, for ${count * words.length} pictures`, {
        hint: `a folder is meant by a slash at the end: --out ${out}/`,
      });
    }
    const model = await openNetwork(settings.network);
    const { width, height, ascent } = settings;
    const master = photo === undefined ? undefined : await photoMaster(photo, { width, height, margin: ascent.margin });
    for (let number = 0; number < count; number++) {
      const own: PictureSettings = { ...settings, variations: { count, number, diversity } };
      const name = `${fileName(word)}${count === 1 ? '' : `-${number + 1}`}`;
      const target = await pictureTarget(call, name, settings.output.format);
      orders.push({ name, target, prepared: preparePicture(model, own, master) });
    }
  }
  return orders;
}

/** What is to be shown: each word, or, with --weights, all of them in one picture. */
function mixed(call: Call): readonly string[] {
  const text = call.value('weights');
  if (text === undefined) return call.words;
  const weights = text.split(',').map((weight) => weight.trim());
  const isFine = weights.every((weight) => /^-?(\d+\.?\d*|\.\d+)$/.test(weight) && Number(weight) !== 0);
  if (!isFine || weights.length !== call.words.length) {
    throw new UserError(
      'ARGUMENT_INVALID',
      `Expected \`--weights\` to be ${formatCount(call.words.length, 'number')} other than 0, with commas between, got \`${text}\`.`,
      { hint: 'one for each of what is mixed: image mixed4:40 mixed5:2 --weights 0.7,-0.3' },
    );
  }
  return [call.words.map((word, i) => `${weights[i]}*${word}`).join(' + ')];
}

/** Long side of a dream when nothing is said, in pixels. */
const DREAM_SIDE = 1024;

/** A photo keeps its shape, its colours and its large forms. */
function dreamDefaults(photo: Photo, call: Call): Readonly<Record<string, unknown>> {
  const factor = Math.min(1, DREAM_SIDE / Math.max(photo.width, photo.height));
  const [width, height] = [photo.width, photo.height].map((side) => Math.max(16, Math.round(side * factor)));
  return {
    'init.file': call.value('init'),
    'init.sha256': digestOf(photo),
    size: `${width}x${height}`,
    'growth.from': Math.max(16, Math.round(Math.min(width!, height!) / OCTAVES_RATIO)),
    'growth.enlargements': 3,
    'growth.steps': 10,
    'growth.finish': 0,
    'ascent.noise': 0,
    'ascent.rate': 0.02,
    'grade.servo': 0,
  };
}

/** Four octaves of a factor of 1.4, as google/deepdream has them. */
const OCTAVES_RATIO = 1.4 ** 3;

/** Whether pictures can be grown side by side: several, each on its own, by one plan. */
function areAlike(orders: readonly Order[]): boolean {
  const [first] = orders;
  return (
    orders.length > 1 &&
    orders.every(
      ({ prepared: { plan, requests } }) =>
        requests.length === 1 && plan.init === undefined && plan.minimumSize === first!.prepared.plan.minimumSize,
    )
  );
}

function tellOrders(orders: readonly Order[]): string {
  return `${orders.length} pictures`;
}
