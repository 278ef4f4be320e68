// What a preset may say of its cycle: neurons by number or class, random ones, or those of an atlas.

import { MEASURES } from '../../atlas/atlas.js';
import { ORDERS } from '../../timeline/cycle.js';
import type { CycleItem, CycleSettings } from '../settings.js';
import { either, type Field, field, isMap, list, type Refuse, refine, section } from './fields.js';
import { choice, type Range, text, time, whole } from './reader.js';

/** A day: art installations hold a neuron for hours. */
const HOLD: Range = { min: 0, max: 86_400 };
const MAX_CHANNEL = 99_999;
/** Neurons that one item may stand for. */
const COUNT: Range = { min: 1, max: 1000 };
const NAME = text({ max: 200 });
const FILE_NAME = text({ max: 1000 });

/** What stands for the atlas that belongs to the network; anything else is a folder. */
const OWN_ATLAS = 'atlas';

/** A neuron by its name. */
interface GivenNeuron {
  readonly layer: string;
  readonly neuron?: number | undefined;
  readonly class?: string | undefined;
}

const neuronText: Field<GivenNeuron> = field<GivenNeuron>((value) => {
  const [, layer, word] = (typeof value === 'string' ? /^(.{1,200}):([^:]{1,200})$/.exec(value) : null) ?? [];
  if (layer === undefined || word === undefined || word.trim() === '') {
    return { expected: 'a neuron such as mixed4:40 or { layer: mixed4, random: 5 }' };
  }
  // What begins like a number is meant to be one: a name of a class that does can be told as a map.
  if (/^\d{1,5}$/.test(word)) return { value: { layer, neuron: Number(word) } };
  if (/^[\s\d+.-]/.test(word)) return { expected: 'a neuron such as mixed4:40, its number from 0 to 99999' };
  return { value: { layer, class: word.trim() } };
});

const numbered: Field<GivenNeuron> = section({
  layer: field(NAME),
  neuron: field(whole({ min: 0, max: MAX_CHANNEL })),
});

/** What says which neurons of an atlas, on an item or on the cycle itself. */
const FROM_ATLAS = {
  like: either<GivenNeuron>((given) => (isMap(given) ? numbered : neuronText)).optional(),
  count: field(whole(COUNT)).optional(),
  from: field(FILE_NAME).optional(),
  sort: field(choice(MEASURES)).optional(),
  best: field(whole(COUNT)).optional(),
  least: field(whole(COUNT)).optional(),
  layer: field(NAME).optional(),
  layers: list(field(NAME), { min: 1, max: 100 }, 'names of layers').optional(),
};

const TIMES = { hold: field(time(HOLD)).optional(), blend: field(time(HOLD)).optional() };

/** Neurons of an atlas as they are written. */
interface GivenChoice {
  readonly like?: GivenNeuron | undefined;
  readonly count?: number | undefined;
  readonly from?: string | undefined;
  readonly sort?: (typeof MEASURES)[number] | undefined;
  readonly best?: number | undefined;
  readonly least?: number | undefined;
  readonly layer?: string | undefined;
  readonly layers?: readonly string[] | undefined;
}

/** What an item stands for, before its times. */
type Who = CycleItem extends infer T ? (T extends CycleItem ? Omit<T, 'holdSeconds' | 'blendSeconds'> : never) : never;

/** An item as written: its own times, where it has any, still apart from the cycle's. */
interface GivenItem {
  readonly who: Who;
  readonly hold?: number | undefined;
  readonly blend?: number | undefined;
}

const named = (given: GivenNeuron): Who => {
  const { layer, neuron = 0 } = given;
  return given.class === undefined
    ? { kind: 'neuron', layer, neuron }
    : { kind: 'class', layer, className: given.class };
};

const itemText: Field<GivenItem> = refine(neuronText, (given) => ({ who: named(given) }));

