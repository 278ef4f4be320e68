// The memory of a meter and a limiter: arrays that can be saved as one block of bytes and loaded again, so that a film
// that is resumed is judged and limited as if it had never stopped.

/** An array that a memory keeps. */
type Kept = Float32Array | Float64Array | Int32Array | Uint8Array | Int8Array;

/** Arrays that are saved together. */
export interface Memory {
  /** Keeps an array. The same arrays must be kept in the same order before `load`. */
  keep<T extends Kept>(array: T): T;
  /** A copy of all arrays. */
  save(): Uint8Array;
  /** @throws RangeError when the bytes are those of other arrays. */
  load(bytes: Uint8Array): void;
}

/** Opens a memory without arrays. */
export function openMemory(): Memory {
  const all: Uint8Array[] = [];
  const size = () => all.reduce((sum, { length }) => sum + length, 0);
  return {
    keep(array) {
      all.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
      return array;
    },
    save() {
      const bytes = new Uint8Array(size());
      let at = 0;
      for (const part of all) {
        bytes.set(part, at);
        at += part.length;
      }
      return bytes;
    },
    load(bytes) {
      if (bytes.length !== size()) {
        throw new RangeError(`Expected \`bytes\` to have ${size()} bytes, got \`${bytes.length}\`.`);
      }
      let at = 0;
      for (const part of all) {
        part.set(bytes.subarray(at, at + part.length));
        at += part.length;
      }
    },
  };
}
