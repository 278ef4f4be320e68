// Memory for the kernels, which reach no other.

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
  resampleRow(
    rows: number,
    rowWeights: number,
    rowTaps: number,
    width: number,
    blended: number,
    pad: number,
    first: number,
    weights: number,
    columnTaps: number,
    target: number,
    count: number,
    bound: number,
  ): void;
}

/** Memory on which the kernels work. */
export interface Arena {
  readonly kernels: Kernels;
  /** As many values each as was asked for, of any kind. `byteOffset` is the address of an array. */
  readonly arrays: readonly Float32Array[];
  readonly memory: Memory;
}

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): void;
}

/** What is used of the WebAssembly of Node and browsers, which TypeScript declares with the DOM alone. */
interface WebAssemblyApi {
  readonly Memory: new (size: { readonly initial: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

/** Of WebAssembly. */
const PAGE_BYTES = 65_536;

/** Kernels load groups of four values: one pixel before an array, and up to one group beyond it. */
const SLACK_BYTES = 64;

/**
 * @param lengths - How many values each array has.
 * @param before - An arena that is no longer needed. Its memory is used again, since every memory reserves gigabytes of
 *   addresses until it is collected.
 */
export function openArena(lengths: readonly number[], before?: Arena): Arena {
  let end = SLACK_BYTES;
  const starts = lengths.map((length) => {
    const start = end;
    end += Math.ceil((4 * length) / 16) * 16 + SLACK_BYTES;
    return start;
  });
  const memory = before?.memory ?? new WebAssembly.Memory({ initial: Math.ceil(end / PAGE_BYTES) });
  const missing = Math.ceil((end - memory.buffer.byteLength) / PAGE_BYTES);
  if (missing > 0) memory.grow(missing);
  return {
    kernels: before?.kernels ?? instantiate(memory),
    arrays: lengths.map((length, i) => new Float32Array(memory.buffer, starts[i], length)),
    memory,
  };
}

function instantiate(memory: Memory): Kernels {
  const module = new WebAssembly.Module(Buffer.from(KERNELS, 'base64'));
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Kernels;
}
