// Opens networks from Keras topologies, without a file.

import { fromKerasLayers, type KerasParts } from '../../../src/models/keras/layers.js';
import { readTopology } from '../../../src/models/keras/topology.js';
import type { Model } from '../../../src/models/model.js';
import type { Tensor } from '../../../src/tensor/tensor.js';
import { PLAIN } from '../onnx/open.js';

/** The network `tiny` of a `model_config`. By default it has Keras 2's format and no preprocessing. */
export function openTopology(
  topology: unknown,
  weights: Readonly<Record<string, Tensor>> = {},
  { generation = 2, preprocessing = PLAIN }: Partial<Pick<KerasParts, 'generation' | 'preprocessing'>> = {},
): Model {
  const parts = { name: 'tiny', weights: new Map(Object.entries(weights)), generation, preprocessing };
  return fromKerasLayers(readTopology('tiny', topology), parts);
}
