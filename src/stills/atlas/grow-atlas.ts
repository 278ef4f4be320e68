// Making an atlas: every neuron of the layers that are asked for, one layer after the other. What is done is on the disk, and whoever calls again goes on from
// there: neuron by neuron within a layer (see `atlas-journal`), layer by layer in `atlas.json`.

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withAlike } from '../../atlas/alike.js';
import type { Atlas, AtlasLayer, AtlasNetwork, AtlasPlan } from '../../atlas/atlas.js';
import { pageFile, readAtlas, writeAtlas, writeInFolder } from '../../atlas/folder.js';
import { pageOf } from '../../atlas/page.js';
import { explainDiskError } from '../../disk/disk-errors.js';
import { makeFolders, TEMPORARY } from '../../disk/durable.js';
import { listFolder } from '../../disk/files.js';
import { takeLock } from '../../disk/lock.js';
import { onnxEngine } from '../../engines/onnx-engine.js';
import { UserError } from '../../errors.js';
import type { Model } from '../../models/model.js';
import { findLayer, neuronCount } from '../../network/layers.js';
import { growStills } from '../grow-stills.js';
import { type Classifier, openClassifier } from './classes.js';
import { measureStill } from './climb.js';
import { type JournalEntry, journalFile, openJournal, readJournal } from './journal.js';
import { thumbnailPlan } from './plan.js';
import { type LaidSheet, layOutSheets } from './sheets.js';

