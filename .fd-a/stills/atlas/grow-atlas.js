// Makes an atlas: every neuron of the requested layers, one layer after the other. Each finished neuron is written to
// disk at once, and the next call continues from there: the journal (see `journal.ts`) records the layer in progress,
// `atlas.json` the complete layers.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pageFile, readAtlas, writeAtlas, writeInFolder } from '../../atlas/folder.js';
import { pageOf } from '../../atlas/page.js';
import { withSimilar } from '../../atlas/similar.js';
import { explainDiskError } from '../../disk/disk-errors.js';
import { makeFolders, TEMPORARY } from '../../disk/durable.js';
import { listFolder } from '../../disk/files.js';
import { takeLock } from '../../disk/lock.js';
import { onnxEngine } from '../../engines/onnx-engine.js';
import { UserError } from '../../errors.js';
import { findLayer, neuronCount } from '../../network/layers.js';
import { growStills } from '../grow-stills.js';
import { openClassifier } from './classes.js';
import { measureStill } from './climb.js';
import { journalFile, openJournal, readJournal } from './journal.js';
import { thumbnailPlan } from './plan.js';
import { layOutSheets } from './sheets.js';
/**
 * Makes an atlas, or continues it.
 *
 * @throws UserError LAYER_UNKNOWN, SIZE_TOO_SMALL; ATLAS_UNUSABLE when the folder holds the atlas of another network or
 *   plan, is damaged, or is in use by another process; OUTPUT_UNWRITABLE, DISK_FULL.
 */
