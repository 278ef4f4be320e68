// Functions of the operating system's C library that Node does not have. Only this file imports koffi.

import { openSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Functions of the operating system. */
export interface System {
  /** Creates an empty file without a name in memory. @returns its file descriptor; null if that is not possible. */
  createFile(): number | null;
  /** Maps a part of a file into memory. @param at - A multiple of the page size, in bytes. */
  map(fd: number, at: number, bytes: number): Mapping;
  /** Frees a part of a file of `createFile`, whose contents are lost. */
  discard(fd: number, at: number, bytes: number): void;
  /** Ends this process when the thread that started it ends, even if it hangs or is stopped. Linux only. */
  dieWithParent(): void;
}

/** A part of a file in memory. */
export interface Mapping {
  /** A new object at each call, for the same memory. */
  view(): ArrayBuffer;
  /** No view may be used afterwards. */
  unmap(): void;
}

/** PROT_READ | PROT_WRITE and MAP_SHARED have these values on Linux and macOS. */
const READ_WRITE = 3;
const SHARED = 1;
/** (void *) -1 */
const MAP_FAILED = 2n ** 64n - 1n;

/** Values of Linux. */
const MFD_CLOEXEC = 1;
const PUNCH_HOLE_AND_KEEP_SIZE = 3;
const PR_SET_PDEATHSIG = 1;
const SIGKILL = 9;

/** Loads the functions. @returns null on a system without them. */
export async function loadSystem(): Promise<System | null> {
  const isLinux = process.platform === 'linux';
  if (!isLinux && process.platform !== 'darwin') return null;
  try {
    const { default: koffi } = await import('koffi');
    const c = koffi.load(null);
    const mmap = c.func('void *mmap(void *near, size_t bytes, int protection, int flags, int fd, int64_t at)');
    const munmap = c.func('int munmap(void *memory, size_t bytes)');
    const linux = isLinux
      ? {
          create: c.func('int memfd_create(const char *name, unsigned int flags)'),
          allocate: c.func('int fallocate(int fd, int mode, int64_t at, int64_t bytes)'),
          control: c.func('int prctl(int option, unsigned long value)'),
        }
      : undefined;
    return {
      createFile() {
        if (linux === undefined) return createTemporaryFile();
        const fd = Number(linux.create('neurozoom', MFD_CLOEXEC));
        return fd < 0 ? null : fd;
      },
      map(fd, at, bytes) {
        const memory: unknown = mmap(null, bytes, READ_WRITE, SHARED, fd, at);
        if (koffi.address(memory) === MAP_FAILED) throw new Error(`${bytes} bytes of a file could not be mapped.`);
        return { view: () => koffi.view(memory, bytes), unmap: () => munmap(memory, bytes) };
      },
      discard: (fd, at, bytes) => linux?.allocate(fd, PUNCH_HOLE_AND_KEEP_SIZE, at, bytes),
      dieWithParent: () => linux?.control(PR_SET_PDEATHSIG, SIGKILL),
    };
  } catch {
    return null; // koffi has no binary for this system, or its C library lacks a function
  }
}

/** A file that is removed at once; its contents stay as long as it is open. */
function createTemporaryFile(): number | null {
  const path = join(tmpdir(), `neurozoom-${process.pid}-${performance.now()}`);
  try {
    const fd = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    return fd;
  } catch {
    return null;
  }
}
