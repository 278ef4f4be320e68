// What Keras writes about a network in JSON, in its dialects (Keras 2, its legacy HDF5 and TensorFlow.js; Keras 3), as one plain tree: models of
// layers, each with what it reads. Nothing of it is ever run: layers are known by the names of their classes, or not at all.

import { UserError } from '../../errors.js';
import { isObject, type JsonObject } from '../json.js';
import { type Settings, settingsOf } from './settings.js';

/** What a layer of the same model gives. */
export interface Value {
  readonly layer: string;
  /** Which time it is used, from 0: shared layers are used several times. */
  readonly use: number;
}

/** What a layer reads: what another gives, or a number (`x + 3.0`). */
export type Operand = Value | number;

/** A layer of a network, or a model inside another. */
export interface LayerSpec {
  readonly name: string;
  /** The name of its class, `Conv2D`. */
  readonly kind: string;
  readonly settings: Settings;
  /** What it reads at each of its uses, usually one; undefined where it reads the layer before (sequential models). */
  readonly uses: readonly (readonly Operand[])[] | undefined;
  /** What is inside, of a model. */
  readonly inner?: Topology;
}

/** A model: its layers, usually those that are read before those that read them. */
export interface Topology {
  readonly name: string;
  readonly layers: readonly LayerSpec[];
  /** The model's own value; undefined for that of the last layer. */
  readonly output: Value | undefined;
}

/** Classes that are models, and hold layers. */
const MODELS: readonly string[] = ['Sequential', 'Functional', 'Model'];

const MAX_DEPTH = 8;
/** Of a network, those of its models and each use counted. */
export const MAX_LAYERS = 20_000;
const MAX_USES = 1000;

/**
 * Reads a `model_config`: `{ class_name, config }`.
 *
 * @param file - For messages.
 * @throws UserError NETWORK_UNREADABLE when it is not shaped as Keras shapes it; OP_UNSUPPORTED for what can be read but not be used: layers that
 *   are called with more than the first outputs of other layers.
 */
export function readTopology(file: string, config: unknown): Topology {
  let left = MAX_LAYERS;
  const model = (described: JsonObject, depth: number): Topology => {
    const { class_name: kind, config: inside } = described;
    if (typeof kind !== 'string' || !MODELS.includes(kind)) {
      throw new UserError('OP_UNSUPPORTED', `${file} is a model of the class ${JSON.stringify(kind) ?? 'undefined'}`, {
        hint: `known: ${MODELS.join(', ')}; a subclassed model can be exported to ONNX`,
      });
    }
    if (depth > MAX_DEPTH) throw malformed(file, `models nested more than ${MAX_DEPTH} deep`);
    // Keras before 2.3 wrote a sequential model's layers without anything around them.
    const settings = Array.isArray(inside) ? { layers: inside } : inside;
    if (!isObject(settings) || !Array.isArray(settings.layers))
      throw malformed(file, 'a model without a list of layers');
    left -= settings.layers.length;
    if (left < 0) throw malformed(file, `more than ${MAX_LAYERS} layers`);
    const isSequential = kind === 'Sequential';
    const layers = settings.layers.map((one: unknown): LayerSpec => {
      const { name, kind, config, described } = layerOf(file, one);
      const uses = isSequential ? undefined : usesOf(file, name, described.inbound_nodes);
      const spec = { name, kind, settings: settingsOf(name, config), uses };
      return MODELS.includes(kind) ? { ...spec, inner: model(described, depth + 1) } : spec;
    });
    const name = typeof settings.name === 'string' ? settings.name : kind.toLowerCase();
    const outputs = isSequential ? [] : outputsOf(settings.output_layers);
    return { name, ...countFromZero(layers, outputs) };
  };
  if (!isObject(config)) throw malformed(file, 'a configuration that is no object');
  return model(config, 0);
}

/** Operations that Keras 2 wrote as layers, by TensorFlow's name, and the layer that does the same. */
const OPERATIONS: ReadonlyMap<unknown, string> = new Map([
  ['__operators__.add', 'Add'],
  ['math.add', 'Add'],
  ['math.subtract', 'Subtract'],
  ['math.multiply', 'Multiply'],
  ['math.truediv', 'Divide'],
]);

/** The layers that keras.applications has of its own, as Keras 2 registers them. */
const OWN_LAYERS: ReadonlyMap<string, string> = new Map(
  ['CustomScaleLayer', 'LayerScale', 'StochasticDepth'].map((name) => [`Custom>${name}`, name]),
);

function layerOf(file: string, described: unknown) {
  if (!isObject(described)) throw malformed(file, 'a layer that is no object');
  const { class_name: kind } = described;
  // Of a model in Keras before 2.3 it is the list of layers.
  const config = isObject(described.config) ? described.config : {};
  const name = described.name ?? config.name;
  if (typeof kind !== 'string' || typeof name !== 'string') throw malformed(file, 'a layer without a class or a name');
  const operation = kind === 'TFOpLambda' ? OPERATIONS.get(config.function) : undefined;
  return { name, kind: operation ?? OWN_LAYERS.get(kind) ?? kind, config, described };
}

