// What Keras writes about a network in JSON, in its dialects (Keras 2, its legacy HDF5 and TensorFlow.js; Keras 3), as one plain tree: models of
// layers, each with what it reads. Nothing of it is ever run: layers are known by the names of their classes, or not at all.

import { UserError } from '../errors.js';
import { isObject, type JsonObject, type Settings, settingsOf } from './keras-settings.js';

/** A layer of a network, or a model inside another. */
export interface LayerSpec {
  readonly name: string;
  /** The name of its class, `Conv2D`. */
  readonly kind: string;
  readonly settings: Settings;
  /** Names of the layers that it reads, in the same model; undefined where it reads the one before (sequential models). */
  readonly reads: readonly string[] | undefined;
  /** What is inside, of a model. */
  readonly inner?: Topology;
}

/** A model: its layers, those that are read before those that read them. */
export interface Topology {
  readonly name: string;
  readonly layers: readonly LayerSpec[];
  /** The layer whose value is the model's; undefined for the last one. */
  readonly output: string | undefined;
}

/** Classes that are models, and hold layers. */
const MODELS: readonly string[] = ['Sequential', 'Functional', 'Model'];

const MAX_DEPTH = 8;
const MAX_LAYERS = 20_000;

/**
 * Reads a `model_config`: `{ class_name, config }`.
 *
 * @param file - For messages.
 * @throws UserError NETWORK_UNREADABLE when it is not shaped as Keras shapes it; OP_UNSUPPORTED for what can be read but not be used: layers that
 *   are called several times, or with more than the outputs of other layers.
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
      const reads = isSequential ? undefined : readsOf(file, name, described.inbound_nodes);
      const spec = { name, kind, settings: settingsOf(name, config), reads };
      return MODELS.includes(kind) ? { ...spec, inner: model(described, depth + 1) } : spec;
    });
    const name = typeof settings.name === 'string' ? settings.name : kind.toLowerCase();
    const output = isSequential ? undefined : outputOf(settings.output_layers);
    return { name, layers, output };
  };
  if (!isObject(config)) throw malformed(file, 'a configuration that is no object');
  return model(config, 0);
}

function layerOf(file: string, described: unknown) {
  if (!isObject(described)) throw malformed(file, 'a layer that is no object');
  const { class_name: kind } = described;
  // Of a model in Keras before 2.3 it is the list of layers.
  const config = isObject(described.config) ? described.config : {};
  const name = described.name ?? config.name;
  if (typeof kind !== 'string' || typeof name !== 'string') throw malformed(file, 'a layer without a class or a name');
  return { name, kind, config, described };
}

/** Both dialects: `[[[from, node, tensor, {}], ...]]`, and `[{ args: [tensor or list of tensors], kwargs: {} }]`. */
function readsOf(file: string, layer: string, calls: unknown): readonly string[] {
  if (calls === undefined || calls === null) return [];
  if (!Array.isArray(calls)) throw malformed(file, `no list of what layer '${layer}' reads`);
  if (calls.length > 1) {
    throw new UserError('OP_UNSUPPORTED', `layer '${layer}' is used ${calls.length} times in one network`);
  }
  const [call] = calls as readonly unknown[];
  if (call === undefined) return [];
  if (isObject(call)) {
    const { args, kwargs } = call;
    const named = isObject(kwargs) ? Object.values(kwargs) : [];
    // `training` and `mask` say nothing of what is computed here.
    return tensorsIn(file, layer, [args, named.filter((value) => typeof value !== 'boolean')]);
  }
  if (!Array.isArray(call)) throw malformed(file, `a call of layer '${layer}' that is no list`);
  // One tensor alone may stand without the list around it.
  const from = typeof call[0] === 'string' ? [call] : (call as readonly unknown[]);
  return from.map((one) => {
    if (!Array.isArray(one) || typeof one[0] !== 'string')
      throw malformed(file, `something else than what layer '${layer}' reads`);
    return refuseOthers(layer, one[0], one[2]);
  });
}

function tensorsIn(file: string, layer: string, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((one: unknown) => tensorsIn(file, layer, one));
  if (isObject(value) && value.class_name === '__keras_tensor__' && isObject(value.config)) {
    const { keras_history: history } = value.config;
    if (Array.isArray(history) && typeof history[0] === 'string') return [refuseOthers(layer, history[0], history[2])];
  }
  const text = (JSON.stringify(value) ?? 'undefined').slice(0, 60);
  throw new UserError('OP_UNSUPPORTED', `layer '${layer}' is called with ${text}, which is not the output of a layer`);
}

function refuseOthers(layer: string, from: string, tensor: unknown): string {
  if (tensor === undefined || tensor === 0) return from;
  throw new UserError('OP_UNSUPPORTED', `layer '${layer}' reads another output of '${from}' than the first`);
}

/** `[[name, 0, 0]]`, or `[name, 0, 0]` where it is one; several have no single name. */
function outputOf(outputs: unknown): string | undefined {
  if (!Array.isArray(outputs)) return undefined;
  if (typeof outputs[0] === 'string') return outputs[0];
  const [first] = outputs as readonly unknown[];
  return outputs.length === 1 && Array.isArray(first) && typeof first[0] === 'string' ? first[0] : undefined;
}

function malformed(file: string, what: string): UserError {
  return new UserError('NETWORK_UNREADABLE', `${file} describes its network in a way that Keras does not: ${what}`);
}
