import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { isOp, type Node } from '../../../src/graph/graph.js';
import { inferShapes, shapeOf } from '../../../src/graph/shapes.js';
import { openOnnx } from '../../../src/models/onnx/onnx.js';
import { ONNX_OPERATIONS } from '../../../src/models/onnx/translate.js';
import { type TensorProto, TensorProtoSchema } from '../../../src/onnx-format/gen/onnx_pb.js';
import { looksLikeOnnx } from '../../../src/onnx-format/read.js';
import { beforeActivation } from '../../../src/optvis/objective.js';
import { randomTensor } from '../../support/networks/nets.js';
import { type FileSpec, type NodeSpec, onnxFile } from '../../support/onnx/file.js';
import { architectureFile } from '../../support/onnx/nets.js';
import { PLAIN } from '../../support/onnx/open.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurozoom-onnx-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(bytes: Uint8Array | string, name = 'net.onnx'): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const open = (path: string) => openOnnx(path, { name: 'net', preprocessing: PLAIN });
const openBytes = (bytes: Uint8Array | string) => open(write(bytes));

const KERNEL = randomTensor([2, 3, 1, 1], 61);
const conv = (output: string, more: Partial<NodeSpec> = {}): NodeSpec => ({
  op: 'Conv',
  inputs: ['x', 'k'],
  outputs: [output],
  ...more,
});

/** A file with one convolution and the nodes after it. */
const file = (nodes: readonly NodeSpec[], more: Partial<FileSpec> = {}): Uint8Array =>
  onnxFile({ opset: 17, nodes, weights: { k: KERNEL }, outputs: [nodes.at(-1)!.outputs[0]!], ...more });

/** The error of opening the file or of reading its last layer. */
async function errorOf(bytes: Uint8Array | string): Promise<UserError> {
  try {
    const { layers } = await openBytes(bytes);
    void layers.at(-1)!.node;
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).exitCode).toBe(2);
    expect((error as UserError).message).toContain(join(folder, 'net.onnx'));
    return error as UserError;
  }
  throw new Error('Expected an error.');
}

describe('layers of an ONNX file', () => {
  it('have the unique names of their nodes, or operation and number', async () => {
    const { layers } = await openBytes(
      file([
        conv('a', { name: 'first' }),
        { op: 'Relu', inputs: ['a'], outputs: ['b'], name: 'first' },
        { op: 'Relu', inputs: ['b'], outputs: ['c'] },
        { op: 'Relu', inputs: ['c'], outputs: ['d'], name: 'Relu_1' },
        { op: 'Relu', inputs: ['d'], outputs: ['e'] },
      ]),
    );
    expect(layers.map(({ name, kind }) => [name, kind])).toEqual([
      ['first', 'Conv'],
      ['first_2', 'Relu'],
      ['Relu_2', 'Relu'],
      ['Relu_1', 'Relu'],
      ['Relu_3', 'Relu'],
    ]);
  });

  it('are the nodes that depend on the picture, not those that compute shapes and weights', async () => {
    const { layers } = await openBytes(
      file([
        { op: 'Shape', inputs: ['x'], outputs: ['s'] },
        { op: 'Neg', inputs: ['k'], outputs: ['minus'] },
        { op: 'Conv', inputs: ['x', 'minus'], outputs: ['y'] },
      ]),
    );
    expect(layers.map(({ kind }) => kind)).toEqual(['Conv']);
  });

  it('count their parameters', async () => {
    const { layers } = await openBytes(
      file(
        [
          { op: 'Conv', inputs: ['x', 'k', 'b'], outputs: ['a'] },
          { op: 'BatchNormalization', inputs: ['a', 'b', 'b', 'b', 'v'], outputs: ['y'] },
          { op: 'Slice', inputs: ['y', 'i', 'j'], outputs: ['z'] },
        ],
        {
          weights: { k: KERNEL, b: randomTensor([2]), v: { shape: [2], data: Float32Array.of(1, 2) }, i: [0], j: [1] },
        },
      ),
    );
    expect(layers.map(({ parameters }) => parameters)).toEqual([8, 8, 0]);
  });

  it('are in the order of the file, which may be any', async () => {
    const { layers } = await openBytes(
      file([{ op: 'Relu', inputs: ['a'], outputs: ['y'] }, conv('a', { name: 'c' })], { outputs: ['y'] }),
    );
    expect(layers.map(({ kind }) => kind)).toEqual(['Relu', 'Conv']);
    expect(shapeOf(layers[0]!.node)).toEqual([1, 2, null, null]);
  });

  it('are read before their activation, SiLU too', async () => {
    const { layers } = await openBytes(
      file(
        [
          conv('a'),
          { op: 'Sigmoid', inputs: ['a'], outputs: ['s'] },
          { op: 'Mul', inputs: ['s', 'a'], outputs: ['b'] },
          { op: 'Clip', inputs: ['b', '', 'six'], outputs: ['c'] },
        ],
        { weights: { k: KERNEL, six: { shape: [], data: Float32Array.of(6) } } },
      ),
    );
    const [first, , swish, clip] = layers.map(({ node }) => node);
    expect(beforeActivation(swish!)).toBe(first);
    expect(beforeActivation(clip!)).toBe(swish);
  });

  it('may be thousands deep', async () => {
    const nodes = Array.from(
      { length: 15_000 },
      (_, i): NodeSpec => ({
        op: 'Relu',
        inputs: [i === 0 ? 'x' : `v${i - 1}`],
        outputs: [`v${i}`],
      }),
    );
    const { layers } = await openBytes(file(nodes));
    expect(shapeOf(layers.at(-1)!.node)).toEqual([1, 3, null, null]);
  });
});

