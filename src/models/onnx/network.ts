// An ONNX graph as our layers. Nodes are translated when a layer is asked for, and only those that lead to it: what is unknown elsewhere does not matter,
// and weights that nobody needs are never read.

import { UserError } from '../../errors.js';
import type { Node } from '../../graph/graph.js';
import { rememberedShapes, type Shape, shapeOf } from '../../graph/shapes.js';
import type { NodeProto, TensorProto } from '../../onnx-format/proto.js';
import type { GraphProto } from '../../onnx-format/read.js';
import type { Layer } from '../model.js';
import { OnnxCall, type Surroundings, type Translation } from './call.js';
import { ELEMENT_TRANSLATIONS } from './elements.js';
import { FOLDINGS } from './folding/foldings.js';
import { FORM_TRANSLATIONS } from './forms.js';
import { dependents, makersOf, order, uniqueNames } from './order.js';
import { PLANE_TRANSLATIONS } from './planes.js';
import { POOL_TRANSLATIONS } from './pools.js';
import { MOST_ELEMENTS, type TensorReader } from './tensors.js';
import type { GraphValue, Value } from './values.js';
import { WINDOW_TRANSLATIONS } from './windows.js';

const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  ...POOL_TRANSLATIONS,
  ...WINDOW_TRANSLATIONS,
  ...ELEMENT_TRANSLATIONS,
  ...FORM_TRANSLATIONS,
  ...PLANE_TRANSLATIONS,
};

/** Operations of ONNX that are understood on values that depend on the picture, in alphabetical order. */
export const ONNX_OPERATIONS: readonly string[] = Object.keys(TRANSLATIONS).sort();

/** Operations of ONNX that are understood where they come to constants. */
export const ONNX_FOLDED_OPERATIONS: readonly string[] = Object.keys(FOLDINGS).sort();

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

/**
 * The layers of a graph: one for each node that depends on the picture.
 *
 * @returns Layers whose `node` is made when it is asked for; UserError OP_UNSUPPORTED or NETWORK_UNREADABLE is thrown then, if it cannot be.
 * @throws UserError NETWORK_UNREADABLE at once where names are given twice or nodes read each other in a circle.
 */
export function onnxLayers(graph: GraphProto, reading: ImportContext): readonly Layer[] {
  const names = uniqueNames(graph.node);
  const makers = makersOf(graph, names, reading.file);
  const initializers = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const evaluate = evaluator(graph, names, makers, initializers, reading);
  const dependent = dependents(order(graph, makers, names, reading.file), reading.input);
  return graph.node.flatMap((node, i) => {
    const output = node.output[0];
    if (output === undefined || !dependent.has(node)) return [];
    return [new OnnxLayer(names[i]!, node, parametersOf(node, initializers), () => evaluate(output))];
  });
}

/** A layer that is translated when its node is first asked for. */
class OnnxLayer implements Layer {
  readonly name: string;
  readonly kind: string;
  readonly parameters: number;
  readonly #value: () => Value;

  constructor(name: string, { opType }: NodeProto, parameters: number, value: () => Value) {
    this.name = name;
    this.kind = opType;
    this.parameters = parameters;
    this.#value = value;
  }

  get node(): Node {
    const value = this.#value();
    if (value.kind === 'graph') return value.node;
    throw new UserError('OP_UNSUPPORTED', `the layer '${this.name}' does not depend on the picture`);
  }
}

function parametersOf(node: NodeProto, initializers: ReadonlyMap<string, TensorProto>): number {
  const counts = node.input.map((name) => initializers.get(name)).filter((tensor) => tensor !== undefined);
  return counts
    .filter(({ dataType }) => !WHOLE_TYPES.has(dataType))
    .reduce((sum, { dims }) => sum + dims.reduce((product, size) => product * Number(size), 1), 0);
}

/** ONNX' int32, int64 and bool: of shapes and axes, not of weights. */
const WHOLE_TYPES: ReadonlySet<number> = new Set([6, 7, 9]);

/** Values by name, each computed once; what failed fails again. */
function evaluator(
  graph: GraphProto,
  names: readonly string[],
  makers: ReadonlyMap<string, number>,
  initializers: ReadonlyMap<string, TensorProto>,
  reading: ImportContext,
): (name: string) => Value {
  const around: Surroundings = {
    file: reading.file,
    opset: reading.opset,
    tensors: reading.tensors,
    declared: rememberedShapes({ height: reading.height, width: reading.width }),
    batch: reading.batch,
    budget: { elements: MOST_ELEMENTS },
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

  return (name) => {
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
}

function translate(node: NodeProto, call: OnnxCall): readonly Value[] {
  const isOnnx = node.domain === '' || node.domain === 'ai.onnx';
  const isKnown = call.inputs.every((value) => value === undefined || value.kind === 'constant');
  const table = isKnown ? FOLDINGS : TRANSLATIONS;
  const rule = isOnnx && Object.hasOwn(table, node.opType) ? table[node.opType] : undefined;
  if (rule === undefined) {
    const what = isOnnx ? node.opType : `${node.domain}.${node.opType}`;
    throw call.unknown(what, isKnown ? ONNX_FOLDED_OPERATIONS : ONNX_OPERATIONS);
  }
  try {
    const values = rule(call);
    for (const value of values) if (value.kind === 'graph') checked(value.node);
    return values;
  } catch (cause) {
    throw call.explained(cause);
  }
}

/** Finds contradictions where they arise. */
function checked(node: Node): Shape {
  return shapeOf(node);
}
