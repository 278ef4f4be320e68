// ONNX files of other authors: graphs of the ONNX Model Zoo with random weights, and trained files from packages.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { create, toBinary } from '@bufbuild/protobuf';
import {
  type GraphProto,
  ModelProtoSchema,
  type NodeProto,
  ValueInfoProtoSchema,
} from '../../../src/onnx-format/gen/onnx_pb.js';
import { floatTensor } from '../../../src/onnx-format/proto.js';
import { decodeOnnx } from '../../../src/onnx-format/read.js';
import { type Tensor, tensor } from '../../../src/tensor/tensor.js';
import { randomTensor } from './nets.js';

/** A graph of the ONNX Model Zoo up to its last convolution, with random weights whose size keeps the values near 1. */
export function zooFile(name: string): Uint8Array {
  const model = decodeOnnx(gunzipSync(readFileSync(new URL(`../../fixtures/onnx/${name}.onnx.gz`, import.meta.url))));
  const graph = model.graph!;
  const shapes = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const blanks = graph.node.filter(({ opType }) => opType === 'ConstantOfShape');
  for (const [i, { input, output }] of blanks.entries()) {
    const { dims, int64Data, rawData } = shapes.get(input[0]!)!;
    const count = Number(dims[0] ?? 0);
    const stored = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength);
    const shape = Array.from({ length: count }, (_, at) => Number(int64Data[at] ?? stored.getBigInt64(8 * at, true)));
    graph.initializer.push(floatTensor(output[0]!, filled(shape, roleOf(graph, output[0]!), i)));
  }
  graph.node = graph.node.filter((node) => !blanks.includes(node));
  return toBinary(ModelProtoSchema, model);
}

/** The path of a trained file in a package. */
export function packagedFile(packageFile: string, path: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(packageFile)), path);
}

/** The file with one more output. */
export function withOutput(bytes: Uint8Array, name: string): Uint8Array {
  const model = decodeOnnx(bytes);
  model.graph!.output.push(create(ValueInfoProtoSchema, { name, type: { tensorType: { elemType: 1 } } }));
  return toBinary(ModelProtoSchema, model);
}

interface Role {
  readonly node: NodeProto;
  readonly input: number;
}

function roleOf({ node: nodes }: GraphProto, name: string): Role {
  for (const node of nodes) {
    const input = node.input.indexOf(name);
    if (input >= 0) return { node, input };
  }
  throw new RangeError(`No node reads ${name}.`);
}

function filled(shape: readonly number[], { node, input }: Role, seed: number): Tensor {
  const fanIn = shape.slice(1).reduce((product, size) => product * size, 1);
  if (node.opType === 'Gemm') return tensor(shape); // behind the last convolution
  if (node.opType === 'Conv') {
    return input === 1 ? randomTensor(shape, seed, Math.sqrt(2 / fanIn)) : randomTensor(shape, seed, 0.1);
  }
  const near = randomTensor(shape, seed, 0.1);
  // Scales, variances and factors are near 1; offsets and means are near 0.
  const isNearOne = node.opType === 'BatchNormalization' ? input === 1 || input === 4 : node.opType !== 'Add';
  return isNearOne ? { shape, data: near.data.map((value) => 1 + value) } : near;
}
