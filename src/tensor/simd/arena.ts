// Memory for the kernels: pictures of one shape, and some rows.

import type { Tensor } from '../tensor.js';
import { KERNELS } from './kernels.js';

/** The functions of kernels.as.ts. */
export interface Kernels {
  sampleRow(
    source: number,
    target: number,
    planes: number,
    planeBytes: number,
    width: number,
    count: number,
    x: number,
    y: number,
    dx: number,
    dy: number,
    a: number,
    share: number,
    adds: number,
  ): void;
  subtractFrom(a: number, target: number, count: number): void;
  strengthenRow(above: number, row: number, below: number, target: number, count: number, gain: number): void;
  detailRow(above: number, row: number, below: number, target: number, count: number): void;
  dot(a: number, b: number, count: number): number;
}

/** Pictures on which the kernels work. */
export interface Arena {
  readonly kernels: Kernels;
  /** All of the arena's shape. `data.byteOffset` is the address of a picture. */
  readonly pictures: readonly Tensor[];
  /** Rows with room for a picture's width. */
  readonly rows: readonly Float32Array[];
}

/** What is used of the WebAssembly of Node and browsers, which TypeScript declares with the DOM alone. */
interface WebAssemblyApi {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

const { Memory, Module, Instance } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly;

/** Of WebAssembly. */
const PAGE_BYTES = 65_536;

/** Kernels load groups of four values, one pixel before a row and up to one group beyond it. */
const SLACK_BYTES = 64;

/** @param shape - `[n, channels, height, width]`. */
export function openArena(shape: readonly number[], pictureCount: number, rowCount: number): Arena {
  const length = shape.reduce((product, size) => product * size, 1);
  const width = shape.at(-1)!;
  const pictureBytes = align(4 * length) + SLACK_BYTES;
  const rowBytes = align(4 * width) + SLACK_BYTES;
  const bytes = SLACK_BYTES + pictureCount * pictureBytes + rowCount * rowBytes;
  const memory = new Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
  const { exports } = new Instance(new Module(Buffer.from(KERNELS, 'base64')), { env: { memory } });
  const rowsAt = SLACK_BYTES + pictureCount * pictureBytes;
  return {
    kernels: exports as Kernels,
    pictures: Array.from({ length: pictureCount }, (_, i) => ({
      shape,
      data: new Float32Array(memory.buffer, SLACK_BYTES + i * pictureBytes, length),
    })),
    rows: Array.from({ length: rowCount }, (_, i) => new Float32Array(memory.buffer, rowsAt + i * rowBytes, width)),
  };
}

function align(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}
