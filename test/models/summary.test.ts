import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import {
  add,
  concat,
  conv,
  convTranspose,
  dense,
  expand,
  flatten,
  maxPool,
  mul,
  relu,
  softmax,
  spatialMean,
  unflatten,
} from '../../src/graph/ops.js';
import type { Layer, Model } from '../../src/models/model.js';
import { listLayers } from '../../src/models/summary.js';
import { kernelMove, picture, randomConstant, squareWindow } from '../support/networks/nets.js';

const image = picture();

function model(...layers: readonly Layer[]): Model {
  return { name: 'test', image, layers };
}

function layer(name: string, node: Layer['node'], parameters?: number): Layer {
  return { name, kind: 'Some', node, ...(parameters === undefined ? {} : { parameters }) };
}

describe('a summary', () => {
  it("has VGG16's shapes and receptive fields", () => {
    // Known: block1_pool 6, block2_pool 16, block3_pool 44, block4_pool 100, block5_conv1 132, block5_pool 212 (Araujo
    // et al. 2019).
    let x: Layer['node'] = image;
    const layers: Layer[] = [];
    let channels = 3;
    for (const [i, count] of [2, 2, 3, 3, 3].entries()) {
      for (let n = 1; n <= count; n++) {
        x = relu(conv(x, randomConstant([4, channels, 3, 3]), undefined, kernelMove('same')));
        channels = 4;
        layers.push(layer(`block${i + 1}_conv${n}`, x));
      }
      x = maxPool(x, squareWindow(2, 2, 'valid'));
      layers.push(layer(`block${i + 1}_pool`, x));
    }
    const found = new Map(listLayers(model(...layers), { height: 224, width: 160 }).map((one) => [one.name, one]));
    const field = (name: string) => found.get(name)?.receptiveField;
    for (const [name, size] of Object.entries({
      block1_conv1: 3,
      block1_pool: 6,
      block2_pool: 16,
      block3_pool: 44,
      block4_pool: 100,
      block5_conv1: 132,
      block5_pool: 212,
    })) {
      expect([name, field(name)]).toEqual([name, { height: size, width: size }]);
    }
    expect(found.get('block5_conv1')).toMatchObject({
      shape: [1, 4, 14, 10],
      neurons: 4,
      parameters: null,
      problem: null,
    });
  });

  it('uses the widest path, per axis, and grows with dilations', () => {
    const wide = conv(image, randomConstant([2, 3, 1, 7]), undefined, kernelMove('same'));
    const high = conv(image, randomConstant([2, 3, 3, 1]), undefined, kernelMove('same', { dilations: [4, 1] }));
    const [joined, summed] = listLayers(
      model(layer('joined', concat([wide, high])), layer('summed', add(wide, high))),
      {
        height: 32,
        width: 32,
      },
    );
    expect(joined).toMatchObject({ neurons: 4, receptiveField: { height: 9, width: 7 } });
    expect(summed).toMatchObject({ neurons: 2, receptiveField: { height: 9, width: 7 } });
  });

  it('depends on the whole picture after means, and through gates', () => {
    const map = conv(image, randomConstant([5, 3, 3, 3]), undefined, kernelMove('same'));
    const gate = unflatten(spatialMean(map), { channels: 5, height: 1, width: 1, order: 'channels-first' });
    const gated = mul(map, expand(gate, map));
    const logits = softmax(dense(spatialMean(map), randomConstant([5, 10]), undefined));
    const found = listLayers(
      model(layer('gated', gated), layer('flat', flatten(map, 'channels-last')), layer('logits', logits, 60)),
      { height: 8, width: 9 },
    );
    expect(found).toMatchObject([
      { shape: [1, 5, 8, 9], neurons: 5, receptiveField: null },
      { shape: [1, 360], neurons: 5, receptiveField: null },
      { shape: [1, 10], neurons: 10, receptiveField: null, parameters: 60 },
    ]);
  });

  it('halves the step where a map is enlarged', () => {
    const small = maxPool(image, squareWindow(2, 2, 'valid'));
    const large = convTranspose(small, randomConstant([3, 4, 4, 4]), undefined, {
      ...kernelMove('same', { strides: [2, 2] }),
      outputPadding: [0, 0],
    });
    const then = conv(large, randomConstant([1, 4, 3, 3]), undefined, kernelMove('same'));
    const [first, second] = listLayers(model(layer('large', large), layer('then', then)), { height: 8, width: 8 });
    expect(first).toMatchObject({ shape: [1, 4, 8, 8], receptiveField: { height: 4, width: 4 } });
    expect(second).toMatchObject({ receptiveField: { height: 6, width: 6 } });
  });

  it('states why a layer has no shape', () => {
    const pooled = maxPool(image, squareWindow(9, 9, 'valid'));
    const unusable: Layer = {
      name: 'unusable',
      kind: 'Strange',
      get node(): never {
        throw new UserError('OP_UNSUPPORTED', 'Strange is not supported');
      },
    };
    expect(listLayers(model(layer('pooled', pooled), unusable), { height: 8, width: 8 })).toEqual([
      {
        name: 'pooled',
        kind: 'Some',
        shape: null,
        parameters: null,
        neurons: 3,
        receptiveField: { height: 9, width: 9 },
        problem: '8 rows are too few for a window of 9',
      },
      {
        name: 'unusable',
        kind: 'Strange',
        shape: null,
        parameters: null,
        neurons: null,
        receptiveField: null,
        problem: 'Strange is not supported',
      },
    ]);
  });
});
