// Memory that the program and the process of an engine share: pictures and gradients lie in it and are not copied. Node
// has none, so a few functions of the system's C library are called, through koffi. Where that is not possible (Windows,
// a system without a binary of koffi), there is no shared memory.

import { closeSync, ftruncateSync } from 'node:fs';
import { markAsUntransferable } from 'node:worker_threads';
import { loadSystem, type Mapping, type System } from './system.js';

/** Numbers in shared memory. */
export interface SharedArray {
  /** Position in the shared memory, in bytes. */
  readonly at: number;
  readonly data: Float32Array;
}

/** Shared memory, as the program sees it. */
export interface SharedMemory {
  /** The file descriptor, which a child process inherits. */
  readonly fd: number;
  /** Makes an array of this length. Its memory is used again when the array has been garbage-collected. */
  allocate(length: number): SharedArray;
  /** The position of an array that `allocate` made; undefined for any other. */
  find(data: Float32Array): number | undefined;
  /** Arrays stay usable, but the other process no longer sees changes to them. */
  close(): void;
}

/** Positions are multiples of this, in bytes: the largest page of the systems that are supported. */
const PAGE = 65_536;

/** As many unused arrays of one length are kept: a picture and two gradients. */
const KEPT = 3;

/** Creates shared memory, still empty. @returns null where there is none. */
export async function createSharedMemory(): Promise<SharedMemory | null> {
  const system = await loadSystem();
  const fd = system?.createFile() ?? null;
  return system === null || fd === null ? null : openArena(system, fd);
}

/** Memory of an array. */
interface Slot extends Mapping {
  readonly at: number;
  readonly bytes: number;
}

function openArena(system: System, fd: number): SharedMemory {
  const positions = new WeakMap<ArrayBufferLike, number>();
  /** Slots without an array, by their bytes. */
  const unused = new Map<number, Slot[]>();
  let end = 0;
  let isOpen = true;
  const discard = (slot: Slot) => {
    slot.unmap();
    system.discard(fd, slot.at, slot.bytes);
  };
  const collected = new FinalizationRegistry<Slot>((slot) => {
    if (!isOpen) return slot.unmap();
    const free = unused.get(slot.bytes) ?? [];
    unused.set(slot.bytes, free);
    free.push(slot);
    if (free.length > KEPT) discard(free.shift()!);
  });
  /** Slots are cut off the end of the file; the pages of discarded ones take no memory. */
  const openSlot = (bytes: number): Slot => {
    // Other lengths are probably over: a picture grows through several sizes.
    for (const [other, slots] of unused) if (other !== bytes) for (const slot of slots.splice(0)) discard(slot);
    const at = end;
    end += bytes;
    ftruncateSync(fd, end);
    return { at, bytes, ...system.map(fd, at, bytes) };
  };
  return {
    fd,
    allocate(length) {
      const bytes = Math.max(PAGE, Math.ceil((4 * length) / PAGE) * PAGE);
      const slot = unused.get(bytes)?.pop() ?? openSlot(bytes);
      const memory = slot.view();
      markAsUntransferable(memory); // or its memory would be used again while another thread has it
      positions.set(memory, slot.at);
      collected.register(memory, slot);
      return { at: slot.at, data: new Float32Array(memory, 0, length) };
    },
    find: ({ buffer, byteOffset }) => (byteOffset === 0 ? positions.get(buffer) : undefined),
    close() {
      isOpen = false;
      for (const slots of unused.values()) for (const slot of slots.splice(0)) slot.unmap();
      closeSync(fd);
    },
  };
}

/** Shared memory, as the process of the engine sees it. */
export interface InheritedMemory {
  /** An array that the program has allocated; valid for one evaluation. */
  view(at: number, length: number): Float32Array;
}

/** So many arrays stay mapped, more than one evaluation has. */
const MAPPED = 16;

/** Opens shared memory that the program created. */
export async function openInheritedMemory(fd: number): Promise<InheritedMemory> {
  const system = await loadSystem();
  if (system === null) throw new Error('Expected a system with shared memory.');
  const known = new Map<number, { readonly memory: ArrayBuffer; unmap(): void }>();
  return {
    view(at, length) {
      let found = known.get(at);
      if (found === undefined) {
        const mapping = system.map(fd, at, Math.ceil((4 * length) / PAGE) * PAGE);
        found = { memory: mapping.view(), unmap: mapping.unmap };
      }
      // By last use. A position is only used again for an array of as many pages.
      known.delete(at);
      known.set(at, found);
      if (known.size > MAPPED) {
        const [[oldest, { unmap }]] = known as unknown as [[number, { unmap(): void }]];
        known.delete(oldest);
        unmap();
      }
      return new Float32Array(found.memory, 0, length);
    },
  };
}
