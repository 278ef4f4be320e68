import { fromBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { gradient } from '../../src/graph/gradient.js';
import { isOp, type Node, topologicalOrder } from '../../src/graph/graph.js';
import { add, averagePool, constant, conv, dot, input, maxPool, relu, spatialMean } from '../../src/graph/ops.js';
import type { ScoreGraph } from '../../src/graph/score-graph.js';
import { exportOnnx } from '../../src/onnx-format/export.js';
import { type ModelProto, ModelProtoSchema, type ValueInfoProto } from '../../src/onnx-format/gen/onnx_pb.js';
import { scoreGraph } from '../../src/optvis/objective.js';
import {
  kernelMove,
  picture,
  randomConstant,
  randomTensor,
  squareWindow,
  tinyInception,
} from '../support/networks/nets.js';

function decoded(outputs: Readonly<Record<string, Node>>): ModelProto {
  return fromBinary(ModelProtoSchema, exportOnnx(outputs));
}

const kinds = (model: ModelProto) => model.graph!.node.map((node) => node.opType);

function dimensions(info: ValueInfoProto | undefined): unknown[] {
  const { dim } = info!.type!.tensorType!.shape!;
  return dim.map(({ value }) => (value.case === 'dimValue' ? Number(value.value) : value.value));
}

describe('exportOnnx', () => {
  const image = picture();

  it('names inputs and outputs as asked, heights and widths left open', () => {
    const model = decoded({ y: relu(image), z: spatialMean(image) });
    expect(model.graph!.input.map(({ name }) => name)).toEqual(['image']);
    expect(model.graph!.output.map(({ name }) => name)).toEqual(['y', 'z']);
    expect(dimensions(model.graph!.input[0])).toEqual([1, 3, 'height', 'width']);
    const [batch, channels, ...plane] = dimensions(model.graph!.output[0]);
    expect([batch, channels]).toEqual([1, 3]);
    for (const dimension of plane) expect(dimension).toEqual(expect.any(String));
    expect(dimensions(model.graph!.output[1])).toEqual([1, 3]);
  });

  it('says which version of the language it is written in', () => {
    const model = decoded({ y: relu(image) });
    expect(model.opsetImport.map(({ domain, version }) => [domain, Number(version)])).toEqual([['', 17]]);
    expect(Number(model.irVersion)).toBe(8);
  });

  it('gives every value one name, and uses only names that were given before', () => {
    const y = tinyInception(image);
    const score = dot(input('weights', [1, 11]), spatialMean(y));
    const { graph } = decoded({ score, gradient: gradient(score, image) });
    const known = new Set([...graph!.input, ...graph!.initializer].map(({ name }) => name));
    expect(known.size).toBe(graph!.input.length + graph!.initializer.length);
    for (const node of graph!.node) {
      for (const name of node.input) expect(known).toContain(name);
      for (const name of node.output) {
        expect(known).not.toContain(name);
        known.add(name);
      }
    }
    for (const { name } of graph!.output) expect(known).toContain(name);
  });

  it('computes what is shared once, and stores a tensor that is used twice once', () => {
    const kernel = constant(randomTensor([3, 3, 1, 1]));
    const shared = conv(image, kernel, undefined, kernelMove());
    const { graph } = decoded({ y: add(shared, conv(shared, kernel, undefined, kernelMove())) });
    expect(graph!.node.map((node) => node.opType)).toEqual(['Conv', 'Conv', 'Add', 'Identity']);
    expect(graph!.initializer).toHaveLength(1);
  });

  it('gives an input that is an output too its second name', () => {
    expect(kinds(decoded({ y: image }))).toEqual(['Identity']);
  });

  it('stores the numbers of a constant, also one that is a part of a larger buffer', () => {
    const data = Float32Array.of(9, 1, 2, 3).subarray(1);
    const { graph } = decoded({ y: constant({ shape: [1, 3], data }) });
    const { rawData, dims } = graph!.initializer[0]!;
    expect(dims.map(Number)).toEqual([1, 3]);
    expect([...new Float32Array(rawData.slice().buffer)]).toEqual([1, 2, 3]);
  });

  it('runs the gradient of stride-1 convolutions and average pools as convolutions and average pools', () => {
    const y = averagePool(
      conv(image, randomConstant([4, 3, 3, 3]), undefined, kernelMove('same')),
      squareWindow(3, 1, 'same'),
    );
    const operations = kinds(decoded({ y: gradient(dot(randomRow(4), spatialMean(y)), image) }));
    expect(operations).toContain('Conv');
    expect(operations).toContain('AveragePool');
    expect(operations).not.toContain('ConvTranspose');
  });

  it('leaves no slice, scatter or transposed convolution but where a stride or a pool needs it', () => {
    const graph = scoreGraph(image, [{ layer: 'y', node: tinyInception(image) }]);
    const count = (operation: string) =>
      kinds(decoded({ score: graph.score, gradient: graph.gradient })).filter((kind) => kind === operation).length;
    // One max pool behind the stem; of the reduction block's pool each of the 5 parts of the map has its own.
    expect(count('ScatterElements')).toBe(6);
    // One strided convolution reads a single map, one a map of 5 parts; the last layer's 5 kernels are combined at run time.
    expect(count('ConvTranspose')).toBe(1 + 5 + 5);
    expect(sliced(graph)).toEqual(['input', 'convAdjoint by combineKernels']);
  });

  it('names a strided pool’s padding by rule, so that it holds at every size', () => {
    const [pool] = decoded({ y: maxPool(image, squareWindow(3, 2, 'same')) }).graph!.node;
    const automatic = pool!.attribute.find(({ name }) => name === 'auto_pad');
    expect(new TextDecoder().decode(automatic!.s)).toBe('SAME_UPPER');
  });
});

/** What the graph cuts channels off: the operation, and what the kernel is where it is a convolution's adjoint. */
function sliced({ score, gradient: slope }: ScoreGraph): string[] {
  const cut = topologicalOrder([score, slope]).flatMap((node) =>
    isOp(node, 'sliceChannels') ? [node.inputs[0]!] : [],
  );
  return [...new Set(cut.map((of) => (isOp(of, 'convAdjoint') ? `${of.op} by ${of.inputs[1]!.op}` : of.op)))];
}

function randomRow(channels: number): Node {
  return constant(randomTensor([1, channels]));
}