describe('an unsupported operation', () => {
  const behind = file([
    conv('a', { name: 'known' }),
    { op: 'LSTM', inputs: ['a', 'k', 'k'], outputs: ['b'], name: 'memory' },
    { op: 'Relu', inputs: ['b'], outputs: ['c'], name: 'behind' },
    { op: 'Relu', inputs: ['a'], outputs: ['d'], name: 'beside' },
  ]);

  it('does no harm beside or behind the requested layer', async () => {
    const { layers } = await openBytes(behind);
    const get = (name: string) => layers.find((layer) => layer.name === name)!.node;
    expect(shapeOf(get('known'))).toEqual([1, 2, null, null]);
    expect(isOp(get('beside'), 'relu')).toBe(true);
    expect(() => get('behind')).toThrow(UserError);
  });

  it('is named with its node, and the hint lists what is supported', async () => {
    const { layers } = await openBytes(behind);
    const ask = () => layers.find(({ name }) => name === 'behind')!.node;
    expect(ask).toThrow(
      /the node 'memory' \(LSTM\) of .*net\.onnx cannot be used: the operation LSTM is not supported/,
    );
    try {
      ask();
    } catch (error) {
      expect((error as UserError).code).toBe('OP_UNSUPPORTED');
      expect((error as UserError).hint).toBe(`known: ${ONNX_OPERATIONS.join(', ')}`);
    }
    expect(ask).toThrow(UserError); // and again
  });

  it('is every operation of another domain', async () => {
    const { message } = await errorOf(file([conv('a', { domain: 'com.microsoft' })]));
    expect(message).toContain('com.microsoft.Conv');
  });
});

describe('a file of fixed picture size', () => {
  it('works at any size if it ends in a pool as large as its map', async () => {
    const { layers } = await openBytes(architectureFile('plain'));
    const last = layers.at(-1)!.node;
    expect(inferShapes([last], { height: 40, width: 52 }).get(last)).toEqual([1, 5]);
  });

  it('has a fixed size from a dense layer of a whole map on, and any size before it', async () => {
    const { layers } = await openBytes(
      file(
        [
          conv('a'),
          { op: 'Reshape', inputs: ['a', 's'], outputs: ['f'] },
          { op: 'Gemm', inputs: ['f', 'w'], outputs: ['y'] },
        ],
        { weights: { k: KERNEL, s: [1, 40], w: randomTensor([40, 5]) }, input: [1, 3, 4, 5] },
      ),
    );
    const shapeAt = (node: Node, height: number, width: number) => inferShapes([node], { height, width }).get(node);
    expect(shapeAt(layers[0]!.node, 9, 9)).toEqual([1, 2, 9, 9]);
    expect(shapeAt(layers[2]!.node, 4, 5)).toEqual([1, 5]);
    expect(() => shapeAt(layers[2]!.node, 9, 9)).toThrow(/inputs of a dense layer/);
  });
});

