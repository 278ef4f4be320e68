// The frames of the open segment as raw bytes on disk: what its ffmpeg has taken is lost with it, and is given to the next one from here.

import { type FileHandle, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { writeAt } from '../../disk/durable.js';

/** Frames on disk, by their place in the segment. */
export interface RawFrames {
  /** Writes a frame; again, if need be, where it was not written to the end. @returns its CRC-32. */
  write(place: number, frame: Uint8Array): Promise<number>;
  /** Reads a frame into a buffer of its size. @returns its CRC-32. @throws Error when it is not there. */
  read(place: number, into: Uint8Array): Promise<number>;
  /** Sends the frames to the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the spool of a segment, with what lies in it. */
export async function openRawFrames(folder: string, segment: number): Promise<RawFrames> {
  const path = rawFramesPath(folder, segment);
  const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return open(path, 'w+');
  });
  return {
    async write(place, frame) {
      await writeAt(file, frame, place * frame.length);
      return crc32(frame);
    },
    async read(place, into) {
      await readWhole(file, place * into.length, into);
      return crc32(into);
    },
    sync: () => file.datasync(),
    close: () => file.close(),
  };
}

/** Removes the spools of all segments before one. */
export async function pruneRawFrames(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const segment = /^frames-(\d{5,})\.rgb$/.exec(name)?.[1];
    if (segment !== undefined && Number(segment) < before) await rm(join(folder, name), { force: true });
  }
}

/** Where the frames of a segment lie: raw RGB, 8 bits a channel, one frame behind the other. */
export function rawFramesPath(folder: string, segment: number): string {
  return join(folder, `frames-${String(segment).padStart(5, '0')}.rgb`);
}

async function readWhole(file: FileHandle, position: number, into: Uint8Array): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) throw new Error('it ends inside a frame');
    done += bytesRead;
  }
}
