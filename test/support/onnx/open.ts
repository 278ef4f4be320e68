// Opens bytes as a network, and runs them in onnxruntime.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import type { Model } from '../../../src/models/model.js';
import { openOnnx } from '../../../src/models/onnx/onnx.js';
import type { Preprocessing } from '../../../src/models/preprocessing.js';
import type { Tensor } from '../../../src/tensor/tensor.js';

/** Leaves the picture as it is. */
export const PLAIN: Preprocessing = { scale: [1, 1, 1], offset: [0, 0, 0], order: 'rgb' };

/** Opens a file of these bytes. Its folder is removed afterwards, so `use` must read all layers that a test needs. */
export async function withModel<T>(bytes: Uint8Array, use: (model: Model) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'neurozoom-onnx-'));
  try {
    const path = join(folder, 'net.onnx');
    writeFileSync(path, bytes);
    return await use(await openOnnx(path, { name: 'net', preprocessing: PLAIN }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What onnxruntime computes for the file, without its optimisations. */
export async function runOnnx(bytes: Uint8Array, x: Tensor, output: string, input = 'x'): Promise<Tensor> {
  const session = await ort.InferenceSession.create(bytes, {
    graphOptimizationLevel: 'disabled',
    logSeverityLevel: 3,
    intraOpNumThreads: 1,
  });
  try {
    const results = await session.run({ [input]: new ort.Tensor('float32', x.data, x.shape) }, [output]);
    const { dims, data } = results[output]!;
    return { shape: dims, data: data as Float32Array };
  } finally {
    await session.release();
  }
}