/**
 * Uses are numbered among those of the whole session, but for those that no output depends on: the first number that is read is that of the first use. Models
 * have one more before, of their own making.
 */
function countFromZero(layers: readonly LayerSpec[], outputs: readonly Value[]) {
  const first = new Map<string, number>();
  for (const operand of [...outputs, ...layers.flatMap(({ uses = [] }) => uses.flat())]) {
    if (typeof operand === 'number') continue;
    first.set(operand.layer, Math.min(operand.use, first.get(operand.layer) ?? operand.use));
  }
  const counted = ({ layer, use }: Value): Value => ({ layer, use: use - first.get(layer)! });
  const countedOperand = (operand: Operand): Operand => (typeof operand === 'number' ? operand : counted(operand));
  return {
    layers: layers.map((layer) => ({ ...layer, uses: layer.uses?.map((values) => values.map(countedOperand)) })),
    // Several have no single value.
    output: outputs.length === 1 ? counted(outputs[0]!) : undefined,
  };
}

/** Both dialects: `[[[from, use, output, {}], ...]]`, and `[{ args: [tensor or list of tensors], kwargs: {} }]`. */
function usesOf(file: string, layer: string, uses: unknown): readonly (readonly Operand[])[] {
  if (uses === undefined || uses === null) return [];
  if (!Array.isArray(uses)) throw malformed(file, `no list of what layer '${layer}' reads`);
  if (uses.length > MAX_USES) throw malformed(file, `more than ${MAX_USES} uses of layer '${layer}'`);
  return uses.map((use: unknown) => {
    if (isObject(use)) {
      const { args, kwargs } = use;
      const named = isObject(kwargs) ? Object.values(kwargs) : [];
      // `training` and `mask` say nothing of what is computed here.
      return tensorsIn(file, layer, [args, named.filter((value) => typeof value !== 'boolean')]);
    }
    if (!Array.isArray(use)) throw malformed(file, `a use of layer '${layer}' that is no list`);
    // One tensor alone may stand without the list around it.
    const from = typeof use[0] === 'string' ? [use] : (use as readonly unknown[]);
    return from.flatMap((one): readonly Operand[] => {
      const value = Array.isArray(one) ? (numberIn(one) ?? readIn(layer, one)) : undefined;
      if (value === undefined) throw malformed(file, `something else than what layer '${layer}' reads`);
      return [value, ...secondOf(layer, (one as readonly unknown[])[3])];
    });
  });
}

/** A number that an operation of Keras 2 is called with first. */
function numberIn([layer, , value]: readonly unknown[]): number | undefined {
  return layer === '_CONSTANT_VALUE' && typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The other operand of an operation of Keras 2, which stands among its settings. */
function secondOf(layer: string, settings: unknown): readonly Operand[] {
  const second = isObject(settings) ? settings.y : undefined;
  if (typeof second === 'number') return [second];
  const value = Array.isArray(second) ? readIn(layer, second) : undefined;
  return value === undefined ? [] : [value];
}

function tensorsIn(file: string, layer: string, value: unknown): Operand[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'number' && Number.isFinite(value)) return [value];
  if (Array.isArray(value)) return value.flatMap((one: unknown) => tensorsIn(file, layer, one));
  if (isObject(value) && value.class_name === '__keras_tensor__' && isObject(value.config)) {
    const { keras_history: history } = value.config;
    const found = Array.isArray(history) ? readIn(layer, history) : undefined;
    if (found !== undefined) return [found];
  }
  const text = (JSON.stringify(value) ?? 'undefined').slice(0, 60);
  throw new UserError('OP_UNSUPPORTED', `layer '${layer}' is called with ${text}, which is not the output of a layer`);
}

/** `[from, use, output]`, the two numbers 0 where they are left out. @returns undefined for what is nothing of the kind. */
function readIn(reader: string, [layer, use = 0, output = 0]: readonly unknown[]): Value | undefined {
  if (typeof layer !== 'string' || !Number.isInteger(use)) return undefined;
  if (output === 0) return { layer, use: use as number };
  throw new UserError('OP_UNSUPPORTED', `layer '${reader}' reads another output of '${layer}' than the first`);
}

/** `[[name, 0, 0], ...]`, or `[name, 0, 0]` where it is one; none where they are kept in another way. */
function outputsOf(outputs: unknown): readonly Value[] {
  if (!Array.isArray(outputs)) return [];
  const list: readonly unknown[] = typeof outputs[0] === 'string' ? [outputs] : outputs;
  const found = list.flatMap((one): readonly Value[] => {
    const [layer, use = 0] = Array.isArray(one) ? (one as readonly unknown[]) : [];
    return typeof layer === 'string' && Number.isInteger(use) ? [{ layer, use: use as number }] : [];
  });
  return found.length === list.length ? found : [];
}

function malformed(file: string, what: string): UserError {
  return new UserError('NETWORK_UNREADABLE', `${file} describes its network in a way that Keras does not: ${what}`);
}
