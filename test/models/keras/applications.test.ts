// Networks of keras.applications from whole files: Keras's topologies, with equal numbers and gradients.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gradient } from '../../../src/graph/gradient.js';
import { constant, dot, spatialMean } from '../../../src/graph/ops.js';
import { simplifyForward, simplifyGradient } from '../../../src/graph/simplify/simplify.js';
import type { Preprocessing } from '../../../src/models/preprocessing.js';
import { exportOnnx } from '../../../src/onnx-format/export.js';
import { relativeDifference } from '../../support/graph/close.js';
import {
  channelsFirst,
  channelsLast,
  fixture,
  floats,
  madeWeight,
  noise,
  sampled,
} from '../../support/networks/keras-files.js';
import { openTopology } from '../../support/networks/keras-topologies.js';
import { runOnnx } from '../../support/onnx/open.js';
import { LONG, someOf } from '../../support/scale.js';

const TOLERANCE = 1e-3;

interface Application {
  readonly config: unknown;
  /** Shapes, by the names of models, layer and kind. */
  readonly weights: Readonly<Record<string, readonly number[]>>;
  readonly parameters: number;
  readonly scale: 'bytes' | 'tf';
  readonly side: number;
  readonly probes: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly value: string; readonly gradient: string }>
  >;
}

const PREPARED: Readonly<Record<Application['scale'], Preprocessing>> = {
  bytes: { scale: [255, 255, 255], offset: [0, 0, 0], order: 'rgb' },
  tf: { scale: [2, 2, 2], offset: [-1, -1, -1], order: 'rgb' },
};

const APPLICATIONS = Object.entries(
  JSON.parse(gunzipSync(readFileSync(fixture('applications.json.gz'))).toString()) as Readonly<
    Record<string, Application>
  >,
);

// Random weights and gradients of a whole network take seconds. The default run tests an early layer of the small ones,
// the long run all of them.
const CHECKED = APPLICATIONS.filter(([, { parameters }]) => LONG || parameters < 5e6);

describe.each(CHECKED)('%s', (_name, { config, weights, parameters, scale, side, probes }) => {
  const made = Object.fromEntries(Object.entries(weights).map(([path, shape]) => [path, madeWeight(path, shape)]));
  const model = openTopology(config, made, { generation: 3, preprocessing: PREPARED[scale] });
  const picture = Float32Array.from(noise('picture', side * side * 3), (value) => (value + 1) / 2);

  it('has as many parameters as in Keras', () => {
    expect(model.layers.reduce((sum, layer) => sum + (layer.parameters ?? 0), 0)).toBe(parameters);
  });

  it.each(someOf(Object.entries(probes), 1))(
    'computes what Keras computes, with its gradients: %s',
    async (name, probe) => {
      const { node } = model.layers.find((layer) => layer.name === name)!;
      const row = Float32Array.from(noise('weights', probe.shape[3]!));
      const [value] = simplifyForward([node]);
      const score = dot(constant({ shape: [1, row.length], data: row }), spatialMean(value!));
      const [slope] = simplifyGradient([gradient(score, model.image)]);
      const bytes = exportOnnx({ value: value!, slope: slope! });
      for (const [output, expected] of [
        ['value', probe.value],
        ['slope', probe.gradient],
      ] as const) {
        const found = channelsLast(await runOnnx(bytes, channelsFirst(picture, side, side), output, 'image'));
        if (output === 'value') expect(found.shape).toEqual(probe.shape);
        const difference = relativeDifference(sampled(found), floats(expected));
        expect([output, difference, difference < TOLERANCE]).toEqual([output, difference, true]);
      }
    },
  );
});
