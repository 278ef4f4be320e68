// The values of an ONNX graph, computed when they are asked for: nodes are translated with those that lead to them, in loops, since files may be thousands of
// nodes deep.

import { UserError } from '../../errors.js';
import { rememberedShapes } from '../../graph/shapes.js';
import type { TensorProto } from '../../onnx-format/proto.js';
import type { GraphProto } from '../../onnx-format/read.js';
import { type Grid, OnnxCall, type Surroundings } from './call.js';
import { MOST_ELEMENTS, type TensorReader } from './tensors.js';
import { translate } from './translate.js';
import type { GraphValue, Value } from './values.js';

/** What a graph is read with. */
export interface ImportContext {
  readonly file: string;
  readonly opset: number;
  readonly tensors: TensorReader;
  /** The file's input that the picture goes to. */
  readonly input: string;
  /** The value that goes there. */
  readonly picture: GraphValue;
  /** What the file declares of it. */
  readonly batch: number | null;
  readonly height: number | null;
  readonly width: number | null;
}

/** Of a picture, in pixels. */
export interface Size {
  readonly height: number;
  readonly width: number;
}

/** Values by name, each computed once; what failed fails again. */
export interface Evaluator {
  readonly read: (name: string) => Value;
  readonly grid: Grid;
}

/**
 * Opens an evaluator; no node is translated yet.
 *
 * @param size - Of the picture, where the file is read at one only.
 */
export function openEvaluator(
  graph: GraphProto,
  names: readonly string[],
  makers: ReadonlyMap<string, number>,
  initializers: ReadonlyMap<string, TensorProto>,
  reading: ImportContext,
  size: Size | null,
): Evaluator {
  const around: Surroundings = {
    file: reading.file,
    opset: reading.opset,
    tensors: reading.tensors,
    declared: rememberedShapes(size ?? { height: reading.height, width: reading.width }),
    batch: reading.batch,
    budget: { elements: MOST_ELEMENTS },
    isFixed: size !== null,
    grid: {},
  };
  const values = new Map<string, Value>([[reading.input, reading.picture]]);
  const done = new Set<number>();
  const failures = new Map<number, unknown>();

  /** Inputs that are left out have no name. */
  const inputOf = (name: string, reader: string): Value | undefined => {
    if (name === '') return undefined;
    const known = values.get(name);
    if (known !== undefined) return known;
    const tensor = initializers.get(name);
    if (tensor === undefined) {
      throw new UserError(
        'NETWORK_UNREADABLE',
        `the node '${reader}' of ${reading.file} reads '${name}', which nothing makes`,
      );
    }
    const value = reading.tensors.read(tensor);
    values.set(name, value);
    return value;
  };

  const run = (i: number): void => {
    const node = graph.node[i]!;
    const makersOfInputs = node.input.flatMap((input) => makers.get(input) ?? []);
    const failed = makersOfInputs.find((maker) => failures.has(maker));
    done.add(i);
    try {
      if (failed !== undefined) throw failures.get(failed);
      const inputs = node.input.map((name) => inputOf(name, names[i]!));
      for (const [at, value] of translate(node, new OnnxCall(node, names[i]!, inputs, around)).entries()) {
        const name = node.output[at] ?? '';
        if (name !== '') values.set(name, value);
      }
    } catch (cause) {
      failures.set(i, cause);
    }
  };

  const read = (name: string): Value => {
    const wanted = makers.get(name)!;
    const stack = done.has(wanted) ? [] : [{ i: wanted, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const input = graph.node[top.i]!.input[top.next];
      top.next += 1;
      if (input === undefined) {
        run(top.i);
        stack.pop();
      } else {
        const maker = makers.get(input);
        if (maker !== undefined && !done.has(maker)) stack.push({ i: maker, next: 0 });
      }
    }
    const value = values.get(name);
    if (value === undefined) throw failures.get(wanted);
    return value;
  };
  return { read, grid: around.grid };
}