const itemMap: Field<GivenItem> = refine(
  section({
    layer: field(NAME),
    neuron: field(whole({ min: 0, max: MAX_CHANNEL })).optional(),
    class: field(NAME).optional(),
    random: field(whole(COUNT)).optional(),
    ...TIMES,
  }),
  ({ hold, blend, ...given }, refuse) => {
    const ways = (['neuron', 'class', 'random'] as const).filter((way) => given[way] !== undefined);
    if (ways.length > 1) return refuse(`either ${ways.join(' or ')}`, ways.length === 2 ? 'both' : 'all three');
    if (ways.length === 0) return refuse('neuron, class or random beside the layer', 'none of them');
    const { layer, random } = given;
    return { who: random === undefined ? named(given) : { kind: 'random', layer, count: random }, hold, blend };
  },
);

const atlasMap: Field<GivenItem> = refine(section({ ...FROM_ATLAS, ...TIMES }), ({ hold, blend, ...given }, refuse) => {
  const who = chosenFromAtlas(given, refuse);
  return who === undefined ? undefined : { who, hold, blend };
});

const ATLAS_KEYS = ['like', 'count', 'from', 'sort', 'best', 'least', 'layers'] as const;

const item = either<GivenItem>((given) => {
  if (!isMap(given)) return itemText;
  return ATLAS_KEYS.some((key) => Object.hasOwn(given, key)) ? atlasMap : itemMap;
});

/** Of `{ like: mixed4:40, count: 8 }` and `{ from: atlas, sort: colourfulness, best: 12 }`. */
function chosenFromAtlas(given: GivenChoice, refuse: Refuse): Who | undefined {
  const { like, count, sort, best, least, from = OWN_ATLAS, layer, layers } = given;
  if (layer !== undefined && layers !== undefined) return refuse('either layer or layers', 'both');
  const among = layers ?? (layer === undefined ? [] : [layer]);
  const atlas = from === OWN_ATLAS ? null : from;
  if (like !== undefined) {
    if (like.neuron === undefined) return refuse('a neuron by its number, such as mixed4:40', 'a class', ['like']);
    const other = (['sort', 'best', 'least'] as const).find((key) => given[key] !== undefined);
    if (other !== undefined) return refuse('either like and count, or sort and best', `${other} beside like`);
    if (count === undefined) return refuse('how many: count beside like', 'no count');
    return { kind: 'like', layer: like.layer, neuron: like.neuron, count, among, atlas };
  }
  if (count !== undefined) return refuse('like beside count, or sort and best', 'count alone');
  if (sort === undefined)
    return refuse('like and count, or sort and best', from === OWN_ATLAS ? 'no sort' : 'a folder alone');
  if (best !== undefined && least !== undefined) return refuse('either best or least', 'both');
  if (best !== undefined) return { kind: 'ranked', measure: sort, end: 'best', count: best, among, atlas };
  if (least !== undefined) return { kind: 'ranked', measure: sort, end: 'least', count: least, among, atlas };
  return refuse('how many: best or least beside sort', 'neither');
}

/** The cycle of a film. */
export const cycle: Field<CycleSettings> = refine(
  section({
    order: field(choice(ORDERS)).default('forward'),
    hold: field(time(HOLD)).default(2),
    blend: field(time(HOLD)).default(1),
    neurons: list(item, { min: 1, max: 1000 }, 'neurons such as mixed4:40').optional(),
    ...FROM_ATLAS,
  }),
  ({ order, hold, blend, neurons, ...given }, refuse) => {
    const timed = ({ who, ...own }: GivenItem, at: readonly (string | number)[]) => {
      const times = { holdSeconds: own.hold ?? hold, blendSeconds: own.blend ?? blend };
      if (times.holdSeconds + times.blendSeconds === 0) {
        refuse('a neuron to hold or blend longer than 0s', '0s for both', at);
      }
      return { ...who, ...times } as CycleItem;
    };
    const settings = (items: readonly CycleItem[]) => ({ order, holdSeconds: hold, blendSeconds: blend, items });
    const isOfAtlas = [...ATLAS_KEYS, 'layer' as const].some((key) => given[key] !== undefined);
    if (!isOfAtlas && neurons !== undefined) return settings(neurons.map((one, i) => timed(one, ['neurons', i])));
    if (!isOfAtlas) return refuse('1 to 1000 neurons such as mixed4:40', 'nothing', ['neurons']);
    if (neurons !== undefined) return refuse('either neurons or those of an atlas', 'both');
    const who = chosenFromAtlas(given, refuse);
    return who === undefined ? undefined : settings([timed({ who }, [])]);
  },
);
