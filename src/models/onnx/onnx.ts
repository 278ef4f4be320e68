// ONNX files as networks: opset 7 to 22, weights inside or in files beside it, channels first or last, of fixed or free size.

import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../../errors.js';
import type { Node } from '../../graph/graph.js';
import { input } from '../../graph/ops.js';
import {
  decodeOnnx,
  type GraphProto,
  looksLikeOnnx,
  type ModelProto,
  type ValueInfoProto,
} from '../../onnx-format/read.js';
import type { Model } from '../model.js';
import { preprocess, requirePreprocessing } from '../preprocessing.js';
import type { ModelSource, OpenOptions } from '../source.js';
import { onnxLayers } from './network.js';
import { tensorReader } from './tensors.js';
import { graphValue } from './values.js';

/** Versions of ONNX' operations that are read: from the first in which Reshape, Clip and Upsample look like today's, to the latest looked at. */
const OPSETS = { first: 7, last: 22 } as const;

/** Protocol buffers end at 2 GiB: beyond it weights lie in other files. */
const MOST_BYTES = 2 ** 31 - 1;

/** The element types of a picture: float32, float16, float64. */
const FLOATS: ReadonlySet<number> = new Set([1, 10, 11]);

/** The source of ONNX files. */
export const onnxSource: ModelSource = {
  name: 'ONNX',
  recognises: (_path, head) => looksLikeOnnx(head),
  open: openOnnx,
};

/**
 * Opens an ONNX file as a network. Layers are named like the nodes that make them, and are made when they are asked for.
 *
 * @throws UserError NETWORK_UNREADABLE or OP_UNSUPPORTED, naming the file and the place; PREPROCESSING_UNKNOWN when it was not said.
 */
export async function openOnnx(path: string, { name, preprocessing }: OpenOptions): Promise<Model> {
  const prepared = requirePreprocessing(preprocessing, path);
  const model = decoded(path, await bytesOf(path));
  const opset = opsetOf(path, model);
  const graph = model.graph!;
  const picture = pictureOf(path, graph);
  const tensors = tensorReader(path);
  const names = new Set<string>();
  for (const tensor of graph.initializer) {
    if (names.has(tensor.name)) throw unreadable(`the tensor '${tensor.name}' of ${path} is there twice`);
    names.add(tensor.name);
    if (tensor.dataLocation !== 0) tensors.check(tensor);
  }
  const image = input('image', [1, 3, 'height', 'width']);
  const node: Node = preprocess(image, prepared);
  const layers = onnxLayers(graph, { ...picture, file: path, opset, tensors, picture: graphValue(node, picture.view) });
  if (layers.length === 0) throw unreadable(`${path} computes nothing of its picture '${picture.input}'`);
  return { name, image, layers };
}

/** Every file that the weights of an ONNX file lie in, itself the first. @throws UserError NETWORK_UNREADABLE for what is none. */
export async function filesOfOnnx(path: string): Promise<readonly string[]> {
  const { initializer } = decoded(path, await bytesOf(path)).graph!;
  const beside = initializer.filter(({ dataLocation }) => dataLocation !== 0).map(tensorReader(path).fileOf);
  return [path, ...[...new Set(beside)].sort()];
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw unreadable(`${path} has ${size} bytes, more than an ONNX file may have`);
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw unreadable(`${path} cannot be read`, cause);
  }
}

function decoded(path: string, bytes: Uint8Array): ModelProto {
  try {
    const model = decodeOnnx(bytes);
    if (model.graph !== undefined && model.graph.node.length > 0) return model;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw unreadable(`${path} is not an ONNX file, or not all of one: ${why}`, cause);
  }
  throw unreadable(`${path} is not an ONNX file: it holds no nodes`);
}

function opsetOf(path: string, { opsetImport }: ModelProto): number {
  const own = opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx');
  const version = Number(own?.version ?? 1);
  if (version >= OPSETS.first && version <= OPSETS.last) return version;
  throw new UserError('OP_UNSUPPORTED', `${path} uses the operations of opset ${version}`, {
    hint: `known: ${OPSETS.first} to ${OPSETS.last}; exporters can be told which one to write`,
  });
}

interface Picture {
  readonly input: string;
  readonly view: 'nchw' | 'nhwc';
  readonly batch: number | null;
  readonly height: number | null;
  readonly width: number | null;
}

/** The one input that is not a weight: three channels, first or last. */
function pictureOf(path: string, graph: GraphProto): Picture {
  const weights = new Set(graph.initializer.map(({ name }) => name));
  const inputs = graph.input.filter(({ name }) => !weights.has(name));
  const pictures = inputs.flatMap((one) => asPicture(one) ?? []);
  const [picture] = pictures;
  if (picture !== undefined && pictures.length === 1) return picture;
  const said = inputs.map(
    (one) =>
      `'${one.name}' [${dimensionsOf(one)
        .map((size) => size ?? '?')
        .join(', ')}]`,
  );
  throw new UserError(
    'NETWORK_UNREADABLE',
    `${path} does not read one picture; its inputs are: ${said.join(', ') || 'none'}`,
    {
      hint: 'a network must read one picture of floats, [batch, 3, height, width] or [batch, height, width, 3]',
    },
  );
}

function asPicture(info: ValueInfoProto): Picture | undefined {
  const dims = dimensionsOf(info);
  if (dims.length !== 4 || !FLOATS.has(info.type!.tensorType!.elemType)) return undefined;
  const [batch, a, b, c] = [dims[0]!, dims[1]!, dims[2]!, dims[3]!];
  if (a === 3 || (a === null && c !== 3)) return { input: info.name, view: 'nchw', batch, height: b, width: c };
  return c === 3 ? { input: info.name, view: 'nhwc', batch, height: a, width: b } : undefined;
}

/** null where a dimension is named or not told. */
function dimensionsOf({ type }: ValueInfoProto): (number | null)[] {
  const dims = type?.tensorType?.shape?.dim ?? [];
  return dims.map(({ value }) => (value.case === 'dimValue' && value.value > 0n ? Number(value.value) : null));
}

function unreadable(message: string, cause?: unknown): UserError {
  return new UserError('NETWORK_UNREADABLE', message, { cause });
}