export async function growAtlas(request) {
    const { model, folder, plan, threads } = request;
    // Reports errors before the first neuron.
    for (const name of request.layers)
        thumbnailPlan(model, name, plan);
    const unlock = await lockFolder(folder);
    try {
        const start = await openAtlas(request);
        const classifier = await openClassifier(model, () => onnxEngine(threads === undefined ? {} : { threads }));
        try {
            return await complete(request, start, classifier);
        }
        finally {
            await classifier.close();
        }
    }
    finally {
        await unlock();
    }
}
/** Creates the folder and locks it. @returns a function that unlocks it. */
async function lockFolder(folder) {
    try {
        await makeFolders(folder);
        const lock = await takeLock(join(folder, LOCK));
        if ('release' in lock)
            return lock.release;
        const { pid, host, since } = lock.holder;
        throw new UserError('ATLAS_UNUSABLE', `another process is making the atlas in ${folder} (${pid} on ${host}, since ${since})`);
    }
    catch (error) {
        throw explainDiskError(error, folder);
    }
}
const LOCK = 'lock';
/** The atlas so far. If there is none, an empty one is written, which marks the folder as ours. */
async function openAtlas({ folder, network, plan, madeBy }) {
    const found = await readAtlas(folder);
    if (found !== undefined) {
        refuseOther(found, { folder, network, plan });
        return { ...found, madeBy };
    }
    const others = (await listFolder(folder)).filter((name) => name !== LOCK && !name.endsWith(TEMPORARY));
    if (others.length > 0) {
        throw new UserError('ATLAS_UNUSABLE', `${folder} contains other files and no atlas (${others[0]})`, {
            hint: 'name a new folder with --out',
        });
    }
    const atlas = { network, madeBy, plan, layers: [] };
    await writeAtlas(folder, atlas);
    return atlas;
}
function refuseOther(found, { folder, network, plan }) {
    if (found.network.hash !== network.hash) {
        const other = found.network.name === network.name ? `another ${network.name}` : found.network.name;
        throw new UserError('ATLAS_UNUSABLE', `${folder} holds the atlas of ${other}, not of this ${network.name}`, {
            hint: 'name a new folder with --out',
        });
    }
    const { cell, seed, steps } = found.plan;
    if (cell === plan.cell && seed === plan.seed && steps === plan.steps)
        return;
    throw new UserError('ATLAS_UNUSABLE', `${folder} holds an atlas with thumbnails of ${cell} px, seed ${seed}, ${steps} steps; ` +
        `this request has ${plan.cell} px, seed ${plan.seed}, ${plan.steps} steps`, {
        hint: steps === plan.steps
            ? `--size ${cell} --seed ${seed} continues it; --out starts another`
            : '--out starts another',
    });
}
async function complete(request, start, classifier) {
    const { folder, model, onEvent } = request;
    const page = pageFile(folder);
    // In the order of the network.
    const wanted = model.layers.map(({ name }) => name).filter((name) => request.layers.includes(name));
    const missing = wanted.filter((name) => start.layers.every((layer) => layer.name !== name));
    await emitStart(request, wanted, missing);
    let atlas = start;
    for (const name of missing) {
        const entries = await growLayer(request, name, classifier);
        const layer = await layOut(name, entries);
        const { sheets } = layer;
        if (entries.length < neuronsOf(model, name)) {
            const all = sheets.length === 0 ? atlas.layers : inOrder(model, [...atlas.layers, layer]);
            await writePage(folder, { ...atlas, layers: all }, sheets);
            return { atlas, page, stopped: true };
        }
        for (const { file, bytes } of sheets)
            await writeInFolder(join(folder, file), bytes);
        const kept = { ...layer, sheets: sheets.map(({ bytes: _, ...sheet }) => sheet) };
        atlas = { ...atlas, layers: inOrder(model, [...atlas.layers, kept]) };
        await writeAtlas(folder, atlas);
        await writePage(folder, atlas, []);
        await rm(journalFile(folder, name), { force: true });
        const dead = layer.neurons.filter((neuron) => neuron.dead).length;
        onEvent?.({ kind: 'layer', layer: name, neurons: entries.length, dead });
    }
    // An older version may have written the existing page.
    if (missing.length === 0)
        await writePage(folder, atlas, []);
    return { atlas, page, stopped: false };
}
async function emitStart(request, wanted, missing) {
    const { folder, model, network, plan, onEvent } = request;
    const count = (names) => names.reduce((sum, name) => sum + neuronsOf(model, name), 0);
    let known = count(wanted) - count(missing);
    for (const layer of missing)
        known += (await readJournal(folder, { network, plan, layer })).size;
    onEvent?.({ kind: 'start', network: network.name, folder, neurons: count(wanted), known });
}
/** Makes the missing neurons of a layer. @returns all of the layer, in order; fewer when the signal stopped it. */
async function growLayer(request, layer, classifier) {
    const { folder, model, network, plan, threads, signal, onEvent } = request;
    const journal = await openJournal(folder, { network, plan, layer });
    const entries = new Map(journal.entries);
    try {
        const missing = Array.from({ length: neuronsOf(model, layer) }, (_, i) => i).filter((i) => !entries.has(i));
        const stills = missing.map((index) => ({
            objective: [{ neuron: { layer, index }, weight: 1 }],
            seed: plan.seed,
        }));
        for await (const still of growStills(model, stills, thumbnailPlan(model, layer, plan), { threads, signal })) {
            const neuron = missing[still.index];
            const entry = await measureStill(neuron, still, plan.cell, classifier.classesOf);
            await journal.append(entry);
            entries.set(neuron, entry);
            onEvent?.({ kind: 'neuron', layer, neuron, dead: entry.measured.dead });
        }
    }
    catch (error) {
        if (signal?.aborted !== true || error !== signal.reason)
            throw error;
    }
    finally {
        await journal.close();
    }
    return [...entries.values()].sort((one, other) => one.measured.neuron - other.measured.neuron);
}
async function layOut(name, entries) {
    const thumbnails = entries.map(({ thumbnail }) => thumbnail);
    const sheets = entries.length === 0 ? [] : await layOutSheets(name, thumbnails);
    return { name, sheets, neurons: withSimilar(entries.map(({ measured }) => measured)) };
}
/** @param laid - Sheets that are not on disk. */
async function writePage(folder, atlas, laid) {
    const pieces = await pageOf(atlas, ({ file }) => {
        return laid.find((sheet) => sheet.file === file)?.bytes ?? readSheet(join(folder, file));
    });
    await writeInFolder(pageFile(folder), ...pieces);
}
async function readSheet(path) {
    return readFile(path).catch((cause) => {
        throw new UserError('ATLAS_UNUSABLE', `${path}, a part of the atlas, cannot be read`, {
            hint: 'move the folder away and make the atlas again',
            cause,
        });
    });
}
function neuronsOf(model, layer) {
    return neuronCount(findLayer(model, layer));
}
function inOrder(model, layers) {
    const place = new Map(model.layers.map(({ name }, i) => [name, i]));
    return [...layers].sort((one, other) => place.get(one.name) - place.get(other.name));
}
//# sourceMappingURL=grow-atlas.js.map