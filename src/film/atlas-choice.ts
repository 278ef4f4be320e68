// The neurons of a cycle that are told by an atlas, looked up: from then on they have names, also in the settings that are written beside the film, so that it
// can be made again whatever becomes of the atlas.

import { join } from 'node:path';
import type { Atlas, AtlasNetwork } from '../atlas/atlas.js';
import { chooseAlike, chooseRanked } from '../atlas/choose.js';
import { atlasFile, folderName, readAtlas } from '../atlas/folder.js';
import { UserError } from '../errors.js';
import type { Model } from '../models/model.js';
import { fingerprint } from '../models/store/fingerprint.js';
import { atlasesFolder } from '../models/store/store.js';
import type { CycleItem, Settings } from '../preset/settings.js';
import { messageAtLocation } from '../preset/yaml/places.js';

/** An item that needs an atlas. */
type AtlasItem = Extract<CycleItem, { kind: 'like' | 'ranked' }>;

/** An item that needs none. */
export type PlainItem = Exclude<CycleItem, AtlasItem>;

/** Settings whose neurons are told by no atlas. */
export interface AtlasResolvedSettings extends Settings {
  readonly cycle: Omit<Settings['cycle'], 'items'> & { readonly items: readonly PlainItem[] };
}

/**
 * Looks up what only an atlas tells.
 *
 * @throws UserError ATLAS_MISSING with the command that makes it; ATLAS_UNUSABLE when it is damaged or of another network; LAYER_UNKNOWN, NEURON_UNKNOWN,
 *   ARGUMENT_INVALID when it has not got what is asked for.
 */
export async function resolveFromAtlas(settings: Settings, model: Model): Promise<AtlasResolvedSettings> {
  const { cycle } = settings;
  const opened = new Map<string | null, Atlas>();
  const items: PlainItem[] = [];
  for (const item of cycle.items) {
    if (item.kind !== 'like' && item.kind !== 'ranked') {
      items.push(item);
      continue;
    }
    try {
      const atlas = opened.get(item.atlas) ?? (await openAtlas(item, settings.network, model));
      opened.set(item.atlas, atlas);
      const { holdSeconds, blendSeconds } = item;
      for (const { layer, neuron } of choose(atlas, item)) {
        items.push({ kind: 'neuron', layer, neuron, holdSeconds, blendSeconds });
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { code, message, hint } = error;
      throw new UserError(code, messageAtLocation(item, message), { hint, cause: error });
    }
  }
  return { ...settings, cycle: { ...cycle, items } };
}

function choose(atlas: Atlas, item: AtlasItem) {
  const { count, among: layers } = item;
  if (item.kind === 'ranked') return chooseRanked(atlas, { measure: item.measure, end: item.end, count, layers });
  return chooseAlike(atlas, { to: { layer: item.layer, neuron: item.neuron }, count, layers });
}

async function openAtlas(item: AtlasItem, named: string, model: Model): Promise<Atlas> {
  const network: AtlasNetwork = { name: model.name, hash: await fingerprint(named) };
  const folder = item.atlas ?? join(atlasesFolder(), folderName(network));
  const atlas = await readAtlas(folder);
  const layers = item.kind === 'like' ? [item.layer] : item.among;
  const hint = [
    `neurozoom atlas ${named} ${layers.length === 0 ? 'LAYER...' : layers.join(' ')}`,
    ...(item.atlas === null ? [] : [`--out ${item.atlas}`]),
  ].join(' ');
  if (atlas === undefined) {
    const where = item.atlas === null ? '' : ` in ${folder}`;
    throw new UserError('ATLAS_MISSING', `the cycle needs an atlas of ${model.name}, and there is none${where} yet`, {
      hint,
    });
  }
  if (atlas.network.hash === network.hash) return atlas;
  const other = atlas.network.name === model.name ? `another ${model.name}` : atlas.network.name;
  throw new UserError('ATLAS_UNUSABLE', `${atlasFile(folder)} is of ${other}, not of the ${model.name} of this film`, {
    hint,
  });
}
