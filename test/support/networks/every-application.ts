// Tries every network of keras.applications at its full size, in each of Keras' formats, against what Keras computes.
// It needs Python with Keras, 8 GB of memory and 5 GB of disk, and takes most of an hour, so no test runs it:
//
//     pip install tensorflow-cpu==2.21.0 keras==3.15.1
//     npm run build
//     npx tsx test/support/networks/every-application.ts [NAME ...]
//
// The variable PYTHON names the Python command (python3 by default), and KERAS=tf_keras takes the networks and files of
// Keras 2 (tf-keras==2.21.0). Files lie in the temporary folder, those of one network at a time. It prints a line for
// each file, and ends with exit code 1 if one does not open or differs.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as ort from 'onnxruntime-node';
import { UserError } from '../../../src/errors.js';
import { gradient } from '../../../src/graph/gradient.js';
import type { Node } from '../../../src/graph/graph.js';
import { constant, dot, spatialMean } from '../../../src/graph/ops.js';
import { simplifyForward, simplifyGradient } from '../../../src/graph/simplify/simplify.js';
import { openFile } from '../../../src/models/load.js';
import type { Model } from '../../../src/models/model.js';
import type { ExplicitPreprocessing } from '../../../src/models/preprocessing.js';
import { exportOnnx } from '../../../src/onnx-format/export.js';
import { type Numbers, relativeDifference } from '../graph/close.js';
import { channelsFirst, channelsLast, floats } from './keras-files.js';

const SCRIPT = fileURLToPath(new URL('../../fixtures/keras/application.py', import.meta.url));
const TOLERANCE = 1e-3;

/** Architectures whose files of weights alone open, and the option that such a file needs. */
const BY_WEIGHTS: Readonly<Record<string, string | undefined>> = {
  VGG16: undefined,
  VGG19: undefined,
  InceptionV3: undefined,
  ResNet50: undefined,
  Xception: undefined,
  MobileNet: undefined,
  MobileNetV2: undefined,
  DenseNet121: undefined,
  EfficientNetB0: 'efficientnet-b0-scratch',
};

/** What application.py writes about a network. */
interface Application {
  readonly parameters: number;
  /** Of the picture, in pixels. */
  readonly side: number;
  readonly preprocessing: ExplicitPreprocessing;
  readonly picture: string;
  readonly probes: Readonly<Record<string, { readonly shape: readonly number[]; readonly value: string }>>;
  /** The layer whose gradient is computed, and the weights of its channels in the score. */
  readonly middle: string;
  readonly weights: string;
  readonly gradients: readonly { readonly side: number; readonly picture: string; readonly gradient: string }[];
}

function python(...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(process.env.PYTHON ?? 'python3', [SCRIPT, ...args]);
  if (status !== 0) throw new Error(`application.py ${args.join(' ')} failed: ${error ?? stderr}`);
  return stdout.toString();
}

/** The largest relative difference of the layers' values, and that of the gradient for each picture until one agrees. */
async function compare(model: Model, known: Application) {
  const nodeOf = (name: string) => {
    const layer = model.layers.find((one) => one.name === name);
    if (layer === undefined) throw new Error(`there is no layer '${name}'`);
    return layer.node;
  };
  const parameters = model.layers.reduce((sum, layer) => sum + (layer.parameters ?? 0), 0);
  if (parameters !== known.parameters) throw new Error(`${parameters} parameters, not ${known.parameters}`);
  const names = Object.keys(known.probes);
  const values = simplifyForward(names.map(nodeOf));
  const value = await withNetwork(Object.fromEntries(values.map((node, i) => [`value${i}`, node])), async (read) => {
    const found = await read(known.picture, known.side);
    return Math.max(
      ...names.map((name, i) => {
        const expected = known.probes[name]!;
        const { shape, data } = found(`value${i}`);
        if (shape.join() !== expected.shape.join()) throw new Error(`'${name}' is [${shape}], not [${expected.shape}]`);
        return relativeDifference(data, floats(expected.value));
      }),
    );
  });
  const row = floats(known.weights);
  const [middle] = simplifyForward([nodeOf(known.middle)]);
  const score = dot(constant({ shape: [1, row.length], data: row }), spatialMean(middle!));
  const [slope] = simplifyGradient([gradient(score, model.image)]);
  const gradients = await withNetwork({ slope: slope! }, async (read) => {
    const found: number[] = [];
    for (const { side, picture, gradient: expected } of known.gradients) {
      const { data } = (await read(picture, side))('slope');
      found.push(relativeDifference(data, floats(expected)));
      // A value on the kink of a ReLU, but for its last bits, has either slope. Another picture has none there; a
      // mistake shows in all.
      if (found.at(-1)! <= TOLERANCE) break;
    }
    return found;
  });
  return { value, gradients };
}

