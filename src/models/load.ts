// From a network's name, or the path of its file, to the network.

import { basename, join } from 'node:path';
import { exists, isFolder } from '../disk/files.js';
import { UserError } from '../errors.js';
import { kerasArchive } from './keras/archive.js';
import { kerasH5 } from './keras/h5.js';
import { outlineOf } from './keras/outline.js';
import { readLabels } from './labels.js';
import type { Model } from './model.js';
import { isWebPage, readHead } from './model-file.js';
import { onnxSource } from './onnx/onnx.js';
import type { ModelSource, OpenOptions } from './source.js';
import { BUNDLED, openBundled } from './store/bundled.js';
import { CATALOG, inCatalog } from './store/catalog.js';
import { NSFWJS_INCEPTION, openNsfwjsInception } from './store/nsfwjs.js';
import { findNetwork } from './store/registry.js';
import { expectUnchanged } from './store/verify.js';
import { tfjsLayers } from './tfjs/layers.js';

/** Kinds of files, in the order in which they are asked whether a file is theirs; ONNX has no mark of its own, and comes last. */
const SOURCES: readonly ModelSource[] = [kerasH5, kerasArchive, tfjsLayers, onnxSource];

/** What lies in a folder that is named in place of a file in it. */
const MAIN_FILE = 'model.json';

/**
 * Opens a network by its name, or by the path of its file (or of the folder of a TensorFlow.js model).
 *
 * @throws UserError NETWORK_UNKNOWN listing what there is; NETWORK_NOT_PULLED with the command for a known one that is not here; as openFile does.
 */
export async function openNetwork(nameOrPath: string, options: Partial<OpenOptions> = {}): Promise<Model> {
  if (nameOrPath === BUNDLED) return openBundled();
  if (nameOrPath === NSFWJS_INCEPTION) return openNsfwjsInception();
  const found = await findNetwork(nameOrPath);
  if (found !== undefined) {
    if (found.entry !== undefined) await expectUnchanged(found.path, found.entry);
    const model = await openFile(found.path, { ...found.options, ...options });
    return found.labels === undefined ? model : { ...model, labels: await readLabels(found.labels) };
  }
  if (nameOrPath !== '' && (await exists(nameOrPath))) return openFile(nameOrPath, options);
  if (/[\\/]|\.(?:h5|hdf5|keras|json|onnx)$/i.test(nameOrPath)) {
    throw new UserError('NETWORK_UNREADABLE', `there is no file ${nameOrPath}`);
  }
  const known = [BUNDLED, ...CATALOG.map(({ name }) => name), NSFWJS_INCEPTION];
  throw new UserError('NETWORK_UNKNOWN', `the network '${nameOrPath}' is not known`, {
    hint: `known: ${known.join(', ')}, and files: .h5, .keras, model.json, .onnx; all: neurozoom networks`,
  });
}

/**
 * A network to be described: as it is opened, or, where it is known and not pulled yet, its architecture without weights.
 *
 * @returns The network, and the error that says how to pull it where that is still to do.
 * @throws UserError as `openNetwork`, but NETWORK_NOT_PULLED for those that the catalog has no architecture of.
 */
export async function outlineNetwork(
  nameOrPath: string,
  options: Partial<OpenOptions> = {},
): Promise<{ readonly model: Model; readonly missing: UserError | undefined }> {
  try {
    return { model: await openNetwork(nameOrPath, options), missing: undefined };
  } catch (cause) {
    const entry = inCatalog(nameOrPath);
    if (entry === undefined || !(cause instanceof UserError) || cause.code !== 'NETWORK_NOT_PULLED') throw cause;
    return { model: outlineOf(entry.name, entry.architecture), missing: cause };
  }
}

/**
 * Opens a network's file, whatever kind it is of.
 *
 * @param options - Its name is by default that of the file, without the ending.
 * @throws UserError NETWORK_UNREADABLE when the file is of no kind that is known, damaged, or not complete; OP_UNSUPPORTED when it holds what cannot be
 *   used; PREPROCESSING_UNKNOWN when neither it nor the options say how pictures are prepared for it.
 */
export async function openFile(path: string, options: Partial<OpenOptions> = {}): Promise<Model> {
  const file = (await isFolder(path)) ? join(path, MAIN_FILE) : path;
  const head = await readHead(file);
  refuseOthers(file, head);
  const source = SOURCES.find((one) => one.recognises(file, head));
  if (source === undefined) {
    throw new UserError('NETWORK_UNREADABLE', `${file} is not a network of a kind that is known`, {
      hint: `known: ${SOURCES.map(({ name }) => name).join(', ')}`,
    });
  }
  try {
    return await source.open(file, { ...options, name: options.name ?? basename(path).replace(/\.\w+$/, '') });
  } catch (cause) {
    throw named(file, cause);
  }
}

/** What is said of a layer or a weight does not say whose. */
function named(file: string, cause: unknown): unknown {
  if (!(cause instanceof UserError) || cause.message.includes(file)) return cause;
  return new UserError(cause.code, `${file}: ${cause.message}`, { hint: cause.hint, cause });
}

/** What is found most often in place of a network that was downloaded. */
function refuseOthers(file: string, head: Uint8Array): void {
  if (isWebPage(head)) {
    throw new UserError('NETWORK_UNREADABLE', `${file} is a web page, not a network`, {
      hint: 'the address it came from shows a page about the file: look for the link to the file itself',
    });
  }
  if (new TextDecoder().decode(head).startsWith('version https://git-lfs')) {
    throw new UserError('NETWORK_UNREADABLE', `${file} only points to a network in Git LFS`, {
      hint: 'run git lfs pull',
    });
  }
}
