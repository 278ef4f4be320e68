// Checksums of files, read piece by piece.

import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Adds all that a file holds to a hash. @throws The system's error when it cannot be read. */
export async function addFile(hash: Hash, path: string): Promise<void> {
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
}
