// The bundled network in TensorFlow.js, as a reference for ours: from the same files, with independent code from the
// weights to the gradient.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as Wasm from '@tensorflow/tfjs-backend-wasm';
import type * as Tf from '@tensorflow/tfjs-core';
import type * as Layers from '@tensorflow/tfjs-layers';

// Node.js takes the CommonJS builds; the packages' ES modules are for bundlers.
const require = createRequire(import.meta.url);
const tf: typeof Tf = require('@tensorflow/tfjs-core');
const layers: typeof Layers = require('@tensorflow/tfjs-layers');
const wasm: typeof Wasm = require('@tensorflow/tfjs-backend-wasm');

/** `[1, 3, height, width]`, RGB in [0, 1]. */
interface Picture {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface TfjsInception {
  /**
   * The score that neurozoom climbs, computed independently: the weighted sum of channel means before the ReLU, and its
   * gradient by tf.grad.
   *
   * @param weights - By channel.
   */
  climb(
    layer: string,
    weights: ReadonlyMap<number, number>,
    picture: Picture,
  ): { readonly score: number; readonly gradient: Float32Array };
  /** The values of a dense layer before its activation. */
  dense(layer: string, picture: Picture): Float32Array;
}

interface TfjsOptions {
  /** Its own pools are faster but wrong at the edges: use them to measure speed, not numbers. @default 'corrected' */
  readonly averagePools?: 'own' | 'corrected';
}

/**
 * Starts TensorFlow.js's WebAssembly backend (SIMD; one thread, since its threads do not start in Node.js) and loads
 * the network.
 */
export async function openTfjsInception({ averagePools = 'corrected' }: TfjsOptions = {}): Promise<TfjsInception> {
  wasm.setWasmPaths(`${join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist')}/`);
  await tf.setBackend('wasm');
  skipKernelGradients();
  const network = await layers.loadLayersModel(await readBundle());
  if (averagePools === 'corrected') correctAveragePools(network);
  return {
    climb: (layer, weights, picture) =>
      tf.tidy(() => {
        const neurons = [...weights].map(([channel, weight]) => ({ ...beforeRelu(network, layer, channel), weight }));
        const sources = [...new Set(neurons.map(({ from }) => from))];
        const read = layers.model({ inputs: network.inputs, outputs: sources.map(({ output }) => output as Symbolic) });
        const score = (x: Tf.Tensor4D) => {
          const values = [read.apply(prepare(x)) as Tf.Tensor4D | Tf.Tensor4D[]].flat();
          return tf.addN(neurons.map((neuron) => weighted(values[sources.indexOf(neuron.from)]!, neuron))) as Tf.Scalar;
        };
        const { value, grad } = tf.valueAndGrad(score)(channelsLast(picture));
        return { score: value.dataSync()[0]!, gradient: tf.transpose(grad, [0, 3, 1, 2]).dataSync() as Float32Array };
      }),
    dense: (layer, picture) =>
      tf.tidy(() => {
        const { input, weights } = network.getLayer(layer);
        const read = layers.model({ inputs: network.inputs, outputs: input as Symbolic });
        const [kernel, bias] = weights.map((weight) => weight.read());
        const values = read.predict(prepare(channelsLast(picture))) as Tf.Tensor2D;
        return tf.add(tf.matMul(values, kernel as Tf.Tensor2D), bias!).dataSync() as Float32Array;
      }),
  };
}

/**
 * The gradient of a convolution includes that of its kernel even if unused, and the WebAssembly backend lacks that
 * operation. This registers one that returns uninitialised memory, which nothing reads.
 */
function skipKernelGradients(): void {
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ backend, attrs }) =>
      (backend as Wasm.BackendWasm).makeOutput(attrs?.filterShape as number[], 'float32'),
  });
}

/**
 * TensorFlow.js 4.22 excludes the padding of an average pool from the count in the forward pass, but not in the
 * backward pass (AvgPoolGrad of the wasm and cpu backends divides by the whole window). At the edges its gradient is
 * therefore wrong. This replaces the pool by operations with correct gradients: the mean over padded windows, times the
 * window, over the count.
 */
function correctAveragePools(network: Layers.LayersModel): void {
  for (const layer of network.layers) {
    if (layer.getClassName() !== 'AveragePooling2D' || layer.getConfig().padding !== 'same') continue;
    const pool: PoolingFunction = (x, [rows, columns], strides) => {
      const before = [(rows - 1) >> 1, (columns - 1) >> 1] as const;
      const padded = (value: Tf.Tensor4D) =>
        tf.pad(value, [
          [0, 0],
          [before[0], rows - 1 - before[0]],
          [before[1], columns - 1 - before[1]],
          [0, 0],
        ]);
      const mean = (value: Tf.Tensor4D) => tf.avgPool(padded(value), [rows, columns], strides, 'valid');
      return tf.div(mean(x), mean(tf.onesLike(x)));
    };
    Object.assign(layer, { poolingFunction: pool });
  }
}

