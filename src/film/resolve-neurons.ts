// Casting: the neurons that will be on stage. Random ones are drawn by the film's seed, without repetition and without any that stay silent.

import { UserError } from '../errors.js';
import type { Layer, Model } from '../models/model.js';
import { checkNeuron, findLayer, findNeuron, minimumSize, neuronCount } from '../network/layers.js';
import { openAscent, type SessionSource } from '../optvis/ascend.js';
import type { CycleItem, CycleSettings, Settings } from '../preset/settings.js';
import { messageAtLocation } from '../preset/yaml/places.js';
import { openStream } from '../tensor/random.js';
import { tensor } from '../tensor/tensor.js';
import { type AtlasResolvedSettings, type PlainItem, resolveFromAtlas } from './atlas-choice.js';

/** A named neuron in the cycle. */
export type NeuronItem = Extract<CycleItem, { kind: 'neuron' }>;

/** A film's settings in which every neuron is named. */
export interface ResolvedSettings extends Settings {
  readonly cycle: Omit<CycleSettings, 'items'> & { readonly items: readonly NeuronItem[] };
}

/**
 * Checks the named neurons, finds those that are named after a class, and draws the random ones.
 *
 * @throws UserError LAYER_UNKNOWN, NEURON_UNKNOWN; ARGUMENT_INVALID when a layer has fewer neurons than are asked for; NEURON_DEAD when too few of
 *   them can be lit.
 */
export async function resolveNeurons(
  settings: Settings,
  model: Model,
  sessions: SessionSource,
  signal?: AbortSignal,
): Promise<ResolvedSettings> {
  const items = foundItems(await resolveFromAtlas(settings, model), model);
  const named = new Set<string>();
  for (const item of items) if (item.kind === 'neuron') named.add(`${item.layer}:${item.neuron}`);
  const drawn: NeuronItem[] = [];
  for (const [place, item] of items.entries()) {
    if (item.kind === 'neuron') {
      drawn.push(item);
      continue;
    }
    const { count, kind: _kind, ...rest } = item;
    for (const neuron of await draw(item.layer, count, place)) drawn.push({ ...rest, kind: 'neuron', neuron });
  }
  return { ...settings, cycle: { ...settings.cycle, items: drawn } };

  async function draw(layer: string, count: number, place: number): Promise<number[]> {
    const all = Array.from({ length: neuronCount(findLayer(model, layer)) }, (_, neuron) => neuron);
    const free = all.filter((neuron) => !named.has(`${layer}:${neuron}`));
    if (free.length < count) {
      throw new UserError(
        'ARGUMENT_INVALID',
        `${count} random neurons of ${layer} are asked for, and ${free.length} are left`,
        {
          hint: `${layer} has ${all.length} neurons`,
        },
      );
    }
    const found: number[] = [];
    for (const neuron of openStream(settings.seed, 'cast', place).shuffle(free)) {
      signal?.throwIfAborted();
      if (await isDead(model, sessions, layer, neuron)) continue;
      named.add(`${layer}:${neuron}`);
      found.push(neuron);
      if (found.length === count) return found;
    }
    throw new UserError('NEURON_DEAD', `only ${found.length} of the ${count} random neurons of ${layer} can be lit`);
  }
}

/** What is in a cycle, once classes have become the neurons that stand for them. */
type FoundItem = Exclude<PlainItem, { kind: 'class' }>;

/**
 * Looks for all layers and neurons of a cycle in the network.
 *
 * @throws UserError LAYER_UNKNOWN, NEURON_UNKNOWN: all that are not there, each with its place in the preset.
 */
export function foundItems({ cycle }: AtlasResolvedSettings, model: Model): readonly FoundItem[] {
  const found: FoundItem[] = [];
  const missing: (readonly [CycleItem, UserError])[] = [];
  for (const item of cycle.items) {
    try {
      const known = item.kind === 'class' ? ofClass(model, item) : item;
      if (known.kind === 'neuron') checkNeuron(model, known.layer, known.neuron);
      else findLayer(model, known.layer);
      found.push(known);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      missing.push([item, error]);
    }
  }
  const [first] = missing;
  if (first === undefined) return found;
  if (missing.length === 1) {
    const [item, { code, message, hint }] = first;
    throw new UserError(code, messageAtLocation(item, message), { hint });
  }
  const told = missing.slice(0, MAX_TOLD).map(([item, { message, hint = '' }]) => {
    return messageAtLocation(item, hint === '' ? message : `${message}; ${hint}`);
  });
  const more = missing.length > MAX_TOLD ? [`... and ${missing.length - MAX_TOLD} more`] : [];
  throw new UserError(first[1].code, [...told, ...more].join('\n'));
}

/** More would not be read. */
const MAX_TOLD = 20;

/** @throws UserError LAYER_UNKNOWN; NEURON_UNKNOWN when the layer has no such class, or its names are not known. */
function ofClass(model: Model, { className, kind: _kind, ...rest }: Extract<CycleItem, { kind: 'class' }>): NeuronItem {
  return { ...rest, kind: 'neuron', neuron: findNeuron(model, findLayer(model, rest.layer), className) };
}

/** Steps of the trial climb, and how far each goes: about what a film's opening does at its smallest sizes. */
const TRIAL = { steps: 12, rate: 0.05, bands: [0.5, 0.8, 1, 0.9, 0.6], color: 2, smooth: 0, look: 'natural' } as const;

/** Pixels beyond the layer's minimum that the trial climbs on, so that more than one place counts. */
const TRIAL_SPARE = 32;

/** Asked for every neuron that is tried; found out once a layer, by trying sizes. */
const TRIAL_SIZES = new WeakMap<Layer, number>();

function trialSize(layer: Layer): number {
  const size = TRIAL_SIZES.get(layer) ?? minimumSize(layer) + TRIAL_SPARE;
  TRIAL_SIZES.set(layer, size);
  return size;
}

/**
 * Whether a neuron cannot be lit: a short climb on a small picture from noise does not raise it, or it has no gradient at all.
 */
export async function isDead(model: Model, sessions: SessionSource, layer: string, neuron: number): Promise<boolean> {
  const size = trialSize(findLayer(model, layer));
  const picture = tensor([1, 3, size, size]);
  openStream(0, 'silence').fillUniform(picture.data, -0.1, 0.1);
  const ascent = openAscent(sessions);
  const cast = [{ neuron: { layer, index: neuron }, weight: 1 }];
  const climb = (steps: number) =>
    ascent.climb(picture, cast, {
      ...TRIAL,
      steps,
      jitterAt: (step) => ({ dy: (7 * step) % 17, dx: (11 * step) % 17 }),
    });
  const [before] = await climb(TRIAL.steps);
  const [after] = await climb(1);
  return !(after! > before!);
}
