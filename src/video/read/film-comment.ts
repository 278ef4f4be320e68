// The comment in a film's metadata, where its settings stand: read from the file itself, since the file may come from anyone, and ffmpeg opens everything.

import { METADATA_MAX_BYTES } from '../encode/metadata.js';
import { withFileWindow } from './file-window.js';
import { readMp4Comment } from './mp4-boxes.js';
import { readWebmComment } from './webm-elements.js';

/** First bytes of a WebM file. */
const EBML = 0x1a45dfa3;

/**
 * Reads the comment of an MP4, MOV or WebM file.
 *
 * @returns null when the file is none of them, or has no comment.
 * @throws Error saying what is wrong with a damaged one; the system's error when it cannot be read.
 */
export async function readFilmComment(path: string): Promise<string | null> {
  const kind = await withFileWindow(path, async (file) => {
    if (file.size < 12) return null;
    const head = await file.bytes(0, 12, 'its header');
    if (head.readUInt32BE(0) === EBML) return 'webm';
    return head.toString('latin1', 4, 8) === 'ftyp' ? 'mp4' : null;
  });
  if (kind === null) return null;
  const comment = await (kind === 'mp4' ? readMp4Comment(path) : readWebmComment(path));
  return comment === null || Buffer.byteLength(comment) > METADATA_MAX_BYTES ? null : comment;
}