type Read = (picture: string, side: number) => Promise<(output: string) => Numbers>;

/** Runs the outputs of a network for pictures, all channels last. */
async function withNetwork<T>(outputs: Readonly<Record<string, Node>>, use: (read: Read) => Promise<T>): Promise<T> {
  const session = await ort.InferenceSession.create(exportOnnx(outputs), { logSeverityLevel: 3, intraOpNumThreads: 2 });
  try {
    return await use(async (picture, side) => {
      const { shape, data } = channelsFirst(floats(picture), side, side);
      const results = await session.run({ image: new ort.Tensor('float32', data, shape) });
      return (output) => {
        const { dims, data } = results[output]!;
        return channelsLast({ shape: dims, data: data as Float32Array });
      };
    });
  } finally {
    await session.release();
  }
}

/** What was found of a network's file. @throws Error, or what opening throws, when it does not agree. */
async function tried(path: string, known: Application, architecture?: string): Promise<string> {
  const start = performance.now();
  const { preprocessing } = known;
  const model = await openFile(path, { preprocessing, ...(architecture === undefined ? {} : { architecture }) });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const { value, gradients } = await compare(model, known);
  const slopes = gradients.map((one) => one.toExponential(0)).join(', ');
  const said = `values differ by ${value.toExponential(0)}, gradients by ${slopes}`;
  if (!(value <= TOLERANCE && gradients.at(-1)! <= TOLERANCE)) throw new Error(said);
  return `${(statSync(path).size / 1e6).toFixed(0)} MB open in ${seconds} s; ${said}`;
}

/** Files of weights alone of other architectures are refused. */
async function refused(path: string): Promise<string> {
  try {
    await openFile(path);
  } catch (cause) {
    if (cause instanceof UserError && cause.code === 'NETWORK_UNREADABLE') return 'refused, as it should be';
    throw cause;
  }
  throw new Error('opens, but its architecture is not known');
}

async function tryAll(name: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'neurozoom-application-'));
  try {
    python(name, folder);
    const known = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Application;
    let isGood = true;
    for (const format of ['keras', 'h5', 'weights.h5']) {
      const path = join(folder, `${name}.${format}`);
      if (statSync(path, { throwIfNoEntry: false }) === undefined) continue; // too large
      const isKnown = format !== 'weights.h5' || Object.hasOwn(BY_WEIGHTS, name);
      const found = isKnown
        ? tried(path, known, format === 'weights.h5' ? BY_WEIGHTS[name] : undefined)
        : refused(path);
      const said = await found.catch((cause: unknown) => {
        isGood = false;
        return `FAILS: ${cause instanceof Error ? cause.message : cause}`;
      });
      console.log(`${name}.${format}: ${said}`);
    }
    return isGood;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const names = process.argv.length > 2 ? process.argv.slice(2) : python('list').trim().split('\n');
const failed: string[] = [];
for (const name of names) if (!(await tryAll(name))) failed.push(name);
console.log(`${names.length - failed.length} of ${names.length} networks open and agree`);
if (failed.length > 0) process.exitCode = 1;
