// All that can be known and refused before a picture is begun: its layers, neurons, size and first picture; and from its settings the plan to grow it by.

import { UserError } from '../errors.js';
import { channelsOf } from '../graph/shapes.js';
import type { Model } from '../models/model.js';
import { checkPictureSize, findLayer, findNeuron, neuronCount } from '../network/layers.js';
import type { ObjectiveTarget, ObjectiveTerm } from '../optvis/ascend.js';
import type { PictureSettings } from '../preset/picture/picture.js';
import type { Subject, SubjectTerm } from '../preset/picture/subject.js';
import type { Tensor } from '../tensor/tensor.js';
import { type StillPlan, type StillRequest, TILE_SIDE } from './still.js';

/** A picture that can be grown. */
export interface PreparedPicture {
  readonly settings: PictureSettings;
  readonly plan: StillPlan;
  /** Of its cells, row by row; of an image the variations, when they depend on each other, or this one alone. */
  readonly requests: readonly StillRequest[];
}

/**
 * Checks a picture's settings against the network.
 *
 * @param init - The picture that it begins with, as a master of full size; undefined for noise.
 * @throws UserError LAYER_UNKNOWN, NEURON_UNKNOWN, SIZE_TOO_SMALL, ARGUMENT_INVALID.
 */
export function preparePicture(model: Model, settings: PictureSettings, init?: Tensor): PreparedPicture {
  const { variations, seed, show } = settings;
  const casts = show.flat().map((subject) => castOf(model, settings, subject));
  const layers = new Set(casts.flatMap((cast) => cast.map(({ neuron }) => neuron.layer)));
  const plan = planOf(settings, checkPictureSize(model, settings, layers), init);
  if (settings.sheet !== null) return { settings, plan, requests: casts.map((cast) => ({ objective: cast, seed })) };
  const [cast] = casts as [readonly ObjectiveTerm[]];
  const numbers =
    variations.diversity > 0 ? Array.from({ length: variations.count }, (_, i) => i) : [variations.number];
  return { settings, plan, requests: numbers.map((number) => ({ objective: cast, seed: seedOf(seed, number) })) };
}

/** The seed of a variation. */
export function seedOf(seed: number, variation: number): number {
  return seed + variation;
}

function castOf(model: Model, settings: PictureSettings, subject: Subject): readonly ObjectiveTerm[] {
  return subject.map((term) => ({ neuron: aimOf(model, settings, term), weight: term.weight }));
}

function aimOf(model: Model, settings: PictureSettings, { layer: name, neuron, at }: SubjectTerm): ObjectiveTarget {
  const layer = findLayer(model, name);
  if (neuron === null) {
    const channels = channelsOf(layer.node);
    return { layer: name, kind: 'deepdream', direction: new Float32Array(channels).fill(1 / channels) };
  }
  const where = at === null ? {} : ({ kind: 'neuron', position: checkPlace(settings, at) } as const);
  if (typeof neuron !== 'string') {
    const count = neuronCount(layer);
    if (neuron.length !== count) {
      throw new UserError(
        'ARGUMENT_INVALID',
        `the direction has ${neuron.length} numbers, and ${name} ${count} neurons`,
      );
    }
    return { layer: name, direction: neuron, ...where };
  }
  return { layer: name, index: findNeuron(model, name, neuron), ...where };
}

function checkPlace<T>({ width, height, ascent: { margin } }: PictureSettings, place: T): T {
  const most = TILE_SIDE - 2 * margin;
  if (Math.max(width, height) <= most) return place;
  throw new UserError('ARGUMENT_INVALID', `a neuron at one place needs a picture of at most ${most} pixels a side`, {
    hint: 'larger ones are made of tiles, and each has places of its own',
  });
}

function planOf(settings: PictureSettings, smallest: number, init: Tensor | undefined): StillPlan {
  const { width, height, look, growth, ascent, grade } = settings;
  const { margin, ...climb } = ascent;
  const { steps, ...sizes } = growth;
  return {
    ...{ width, height, margin, minimumSize: smallest, grade, ...sizes },
    climb: { ...climb, steps, look },
    ...(init === undefined ? {} : { init }),
  };
}
