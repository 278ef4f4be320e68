// Small ONNX files of common architectures, node by node in their exporters' form, with random weights.

import { create } from '@bufbuild/protobuf';
import { TensorProtoSchema } from '../../../src/onnx-format/gen/onnx_pb.js';
import { randomTensor } from '../networks/nets.js';
import { type Attribute, type FileSpec, type NodeSpec, onnxFile, scalarTensor, type Weight } from './file.js';

/** Appends nodes; each method returns the name of its value. */
class Writer {
  readonly nodes: NodeSpec[] = [];
  readonly weights: Record<string, Weight> = {};
  #count = 0;

  op(op: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    this.#count += 1;
    const output = `value_${this.#count}`;
    this.nodes.push({ op, inputs, outputs: [output], attributes, name: `/net/${op}_${this.#count}` });
    return output;
  }

  weight(shape: readonly number[], values?: (value: number) => number): string {
    this.#count += 1;
    const name = `weight_${this.#count}`;
    const fanIn = shape.slice(1).reduce((product, size) => product * size, 1);
    const made = randomTensor(shape, this.#count, Math.sqrt(2 / fanIn));
    this.weights[name] = values === undefined ? made : { ...made, data: made.data.map(values) };
    return name;
  }

  integers(values: readonly number[]): string {
    this.#count += 1;
    this.weights[`integers_${this.#count}`] = values;
    return `integers_${this.#count}`;
  }

  conv(x: string, ins: number, outs: number, size: number, { stride = 1, groups = 1, bias = false } = {}): string {
    const pad = (size - 1) / 2;
    const inputs = [x, this.weight([outs, ins / groups, size, size]), ...(bias ? [this.weight([outs])] : [])];
    const how = { kernel_shape: [size, size], strides: [stride, stride], pads: [pad, pad, pad, pad], group: groups };
    return this.op('Conv', inputs, how);
  }

  norm(x: string, channels: number): string {
    const near = (value: number) => 1 + 0.2 * Math.tanh(value);
    const [s, b] = [this.weight([channels], near), this.weight([channels], (value) => 0.1 * value)];
    const [m, v] = [this.weight([channels], (value) => 0.1 * value), this.weight([channels], near)];
    return this.op('BatchNormalization', [x, s, b, m, v]);
  }

  unit(x: string, ins: number, outs: number, size: number, how: { stride?: number; groups?: number } = {}): string {
    return this.op('Relu', [this.norm(this.conv(x, ins, outs, size, how), outs)]);
  }

  /** `x.view(x.size(0), -1)`, in the form of PyTorch up to 1.5. */
  view(x: string): string {
    const whole = (value: bigint) =>
      this.op('Constant', [], { value: { tensor: create(TensorProtoSchema, { dataType: 7, int64Data: [value] }) } });
    const batch = this.op('Gather', [this.op('Shape', [x]), whole(0n)], { axis: 0 });
    const sizes = [batch, whole(-1n)].map((size) => this.op('Unsqueeze', [size], { axes: [0] }));
    return this.op('Reshape', [x, this.op('Concat', sizes, { axis: 0 })]);
  }

  classes(x: string, channels: number): string {
    const row = this.op('Flatten', [this.op('GlobalAveragePool', [x])]);
    return this.op('Gemm', [row, this.weight([5, channels]), this.weight([5])], { transB: 1 });
  }
}

interface Architecture {
  readonly opset: number;
  readonly input?: FileSpec['input'];
  /** @returns The file's output. */
  readonly build: (w: Writer) => string;
}

const ARCHITECTURES = {
  plain: {
    opset: 9,
    input: [1, 3, 16, 16],
    build: (w) => {
      const first = w.op('Relu', [w.conv('x', 3, 6, 3, { bias: true })]);
      const pooled = w.op('MaxPool', [first], { kernel_shape: [2, 2], strides: [2, 2] });
      const second = w.op('Relu', [w.conv(pooled, 6, 8, 3, { bias: true })]);
      const small = w.op('AveragePool', [second], { kernel_shape: [8, 8] });
      const row = w.op('Reshape', [small, w.integers([1, 8])]);
      const hidden = w.op('Dropout', [w.op('Relu', [w.op('Gemm', [row, w.weight([8, 6]), w.weight([6])])])]);
      return w.op('Softmax', [w.op('Gemm', [hidden, w.weight([6, 5]), w.weight([5])])], { axis: 1 });
    },
  },
  residual: {
    opset: 11,
    build: (w) => {
      const stem = w.op('MaxPool', [w.unit('x', 3, 8, 7, { stride: 2 })], {
        kernel_shape: [3, 3],
        strides: [2, 2],
        pads: [1, 1, 1, 1],
      });
      const left = w.norm(w.conv(w.unit(stem, 8, 8, 3), 8, 8, 3), 8);
      const first = w.op('Relu', [w.op('Add', [left, stem])]);
      const down = w.norm(w.conv(w.unit(first, 8, 12, 3, { stride: 2 }), 12, 12, 3), 12);
      const short = w.norm(w.conv(first, 8, 12, 1, { stride: 2 }), 12);
      return w.classes(w.op('Relu', [w.op('Add', [down, short])]), 12);
    },
  },
  inception: {
    opset: 13,
    build: (w) => {
      const stem = w.unit('x', 3, 6, 3);
      const normal = w.op('LRN', [stem], { size: 5, alpha: { float: 1e-2 } });
      const average = w.op('AveragePool', [normal], {
        kernel_shape: [3, 3],
        strides: [1, 1],
        pads: [1, 1, 1, 1],
        count_include_pad: 1,
      });
      const largest = w.op('MaxPool', [normal], { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 });
      const block = w.op(
        'Concat',
        [w.unit(normal, 6, 4, 1), w.unit(w.unit(normal, 6, 3, 1), 3, 4, 3), w.unit(average, 6, 3, 1)],
        { axis: 1 },
      );
      const reduced = w.op('Concat', [w.unit(block, 11, 5, 3, { stride: 2 }), largest], { axis: 1 });
      return w.classes(reduced, 11);
    },
  },
  dense: {
    opset: 12,
    build: (w) => {
      let x = w.conv('x', 3, 6, 3);
      let channels = 6;
      for (let layer = 0; layer < 3; layer++) {
        const before = w.op('Relu', [w.norm(x, channels)]);
        const grown = w.conv(w.unit(before, channels, 8, 1), 8, 4, 3);
        x = w.op('Concat', [x, grown], { axis: 1 });
        channels += 4;
      }
      const through = w.conv(w.op('Relu', [w.norm(x, channels)]), channels, 9, 1);
      return w.classes(w.op('AveragePool', [through], { kernel_shape: [2, 2], strides: [2, 2] }), 9);
    },
  },
  'squeeze and excitation': {
    opset: 14,
    build: (w) => {
      const swish = (x: string) => w.op('Mul', [x, w.op('Sigmoid', [x])]);
      const wide = swish(w.norm(w.conv('x', 3, 12, 1), 12));
      const deep = swish(w.norm(w.conv(wide, 12, 12, 5, { stride: 2, groups: 12 }), 12));
      const mean = w.op('ReduceMean', [deep], { axes: [2, 3], keepdims: 1 });
      const gate = w.op('Sigmoid', [w.conv(swish(w.conv(mean, 12, 3, 1, { bias: true })), 3, 12, 1, { bias: true })]);
      const narrow = w.norm(w.conv(w.op('Mul', [gate, deep]), 12, 8, 1), 8);
      return w.classes(w.op('HardSwish', [narrow]), 8);
    },
  },
  depthwise: {
    opset: 17,
    build: (w) => {
      w.weights.zero = scalarTensor(0);
      w.weights.six = scalarTensor(6);
      const relu6 = (x: string) => w.op('Clip', [x, 'zero', 'six']);
      const stem = relu6(w.norm(w.conv('x', 3, 8, 3, { stride: 2 }), 8));
      const wide = relu6(w.norm(w.conv(stem, 8, 16, 1), 16));
      const deep = relu6(w.norm(w.conv(wide, 16, 16, 3, { groups: 16 }), 16));
      const narrow = w.norm(w.conv(deep, 16, 8, 1), 8);
      return w.classes(w.op('Add', [narrow, stem]), 8);
    },
  },
  'channel shuffle': {
    opset: 9,
    input: [1, 3, 16, 16],
    build: (w) => {
      const stem = w.unit('x', 3, 8, 3);
      const grouped = w.unit(stem, 8, 8, 1, { groups: 2 });
      const split = w.op('Reshape', [grouped, w.integers([1, 2, 4, 16, 16])]);
      const transposed = w.op('Transpose', [split], { perm: [0, 2, 1, 3, 4] });
      const shuffled = w.op('Reshape', [transposed, w.integers([1, 8, 16, 16])]);
      const deep = w.norm(w.conv(shuffled, 8, 8, 3, { groups: 8 }), 8);
      return w.classes(w.op('Relu', [w.op('Sum', [w.conv(deep, 8, 8, 1, { groups: 2 }), stem])]), 8);
    },
  },
} as const satisfies Readonly<Record<string, Architecture>>;

/** The name of an architecture. */
export type ArchitectureName = keyof typeof ARCHITECTURES;

/** The names of the architectures. */
export const ARCHITECTURE_NAMES = Object.keys(ARCHITECTURES) as readonly ArchitectureName[];

/** A file of this architecture, with the output `y`. */
export function architectureFile(name: ArchitectureName): Uint8Array {
  const { opset, build, input }: Architecture = ARCHITECTURES[name];
  const writer = new Writer();
  const last = build(writer);
  const nodes: NodeSpec[] = [...writer.nodes, { op: 'Identity', inputs: [last], outputs: ['y'], name: '/net/y' }];
  return onnxFile({ opset, nodes, weights: writer.weights, outputs: ['y'], ...(input === undefined ? {} : { input }) });
}

/**
 * Two streams whose flattened maps are multiplied, in the form of PyTorch 1.1: the age and gender networks of SSR-Net
 * (Yang et al. 2018). The picture has 16x16 pixels.
 *
 * @param channels - The channels of the two maps. If they differ, the neurons of the product are unknown, unless the
 *   file declares a picture size.
 */
export function twoStreamsFile(channels: readonly [number, number]): Uint8Array {
  const w = new Writer();
  const rows = channels.map((count, i) => {
    const activated = w.op(i === 0 ? 'Relu' : 'Tanh', [w.norm(w.conv('x', 3, 6, 3, { bias: true }), 6)]);
    const pool = i === 0 ? 'AveragePool' : 'MaxPool';
    const small = w.op(pool, [activated], { kernel_shape: [2, 2], strides: count === 4 ? [4, 4] : [4, 2] });
    return w.view(w.op('Relu', [w.conv(small, 6, count, 1, { bias: true })]));
  });
  const gated = w.op('Mul', rows);
  const squashed = w.op('Tanh', [gated]);
  const logits = w.op('Gemm', [squashed, w.weight([5, 4 * 16]), w.weight([5])], { transB: 1 });
  w.nodes.push({ op: 'Identity', inputs: [logits], outputs: ['y'], name: '/net/y' });
  return onnxFile({ opset: 9, nodes: w.nodes, weights: w.weights, outputs: ['y', gated], input: [1, 3, 16, 16] });
}
