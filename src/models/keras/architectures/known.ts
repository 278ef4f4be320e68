// All architectures that files of weights are known of, and which of them a file's weights are.

import { layersOf, weightKinds } from '../layers.js';
import { readTopology, type Topology } from '../topology.js';
import type { WeightPlaces } from '../weights.js';
import type { Architecture } from './architecture.js';
import { densenet121 } from './densenet121.js';
import { efficientnetB0, efficientnetB0Scratch } from './efficientnet-b0.js';
import { inceptionV3 } from './inception-v3.js';
import { mobilenet } from './mobilenet.js';
import { mobilenetV2 } from './mobilenet-v2.js';
import { resnet50, resnet50Common } from './resnet50.js';
import { vgg16, vgg19 } from './vgg.js';
import { xception } from './xception.js';

/** In the order in which they are tried. */
export const ARCHITECTURES: readonly Architecture[] = [
  vgg16,
  vgg19,
  inceptionV3,
  resnet50,
  resnet50Common,
  xception,
  mobilenet,
  mobilenetV2,
  densenet121,
  efficientnetB0,
  efficientnetB0Scratch,
];

/** A file's weights, seen as those of one architecture. */
export interface Recognised {
  readonly architecture: Architecture;
  readonly topology: Topology;
  readonly places: WeightPlaces;
}

/**
 * Finds the architectures, with or without their classifiers, whose weights are all in a file, with none left over.
 * Where a file has numbers of layers instead of names, weights may lie at the places of one architecture and have the
 * shapes of another: building the network finds out.
 *
 * @param placesIn - Where the weights of a topology lie in the file.
 * @param shapeAt - Shape of what lies at such a place.
 * @param count - How many weights the file holds.
 * @param among - Architectures to try.
 */
export function recognise(
  placesIn: (topology: Topology) => WeightPlaces,
  shapeAt: (path: string) => readonly number[],
  count: number,
  among: readonly Architecture[],
): readonly Recognised[] {
  return among.flatMap((architecture) =>
    [0, IMAGENET_CLASSES].flatMap((classes) => {
      const { drafted, needed } = drawn(architecture, classes);
      if (needed.length !== count) return [];
      const places = placesIn(drafted);
      if (!needed.every((one) => places.has(one))) return [];
      // The classifier may have been trained anew, for other classes: its bias, the last weight of all, has one number for each.
      const outs = classes === 0 ? 0 : (shapeAt(places.get(needed.at(-1)!)!)[0] ?? 0);
      const topology = outs === classes ? drafted : readTopology(architecture.name, architecture.topology(outs));
      return [{ architecture, topology, places }];
    }),
  );
}

/** An architecture with as many classes: its topology, and all of its weights. */
interface Drawn {
  readonly drafted: Topology;
  readonly needed: readonly string[];
}

const DRAWN = new Map<string, Drawn>();

/** Kept, because some have hundreds of layers and programs open several files. */
function drawn(architecture: Architecture, classes: number): Drawn {
  const key = `${architecture.name} ${classes}`;
  const known = DRAWN.get(key);
  if (known !== undefined) return known;
  const drafted = readTopology(architecture.name, architecture.topology(classes));
  const needed = layersOf(drafted).flatMap(({ path, layer }) => weightKinds(layer).map((kind) => `${path}/${kind}`));
  const found = { drafted, needed };
  DRAWN.set(key, found);
  return found;
}

/** Of the published weights. */
const IMAGENET_CLASSES = 1000;