describe('the picture', () => {
  it('may have its channels last', async () => {
    const { layers } = await openBytes(
      file(
        [
          { op: 'Transpose', inputs: ['x'], outputs: ['t'], attributes: { perm: [0, 3, 1, 2] } },
          conv('y', { inputs: ['t', 'k'] }),
        ],
        {
          input: ['n', 'h', 'w', 3],
        },
      ),
    );
    expect(shapeOf(layers.at(-1)!.node)).toEqual([1, 2, null, null]);
  });

  it('needs a stated preprocessing', async () => {
    const path = write(file([conv('y')]));
    await expect(openOnnx(path, { name: 'net' })).rejects.toMatchObject({ code: 'PREPROCESSING_UNKNOWN' });
  });

  it.each<[string, readonly (number | string)[]]>([
    ['tokens', ['batch', 'sequence']],
    ['one channel', ['n', 1, 28, 28]],
    ['a volume', ['n', 3, 8, 8, 8]],
  ])('must be one picture: not %s', async (_title, input) => {
    const { code, message } = await errorOf(file([conv('y')], { input }));
    expect(code).toBe('NETWORK_UNREADABLE');
    expect(message).toMatch(/does not have exactly one picture input; its inputs are: 'x' \[/);
  });
});

/** A tensor `[2, 3, 1, 1]` of 1 to 6, in another type. */
const raw = (dataType: number, bytes: ArrayBuffer): TensorProto =>
  create(TensorProtoSchema, { dataType, dims: [2n, 3n, 1n, 1n], rawData: new Uint8Array(bytes) });
const COUNTED = [1, 2, 3, 4, 5, 6];
/** 1 to 6 in IEEE half precision. */
const HALVES = [0x3c00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600];
/** 1 to 6 in bfloat16: the upper halves of float32. */
const BFLOATS = [0x3f80, 0x4000, 0x4040, 0x4080, 0x40a0, 0x40c0];
const listed = (dataType: number, list: Partial<TensorProto>): TensorProto =>
  create(TensorProtoSchema, { dataType, dims: [2n, 3n, 1n, 1n], ...(list as Record<string, never>) });

describe('weights', () => {
  it.each<[string, TensorProto]>([
    ['float32', raw(1, Float32Array.from(COUNTED).buffer)],
    ['float32, listed', listed(1, { floatData: COUNTED })],
    ['float16', raw(10, Uint16Array.from(HALVES).buffer)],
    ['float16, listed', listed(10, { int32Data: HALVES })],
    ['bfloat16', raw(16, Uint16Array.from(BFLOATS).buffer)],
    ['float64', raw(11, Float64Array.from(COUNTED).buffer)],
    ['float64, listed', listed(11, { doubleData: COUNTED })],
    ['int64', raw(7, BigInt64Array.from(COUNTED.map(BigInt)).buffer)],
    ['int64, listed', listed(7, { int64Data: COUNTED.map(BigInt) })],
    ['int32', raw(6, Int32Array.from(COUNTED).buffer)],
    ['int32, listed', listed(6, { int32Data: COUNTED })],
    ['int16', raw(5, Int16Array.from(COUNTED).buffer)],
    ['uint16', raw(4, Uint16Array.from(COUNTED).buffer)],
    ['int8', raw(3, Int8Array.from(COUNTED).buffer)],
    ['uint8', raw(2, Uint8Array.from(COUNTED).buffer)],
    ['uint8, listed', listed(2, { int32Data: COUNTED })],
  ])('may be %s', async (_title, k) => {
    const cast: NodeSpec = { op: 'Cast', inputs: ['k'], outputs: ['f'], attributes: { to: 1 } };
    const { layers } = await openBytes(file([cast, conv('y', { inputs: ['x', 'f'] })], { weights: { k } }));
    const kernel = layers.at(-1)!.node.inputs[1]!;
    expect(isOp(kernel, 'constant') && [...kernel.attributes.tensor.data]).toEqual(COUNTED);
  });

  const external = (entries: Readonly<Record<string, string>>): TensorProto =>
    create(TensorProtoSchema, {
      dataType: 1,
      dims: [2n, 3n, 1n, 1n],
      dataLocation: 1,
      externalData: Object.entries(entries).map(([key, value]) => ({ key, value })),
    });
  const withExternal = (entries: Readonly<Record<string, string>>) =>
    file([conv('y')], { weights: { k: external(entries) } });

  it('may be in a file beside the network, or below it', async () => {
    mkdirSync(join(folder, 'parts'), { recursive: true });
    const data = new Uint8Array(40);
    data.set(new Uint8Array(Float32Array.from(COUNTED).buffer), 16);
    write(data, join('parts', 'weights.bin'));
    const path = write(withExternal({ location: 'parts/weights.bin', offset: '16', length: '24' }));
    const kernel = (await open(path)).layers.at(-1)!.node.inputs[1]!;
    expect(isOp(kernel, 'constant') && [...kernel.attributes.tensor.data]).toEqual(COUNTED);
  });

  it.each([
    ['above the folder', { location: '../weights.bin' }, /outside of the model's folder/],
    ['above the folder, hidden', { location: 'parts/../../weights.bin' }, /outside of the model's folder/],
    ['at an absolute path', { location: '/etc/passwd' }, /outside of the model's folder/],
    ['behind a link to outside', { location: 'link.bin' }, /a link to outside/],
    ['in a missing file', { location: 'missing.bin' }, /does not exist/],
    ['in a folder', { location: 'parts' }, /not a file/],
    ['in a short file', { location: 'short.bin' }, /needs 24 bytes from offset 0 of 'short.bin', which has 20/],
    ['beyond the end', { location: 'short.bin', offset: '99999999999999999999' }, /needs 24 bytes/],
    ['in a part of another length', { location: 'short.bin', length: '20' }, /the file declares 20/],
    ['at no location', {}, /outside of the model's folder/],
  ])('are refused %s', async (_title, entries, message) => {
    mkdirSync(join(folder, 'parts'), { recursive: true });
    write(new Uint8Array(20), 'short.bin');
    rmSync(join(folder, 'link.bin'), { force: true });
    symlinkSync('/etc/hostname', join(folder, 'link.bin'));
    expect((await errorOf(withExternal(entries))).message).toMatch(message);
  });

  it.each<[string, TensorProto, RegExp]>([
    ['NaN', listed(1, { floatData: [1, 2, Number.NaN, 4, 5, 6] }), /the tensor 'k' of .* holds NaN at 2/],
    ['infinity', listed(1, { floatData: [1, 2, 3, 4, 5, Number.POSITIVE_INFINITY] }), /holds Infinity at 5/],
    [
      'with fewer numbers than their shape',
      listed(1, { floatData: [1, 2] }),
      /6 elements by its shape, but 2 in the file/,
    ],
    ['with half a number', raw(1, new ArrayBuffer(22)), /6 elements by its shape, but 5\.5 in the file/],
    ['with text', listed(8, {}), /elements of type 8/],
    [
      'with more dimensions than memory',
      create(TensorProtoSchema, { dataType: 1, dims: [1n << 40n, 1n << 40n], rawData: new Uint8Array(4) }),
      /impossible shape/,
    ],
    ['with a negative dimension', create(TensorProtoSchema, { dataType: 1, dims: [-2n, -3n] }), /impossible shape/],
  ])('are refused %s', async (_title, k, message) => {
    expect((await errorOf(file([conv('y')], { weights: { k } }))).message).toMatch(message);
  });
});

describe('a file that is not ONNX', () => {
  const whole = architectureFile('residual');

  it.each<[string, Uint8Array | string, RegExp]>([
    ['with no bytes', '', /it has no nodes/],
    ['cut in the middle', whole.subarray(0, whole.length >> 1), /is not an ONNX file, or is incomplete/],
    ['of HTML', '<!DOCTYPE html><html><body>Not found</body></html>', /is not an ONNX file/],
    ['of noise', Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3)) & 255), /is not an ONNX file/],
  ])('%s', async (_title, bytes, message) => {
    const { code, message: said } = await errorOf(bytes);
    expect(code).toBe('NETWORK_UNREADABLE');
    expect(said).toMatch(message);
  });

  it('that does not exist', async () => {
    await expect(open(join(folder, 'missing.onnx'))).rejects.toMatchObject({ code: 'NETWORK_UNREADABLE' });
  });

  it('is recognised by its first bytes', () => {
    const looks = (bytes: Uint8Array) => looksLikeOnnx(bytes.subarray(0, 4096));
    expect(looks(whole)).toBe(true);
    expect(looks(file([conv('y')]))).toBe(true);
    for (const text of ['', '<html>', '{"modelTopology": {}}', '\u0089HDF\r\n\u001a\n', 'PK\u0003\u0004']) {
      expect([text, looks(Buffer.from(text, 'latin1'))]).toEqual([text, false]);
    }
  });
});

describe('an invalid graph', () => {
  const relu = (from: string, to: string): NodeSpec => ({ op: 'Relu', inputs: [from], outputs: [to] });
  const ones = (...dims: readonly bigint[]) =>
    create(TensorProtoSchema, { dataType: 7, dims: [BigInt(dims.length)], int64Data: [...dims] });

  it.each<[string, Uint8Array, RegExp]>([
    ['with a cycle', file([relu('b', 'a'), relu('a', 'b')]), /the nodes form a cycle/],
    ['with a node that reads itself', file([conv('a'), relu('b', 'b')]), /the nodes form a cycle/],
    ['with two producers of one value', file([conv('a'), relu('x', 'a')]), /produces 'a', as does another node/],
    [
      'with an input that no node produces',
      file([relu('nowhere', 'n'), { op: 'Add', inputs: ['x', 'n'], outputs: ['y'] }]),
      /reads 'nowhere'/,
    ],
    ['that ignores the picture', file([relu('k', 'y')]), /computes nothing from its picture/],
    ['of an opset below the first', file([conv('y')], { opset: 6 }), /opset 6/],
    ['of an opset above the last', file([conv('y')], { opset: 99 }), /opset 99/],
    [
      'with a kernel for other channels',
      file([conv('y')], { weights: { k: randomTensor([2, 5, 1, 1]) } }),
      /does not fit 3 channels/,
    ],
    [
      'with a kernel of three dimensions',
      file([conv('y')], { weights: { k: randomTensor([2, 3, 1]) } }),
      /has 3 dimensions/,
    ],
    ['without a kernel', file([conv('y', { inputs: ['x'] })]), /its input 1 is missing/],
    [
      'with padding of a billion pixels',
      file([conv('y', { attributes: { pads: [2 ** 30, 0, 0, 0] } })]),
      /its pads are/,
    ],
    ['with a stride of 0', file([conv('y', { attributes: { strides: [0, 1] } })]), /'strides' is \[0, 1\]/],
    [
      'with maps of other shapes to add',
      file([conv('a'), { op: 'Add', inputs: ['x', 'a'], outputs: ['y'] }]),
      /cannot be broadcast/,
    ],
    [
      'with a constant larger than memory',
      file(
        [
          { op: 'ConstantOfShape', inputs: ['s'], outputs: ['c'] },
          { op: 'Add', inputs: ['x', 'c'], outputs: ['y'] },
        ],
        {
          weights: { s: ones(1n << 20n, 1n << 20n) },
        },
      ),
      /it makes a constant of the impossible shape/,
    ],
    [
      'with many constants, together larger than memory',
      file(
        [
          ...['a', 'b', 'c'].map((output): NodeSpec => ({ op: 'ConstantOfShape', inputs: ['s'], outputs: [output] })),
          { op: 'Concat', inputs: ['a', 'b', 'c'], outputs: ['all'], attributes: { axis: 0 } },
          { op: 'Add', inputs: ['x', 'all'], outputs: ['y'] },
        ],
        { weights: { s: ones(1n << 27n) } },
      ),
      /take too much memory/,
    ],
  ])('%s', async (_title, bytes, message) => {
    const { message: said } = await errorOf(bytes);
    expect(said).toMatch(message);
  });

  it('with more nodes than any network', async () => {
    const nodes = Array.from({ length: 20_001 }, (_, i) => relu(i === 0 ? 'x' : `v${i - 1}`, `v${i}`));
    expect((await errorOf(file(nodes))).message).toMatch(/more than 20000 nodes/);
  });
});
