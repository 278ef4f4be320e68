// An ONNX graph as our layers. Nodes are translated when a layer is asked for, and only those that lead to it: what is unknown elsewhere does not matter,
// and weights that nobody needs are never read.

import { UserError } from '../../errors.js';
import type { Node } from '../../graph/graph.js';
import { shuffleChannels } from '../../graph/ops.js';
import type { NodeProto, TensorProto } from '../../onnx-format/proto.js';
import type { GraphProto } from '../../onnx-format/read.js';
import type { Layer } from '../model.js';
import { type Evaluator, type ImportContext, openEvaluator, type Size } from './evaluator.js';
import { asLayer } from './fixed/values.js';
import { dependents, makersOf, order, uniqueNames } from './order.js';

/**
 * Sides of square pictures at which a network that declares none is read, where it cannot be read at all sizes: those that published transformers were trained
 * on. A table of learned places fits one of them only.
 */
const USUAL_SIDES: readonly number[] = [224, 256, 336, 384, 448, 512, 518, 196, 192, 128, 112, 96, 64, 56, 32];

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
  const open = (size: Size | null) => openEvaluator(graph, names, makers, initializers, reading, size);
  const dependent = dependents(order(graph, makers, names, reading.file), reading.input);
  const sizes = sizesOf(reading);
  const [declared] = sizes.length === 1 ? sizes : [];
  const nodeOf = layerNodes(open, sizes, graph.node.findLast((node) => dependent.has(node))?.output[0] ?? '');
  return graph.node.flatMap((node, i) => {
    const output = node.output[0];
    if (output === undefined || output === '' || !dependent.has(node)) return [];
    const name = names[i]!;
    const parameters = parametersOf(node, graph, makers, initializers);
    return [new OnnxLayer(name, node, parameters, declared, () => nodeOf(output, name))];
  });
}

/** The size that the file declares, or those that are tried. */
function sizesOf({ height, width }: ImportContext): readonly Size[] {
  if (height !== null && width !== null) return [{ height, width }];
  return USUAL_SIDES.map((side) => ({ height: height ?? side, width: width ?? side }));
}

/**
 * A layer's node by the name of its value: at every size of picture where that can be, else at one, as most transformers want it.
 *
 * @param last - The value at the end of the network, by which the size is found that it wants.
 */
function layerNodes(
  open: (size: Size | null) => Evaluator,
  sizes: readonly Size[],
  last: string,
): (output: string, layer: string) => Node {
  const free = open(null);
  let fixed: Evaluator | undefined;
  const pinned = (): Evaluator => {
    if (fixed !== undefined) return fixed;
    for (const size of sizes) {
      fixed = open(size);
      if (sizes.length === 1 || succeeds(() => fixed!.read(last))) break;
    }
    return fixed!;
  };
  return (output, layer) => {
    try {
      return asNode(free, output, layer);
    } catch (cause) {
      if (!(cause instanceof UserError)) throw cause;
      try {
        return asNode(pinned(), output, layer);
      } catch (again) {
        throw sizes.length > 1 ? cause : again;
      }
    }
  };
}

function succeeds(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

function asNode({ read, grid }: Evaluator, output: string, layer: string): Node {
  const value = read(output);
  // Channels that are seen as groups, turned, are in the order in which ONNX has them.
  if (value.kind === 'graph')
    return value.view === 'nmghw' || value.view === 'nhwmg' ? shuffleChannels(value.node, value.groups) : value.node;
  if (value.kind === 'fixed') return asLayer(grid, value);
  throw new UserError('OP_UNSUPPORTED', `the layer '${layer}' does not depend on the picture`);
}

/** A layer that is translated when its node is first asked for. */
class OnnxLayer implements Layer {
  readonly name: string;
  readonly kind: string;
  readonly parameters: number;
  readonly declared: Size | undefined;
  readonly #make: () => Node;
  #node: Node | undefined;

  constructor(name: string, { opType }: NodeProto, parameters: number, declared: Size | undefined, make: () => Node) {
    this.name = name;
    this.kind = opType;
    this.parameters = parameters;
    this.declared = declared;
    this.#make = make;
  }

  get node(): Node {
    this.#node ??= this.#make();
    return this.#node;
  }
}

/** Weights that are stored in another type reach their node by a Cast. */
function parametersOf(
  { input }: NodeProto,
  graph: GraphProto,
  makers: ReadonlyMap<string, number>,
  initializers: ReadonlyMap<string, TensorProto>,
): number {
  const stored = input.map((name) => {
    const maker = graph.node[makers.get(name) ?? -1];
    return initializers.get(maker?.opType === 'Cast' ? maker.input[0]! : name);
  });
  return stored
    .filter((tensor) => tensor !== undefined && !WHOLE_TYPES.has(tensor.dataType))
    .reduce((sum, tensor) => sum + tensor!.dims.reduce((product, size) => product * Number(size), 1), 0);
}

/** ONNX' int32, int64 and bool: of shapes and axes, not of weights. */
const WHOLE_TYPES: ReadonlySet<number> = new Set([6, 7, 9]);