/** What is to be made. */
export interface AtlasRequest {
  readonly model: Model;
  readonly network: AtlasNetwork;
  /** Names; those that the atlas has already stay as they are. */
  readonly layers: readonly string[];
  readonly folder: string;
  readonly plan: AtlasPlan;
  /** Program and engine, for people. */
  readonly madeBy: string;
  /** @default all */
  readonly threads?: number | undefined;
  /** Ends it: the neurons at hand are given up, what was done is kept, and on the page. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: AtlasEvent) => void) | undefined;
}

/** What happens on the way. */
export type AtlasEvent =
  /** Told once, before the first neuron. `known` of `neurons` are there already. */
  | {
      readonly kind: 'start';
      readonly network: string;
      readonly folder: string;
      readonly neurons: number;
      readonly known: number;
    }
  /** A neuron is done and on the disk. */
  | { readonly kind: 'neuron'; readonly layer: string; readonly neuron: number; readonly silent: boolean }
  /** A layer is complete. */
  | { readonly kind: 'layer'; readonly layer: string; readonly neurons: number; readonly silent: number };

/** The atlas in its folder. */
export interface MadeAtlas {
  /** The layers that are complete. */
  readonly atlas: Atlas;
  /** Path of the page. */
  readonly page: string;
  /** Whether the signal ended it early: the next call continues. */
  readonly stopped: boolean;
}

/**
 * Makes an atlas, or goes on with it.
 *
 * @throws UserError LAYER_UNKNOWN, SIZE_TOO_SMALL; ATLAS_UNUSABLE when the folder has the atlas of another network or of another plan, is damaged, or somebody
 *   else is at it; OUTPUT_UNWRITABLE, DISK_FULL.
 */
export async function growAtlas(order: AtlasRequest): Promise<MadeAtlas> {
  const { model, folder, plan, threads } = order;
  // What is wrong is told before anything is made.
  for (const name of order.layers) thumbnailPlan(model, name, plan);
  const unlock = await openFolder(folder);
  try {
    const begun = await begin(order);
    const classifier = await openClassifier(model, () => onnxEngine(threads === undefined ? {} : { threads }));
    try {
      return await complete(order, begun, classifier);
    } finally {
      await classifier.close();
    }
  } finally {
    await unlock();
  }
}

/** Makes the folder and keeps others out of it. @returns how to end that. */
async function openFolder(folder: string): Promise<() => Promise<void>> {
  try {
    await makeFolders(folder);
    const lock = await takeLock(join(folder, LOCK));
    if ('release' in lock) return lock.release;
    const { pid, host, since } = lock.holder;
    throw new UserError(
      'ATLAS_UNUSABLE',
      `another process makes the atlas in ${folder} (${pid} on ${host}, since ${since})`,
    );
  } catch (error) {
    throw explainDiskError(error, folder);
  }
}

const LOCK = 'lock';

/** The atlas so far: an empty one where there was none, so that the folder is known as ours from now on. */
async function begin({ folder, network, plan, madeBy }: AtlasRequest): Promise<Atlas> {
  const found = await readAtlas(folder);
  if (found !== undefined) {
    refuseOther(found, { folder, network, plan });
    return { ...found, madeBy };
  }
  const others = (await listFolder(folder)).filter((name) => name !== LOCK && !name.endsWith(TEMPORARY));
  if (others.length > 0) {
    throw new UserError('ATLAS_UNUSABLE', `${folder} holds no atlas, and is not empty (${others[0]})`, {
      hint: 'name a new folder with --out',
    });
  }
  const atlas: Atlas = { network, madeBy, plan, layers: [] };
  await writeAtlas(folder, atlas);
  return atlas;
}

function refuseOther(found: Atlas, { folder, network, plan }: Pick<AtlasRequest, 'folder' | 'network' | 'plan'>): void {
  if (found.network.hash !== network.hash) {
    const other = found.network.name === network.name ? `another ${network.name}` : found.network.name;
    throw new UserError('ATLAS_UNUSABLE', `${folder} holds the atlas of ${other}, not of this ${network.name}`, {
      hint: 'name a new folder with --out',
    });
  }
  const { cell, seed, steps } = found.plan;
  if (cell === plan.cell && seed === plan.seed && steps === plan.steps) return;
  throw new UserError(
    'ATLAS_UNUSABLE',
    `${folder} holds an atlas of thumbnails of ${cell} px, seed ${seed}, ${steps} steps; asked for are ${plan.cell} px, seed ${plan.seed}, ${plan.steps} steps`,
    {
      hint:
        steps === plan.steps
          ? `--size ${cell} --seed ${seed} goes on with it; --out begins another`
          : '--out begins another',
    },
  );
}

async function complete(order: AtlasRequest, begun: Atlas, classifier: Classifier): Promise<MadeAtlas> {
  const { folder, model, onEvent } = order;
  const page = pageFile(folder);
  // In the order of the network, whatever they were asked for in.
  const wanted = model.layers.map(({ name }) => name).filter((name) => order.layers.includes(name));
  const missing = wanted.filter((name) => begun.layers.every((layer) => layer.name !== name));
  await tellStart(order, wanted, missing);
  let atlas = begun;
  for (const name of missing) {
    const entries = await growLayer(order, name, classifier);
    const layer = await layOut(name, entries);
    const { sheets } = layer;
    if (entries.length < neuronsOf(model, name)) {
      const all = sheets.length === 0 ? atlas.layers : inOrder(model, [...atlas.layers, layer]);
      await writePage(folder, { ...atlas, layers: all }, sheets);
      return { atlas, page, stopped: true };
    }
    for (const { file, bytes } of sheets) await writeInFolder(join(folder, file), bytes);
    const kept = { ...layer, sheets: sheets.map(({ bytes: _, ...sheet }) => sheet) };
    atlas = { ...atlas, layers: inOrder(model, [...atlas.layers, kept]) };
    await writeAtlas(folder, atlas);
    await writePage(folder, atlas, []);
    await rm(journalFile(folder, name), { force: true });
    const silent = layer.neurons.filter((neuron) => neuron.dead).length;
    onEvent?.({ kind: 'layer', layer: name, neurons: entries.length, silent });
  }
  // An older program may have made the one that is there.
  if (missing.length === 0) await writePage(folder, atlas, []);
  return { atlas, page, stopped: false };
}

async function tellStart(order: AtlasRequest, wanted: readonly string[], missing: readonly string[]): Promise<void> {
  const { folder, model, network, plan, onEvent } = order;
  const count = (names: readonly string[]) => names.reduce((sum, name) => sum + neuronsOf(model, name), 0);
  let known = count(wanted) - count(missing);
  for (const layer of missing) known += (await readJournal(folder, { network, plan, layer })).size;
  onEvent?.({ kind: 'start', network: network.name, folder, neurons: count(wanted), known });
}

/** Grows what is missing of a layer. @returns all of it, in order; less when the signal ended it. */
async function growLayer(order: AtlasRequest, layer: string, classifier: Classifier): Promise<readonly JournalEntry[]> {
  const { folder, model, network, plan, threads, signal, onEvent } = order;
  const journal = await openJournal(folder, { network, plan, layer });
  const entries = new Map(journal.entries);
  try {
    const missing = Array.from({ length: neuronsOf(model, layer) }, (_, i) => i).filter((i) => !entries.has(i));
    const requests = missing.map((index) => ({
      objective: [{ neuron: { layer, index }, weight: 1 }],
      seed: plan.seed,
    }));
    for await (const still of growStills(model, requests, thumbnailPlan(model, layer, plan), { threads, signal })) {
      const neuron = missing[still.index]!;
      const entry = await measureStill(neuron, still, plan.cell, classifier.classesOf);
      await journal.append(entry);
      entries.set(neuron, entry);
      onEvent?.({ kind: 'neuron', layer, neuron, silent: entry.measured.dead });
    }
  } catch (error) {
    if (signal?.aborted !== true || error !== signal.reason) throw error;
  } finally {
    await journal.close();
  }
  return [...entries.values()].sort((one, other) => one.measured.neuron - other.measured.neuron);
}

/** A layer whose sheets are not on the disk yet. */
interface LaidLayer extends AtlasLayer {
  readonly sheets: readonly LaidSheet[];
}

async function layOut(name: string, entries: readonly JournalEntry[]): Promise<LaidLayer> {
  const thumbnails = entries.map(({ thumbnail }) => thumbnail);
  const sheets = entries.length === 0 ? [] : await layOutSheets(name, thumbnails);
  return { name, sheets, neurons: withAlike(entries.map(({ measured }) => measured)) };
}

/** @param laid - Sheets that are not on the disk. */
async function writePage(folder: string, atlas: Atlas, laid: readonly LaidSheet[]): Promise<void> {
  const pieces = await pageOf(atlas, ({ file }) => {
    return laid.find((sheet) => sheet.file === file)?.bytes ?? readSheet(join(folder, file));
  });
  await writeInFolder(pageFile(folder), ...pieces);
}

async function readSheet(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) => {
    throw new UserError('ATLAS_UNUSABLE', `${path}, which belongs to the atlas, cannot be read`, {
      hint: 'move the folder away and make the atlas again',
      cause,
    });
  });
}

function neuronsOf(model: Model, layer: string): number {
  return neuronCount(findLayer(model, layer));
}

function inOrder(model: Model, layers: readonly AtlasLayer[]): readonly AtlasLayer[] {
  const place = new Map(model.layers.map(({ name }, i) => [name, i]));
  return [...layers].sort((one, other) => place.get(one.name)! - place.get(other.name)!);
}
