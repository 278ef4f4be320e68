// An engine in the calling process: onnxruntime. Tests and benchmarks compare the engines beside the program with it.
// `openEngine` is the door for everything else.

import { exportOnnx } from '../onnx-format/export.js';
import type { Engine } from './engine.js';
import { engineOn } from './host.js';
import { type OnnxOptions, openOnnxHost } from './onnx-host.js';

/**
 * Opens onnxruntime on the CPU in the calling process: an evaluation blocks the calling thread, and a crash of
 * onnxruntime ends the process.
 *
 * @throws UserError as `openOnnxHost`.
 */
export async function onnxEngine(options: OnnxOptions = {}): Promise<Engine> {
  return engineOn('cpu', await openOnnxHost(options), exportOnnx);
}
