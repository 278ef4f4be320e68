import { fromBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { gradient } from '../../src/graph/gradient.js';
import { isOp, type Node, topologicalOrder } from '../../src/graph/graph.js';
import {
  activation,
  activationAdjoint,
  add,
  averagePool,
  concat,
  constant,
  conv,
  dot,
  input,
  maxPool,
  relu,
  spatialMean,
} from '../../src/graph/ops.js';
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

  it('gives inputs and outputs their names, with free heights and widths', () => {
    const model = decoded({ y: relu(image), z: spatialMean(image) });
    expect(model.graph!.input.map(({ name }) => name)).toEqual(['image']);
    expect(model.graph!.output.map(({ name }) => name)).toEqual(['y', 'z']);
    expect(dimensions(model.graph!.input[0])).toEqual([1, 3, 'height', 'width']);
    const [batch, channels, ...plane] = dimensions(model.graph!.output[0]);
    expect([batch, channels]).toEqual([1, 3]);
    for (const dimension of plane) expect(dimension).toEqual(expect.any(String));
    expect(dimensions(model.graph!.output[1])).toEqual([1, 3]);
  });

  it('states its opset', () => {
    const model = decoded({ y: relu(image) });
    expect(model.opsetImport.map(({ domain, version }) => [domain, Number(version)])).toEqual([['', 17]]);
    expect(Number(model.irVersion)).toBe(8);
  });

  it('gives each value one name, and uses only names that are defined before', () => {
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

  it('computes a shared value once, and stores a tensor once', () => {
    const kernel = constant(randomTensor([3, 3, 1, 1]));
    const shared = conv(image, kernel, undefined, kernelMove());
    const { graph } = decoded({ y: add(shared, conv(shared, kernel, undefined, kernelMove())) });
    expect(graph!.node.map((node) => node.opType)).toEqual(['Conv', 'Conv', 'Add', 'Identity']);
    expect(graph!.initializer).toHaveLength(1);
  });

  it('gives an input that is also an output its second name', () => {
    expect(kinds(decoded({ y: image }))).toEqual(['Identity']);
  });

  it('stores a constant that is a part of a larger buffer', () => {
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

  it('has slices, scatters and transposed convolutions only for strides and pools', () => {
    const graph = scoreGraph(image, [{ layer: 'y', node: tinyInception(image) }]);
    const count = (operation: string) =>
      kinds(decoded({ score: graph.score, gradient: graph.gradient })).filter((kind) => kind === operation).length;
    // One max pool is after the stem. In the reduction block, each of the 5 parts of the map has its own.
    expect(count('ScatterElements')).toBe(6);
    // The last layer's kernels are combined at run time, and 3 of the 5 are larger than 1x1.
    expect(count('ConvTranspose')).toBe(3);
    expect(sliced(graph)).toEqual(['input', 'convAdjoint by combineKernels']);
  });

  it('states the shapes of intermediate values, with one name per size', () => {
    const half = conv(image, randomConstant([4, 3, 3, 3]), undefined, kernelMove('same', { strides: [2, 2] }));
    const pooled = averagePool(image, squareWindow(3, 2, 'same'));
    const { graph } = decoded({ y: relu(concat([half, pooled])), z: maxPool(half, squareWindow(2, 1, 'valid')) });
    const shapes = graph!.valueInfo.map((info) => dimensions(info).join(' '));
    const [height, width] = ['floor((height+1)/2)', 'floor((width+1)/2)'];
    expect(new Set(shapes)).toEqual(
      new Set([
        `1 4 ${height} ${width}`,
        `1 3 ${height} ${width}`,
        `1 7 ${height} ${width}`,
        `1 4 (${height}-1) (${width}-1)`,
      ]),
    );
  });

  it('omits values that nothing reads', () => {
    const y = activation(conv(image, randomConstant([4, 3, 3, 3]), undefined, kernelMove('same')), { kind: 'sigmoid' });
    // The slope of a sigmoid needs only its output, so phases of its input are not needed.
    const inputs = [
      picture(4, 'outgrad'),
      conv(image, randomConstant([4, 3, 1, 1], 9), undefined, kernelMove()),
      y,
    ] as const;
    const { graph } = decoded({ z: activationAdjoint(...inputs, { kind: 'sigmoid' }) });
    const read = new Set(graph!.node.flatMap(({ input: names }) => names));
    for (const { output } of graph!.node) if (output[0] !== 'z') expect(read).toContain(output[0]);
    for (const { name } of graph!.initializer) expect(read).toContain(name);
  });

  it("declares a strided pool's padding by rule, so that it holds at every size", () => {
    const [pool] = decoded({ y: maxPool(image, squareWindow(3, 2, 'same')) }).graph!.node;
    const automatic = pool!.attribute.find(({ name }) => name === 'auto_pad');
    expect(new TextDecoder().decode(automatic!.s)).toBe('SAME_UPPER');
  });
});

/** The operations whose channels the graph slices, with the kernel's operation for the adjoint of a convolution. */
function sliced({ score, gradient: slope }: ScoreGraph): string[] {
  const cut = topologicalOrder([score, slope]).flatMap((node) =>
    isOp(node, 'sliceChannels') ? [node.inputs[0]!] : [],
  );
  return [...new Set(cut.map((of) => (isOp(of, 'convAdjoint') ? `${of.op} by ${of.inputs[1]!.op}` : of.op)))];
}

function randomRow(channels: number): Node {
  return constant(randomTensor([1, channels]));
}
