// Computes the values of an ONNX graph on demand. Each node is translated after the nodes that it depends on, in loops
// instead of recursion, since a file may be thousands of nodes deep.

import { UserError } from '../../errors.js';
import { rememberedShapes } from '../../graph/shapes.js';
import type { TensorProto } from '../../onnx-format/proto.js';
import type { GraphProto } from '../../onnx-format/read.js';
import { type GraphContext, type Grid, OnnxCall } from './call.js';
import { MAX_ELEMENTS, type TensorReader } from './tensors.js';
import { translate } from './translate.js';
import type { GraphValue, Value } from './values.js';

/** What the file says of itself and of its picture input. */
export interface ImportContext {
  readonly file: string;
  readonly opset: number;
  readonly tensors: TensorReader;
  /** The file's input for the picture. */
  readonly input: string;
  /** The picture as a value, which takes its place. */
  readonly picture: GraphValue;
  /** The dimensions that the file declares for it. */
  readonly batch: number | null;
  readonly height: number | null;
  readonly width: number | null;
}

/** The size of a picture, in pixels. */
export interface Size {
  readonly height: number;
  readonly width: number;
}

/** Values by name, each computed once. What failed fails again with the same error. */
export interface Evaluator {
  readonly read: (name: string) => Value;
  readonly grid: Grid;
}

/**
 * Opens an evaluator. No node is translated yet.
 *
 * @param size - The picture size, if the file is read at one fixed size; null for any size.
 */
export function createEvaluator(
  graph: GraphProto,
  names: readonly string[],
  producers: ReadonlyMap<string, number>,
  initializers: ReadonlyMap<string, TensorProto>,
  reading: ImportContext,
  size: Size | null,
): Evaluator {
  const context: GraphContext = {
    file: reading.file,
    opset: reading.opset,
    tensors: reading.tensors,
    declared: rememberedShapes(size ?? { height: reading.height, width: reading.width }),
    batch: reading.batch,
    budget: { elements: MAX_ELEMENTS },
    isFixed: size !== null,
    grid: {},
  };
  const values = new Map<string, Value>([[reading.input, reading.picture]]);
  const done = new Set<number>();
  const failures = new Map<number, unknown>();

  /** An omitted input has an empty name. */
  const inputOf = (name: string, reader: string): Value | undefined => {
    if (name === '') return undefined;
    const known = values.get(name);
    if (known !== undefined) return known;
    const tensor = initializers.get(name);
    if (tensor === undefined) {
      throw new UserError(
        'NETWORK_UNREADABLE',
        `the node '${reader}' of ${reading.file} reads '${name}', which no node produces`,
      );
    }
    const value = reading.tensors.read(tensor);
    values.set(name, value);
    return value;
  };

  const run = (i: number): void => {
    const node = graph.node[i]!;
    const inputProducers = node.input.flatMap((input) => producers.get(input) ?? []);
    const failed = inputProducers.find((producer) => failures.has(producer));
    done.add(i);
    try {
      if (failed !== undefined) throw failures.get(failed);
      const inputs = node.input.map((name) => inputOf(name, names[i]!));
      for (const [at, value] of translate(node, new OnnxCall(node, names[i]!, inputs, context)).entries()) {
        const name = node.output[at] ?? '';
        if (name !== '') values.set(name, value);
      }
    } catch (cause) {
      failures.set(i, cause);
    }
  };

  const read = (name: string): Value => {
    const wanted = producers.get(name)!;
    const stack = done.has(wanted) ? [] : [{ i: wanted, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const input = graph.node[top.i]!.input[top.next];
      top.next += 1;
      if (input === undefined) {
        run(top.i);
        stack.pop();
      } else {
        const producer = producers.get(input);
        if (producer !== undefined && !done.has(producer)) stack.push({ i: producer, next: 0 });
      }
    }
    const value = values.get(name);
    if (value === undefined) throw failures.get(wanted);
    return value;
  };
  return { read, grid: context.grid };
}