/** The signature of a pooling layer's function. This network's 'same' pools all have stride 1. */
type PoolingFunction = (x: Tf.Tensor4D, window: [number, number], strides: [number, number]) => Tf.Tensor;

type Symbolic = Layers.SymbolicTensor;

/** Reads the files, with one change: see `withGamma`. */
async function readBundle(): Promise<Tf.io.IOHandler> {
  const bundle: unknown = await import('nsfwjs/models/inception_v3');
  const { modelJson, weightBundles } = (bundle as BundleModule).InceptionV3Model;
  const { default: json } = await modelJson();
  const shards = await Promise.all(weightBundles.map(async (shard) => Buffer.from((await shard()).default, 'base64')));
  const specs = json.weightsManifest.flatMap((group) => group.weights);
  const { modelTopology, gammas, ones } = withGamma(json.modelTopology, specs);
  const weightData = Uint8Array.from(Buffer.concat([...shards, ones])).buffer;
  return { load: async () => ({ modelTopology, weightSpecs: [...specs, ...gammas], weightData }) };
}

interface BundleModule {
  readonly InceptionV3Model: {
    readonly modelJson: () => Promise<{
      readonly default: {
        readonly modelTopology: Topology;
        readonly weightsManifest: readonly { readonly weights: readonly Tf.io.WeightsManifestEntry[] }[];
      };
    }>;
    readonly weightBundles: readonly (() => Promise<{ readonly default: string }>)[];
  };
}

interface Topology {
  readonly model_config: {
    readonly config: { readonly layers: readonly { readonly class_name: string; readonly config: object }[] };
  };
}

/**
 * Gives the batch normalisations, which have no scale here, a scale of ones. Without one, TensorFlow.js 4.22 cannot
 * compute their gradient (it copies the inputs of the forward pass, one of which is then undefined).
 */
function withGamma(modelTopology: Topology, specs: readonly Tf.io.WeightsManifestEntry[]) {
  const topology = structuredClone(modelTopology);
  for (const { class_name, config } of topology.model_config.config.layers) {
    if (class_name === 'BatchNormalization') Object.assign(config, { scale: true });
  }
  const gammas = specs
    .filter(({ name }) => name.endsWith('/beta'))
    .map(({ name, shape }) => ({ name: name.replace('/beta', '/gamma'), shape, dtype: 'float32' as const }));
  const count = gammas.reduce((sum, { shape }) => sum + shape[0]!, 0);
  return { modelTopology: topology, gammas, ones: new Uint8Array(new Float32Array(count).fill(1).buffer) };
}

function channelsLast({ shape, data }: Picture): Tf.Tensor4D {
  return tf.transpose(tf.tensor4d(data, [1, 3, shape[2]!, shape[3]!]), [0, 2, 3, 1]);
}

/** Keras's preprocessing of InceptionV3: x / 127.5 - 1 on 0..255. */
function prepare(x: Tf.Tensor4D): Tf.Tensor4D {
  return tf.sub(tf.div(tf.mul(x, 255), 127.5), 1);
}

interface Neuron {
  /** The layer to read. */
  readonly from: Layers.layers.Layer;
  /** Its channel. */
  readonly channel: number;
  /** The max pools behind it. */
  readonly pools: readonly Layers.layers.Layer[];
}

type Layer = Neuron['from'];

/** Where a channel is read before its ReLU, through concatenations and max pools. */
function beforeRelu(network: Layers.LayersModel, name: string, channel: number): Neuron {
  const layer = network.getLayer(name);
  const inputs = [layer.input as Symbolic | Symbolic[]].flat().map(({ sourceLayer }) => sourceLayer as Layer);
  switch (layer.getClassName()) {
    case 'Activation':
      return { from: inputs[0]!, channel, pools: [] };
    case 'MaxPooling2D': {
      const inner = beforeRelu(network, inputs[0]!.name, channel);
      return { ...inner, pools: [...inner.pools, layer] };
    }
    case 'Concatenate': {
      let start = 0;
      for (const part of inputs) {
        const channels = (part.outputShape as number[]).at(-1)!;
        if (channel < start + channels) return beforeRelu(network, part.name, channel - start);
        start += channels;
      }
      throw new RangeError(`'${name}' has no channel ${channel}`);
    }
    default:
      return { from: layer, channel, pools: [] };
  }
}

/**
 * The pools read the map shifted above 0. MaxPoolGrad of TensorFlow.js 4.22's WebAssembly backend sends the gradient of
 * a window with only negative values to the corner of the picture.
 */
function weighted(value: Tf.Tensor4D, { channel, pools, weight }: Neuron & { readonly weight: number }): Tf.Tensor {
  const map = tf.slice(value, [0, 0, 0, channel], [-1, -1, -1, 1]);
  const lift = pools.length === 0 ? 0 : 1 - Math.min(...map.dataSync());
  const pooled = pools.reduce<Tf.Tensor>((x, pool) => pool.apply(x) as Tf.Tensor, tf.add(map, lift));
  return tf.mul(tf.sub(tf.mean(pooled), lift), weight);
}
