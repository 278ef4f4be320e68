// Networks in the form of PyTorch's exporters, and PyTorch's results for them: test/fixtures/torch.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Tensor } from '../../../src/tensor/tensor.js';
import { floats, noise } from './keras-files.js';

/** What PyTorch computed for a module; values and gradients are sampled. */
export interface TorchProbe {
  readonly channels: number;
  readonly score: number;
  /** Of `[channels, positions]`, the patches only. */
  readonly value: Float32Array;
  /** The gradient of the score with respect to the picture. */
  readonly gradient: Float32Array;
}

/** A file and its reference values. */
export interface TorchFile {
  readonly title: string;
  readonly bytes: Uint8Array;
  readonly picture: Tensor;
  /** By the name of the layer that computes the module's value. */
  readonly probes: Readonly<Record<string, TorchProbe>>;
}

interface Stored {
  readonly side: number;
  readonly picture: string;
  readonly exporters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly probes: Readonly<
    Record<
      string,
      { readonly channels: number; readonly score: number; readonly value: string; readonly gradient: string }
    >
  >;
}

const at = (name: string): URL => new URL(`../../fixtures/torch/${name}`, import.meta.url);

/** All of them. */
export function torchFiles(): readonly TorchFile[] {
  const stored = JSON.parse(readFileSync(at('references.json'), 'utf8')) as Readonly<Record<string, Stored>>;
  return Object.entries(stored).flatMap(([name, { side, picture, exporters, probes }]) =>
    Object.entries(exporters).map(([exporter, nodes]) => ({
      title: `${name}, ${exporter} exporter`,
      bytes: gunzipSync(readFileSync(at(`${name}.${exporter}.onnx.gz`))),
      picture: {
        shape: [1, 3, side, side],
        data: Float32Array.from(noise(picture, 3 * side * side), (value) => (value + 1) / 2),
      },
      probes: Object.fromEntries(
        Object.entries(probes).map(([module, { value, gradient, ...rest }]) => [
          nodes[module]!,
          { ...rest, value: floats(value), gradient: floats(gradient) },
        ]),
      ),
    })),
  );
}

/** Every k-th number, like the references. */
export function sampledLikeTorch(data: ArrayLike<number>): number[] {
  const step = Math.max(1, Math.floor(data.length / 256));
  return Array.from({ length: Math.ceil(data.length / step) }, (_, i) => data[i * step]!);
}
