// Counts the frames in a finished film by reading the file itself. ffmpeg's exit code 0 is not success: on a full disk it leaves a film
// without an index and ends with 0, and when its input breaks off it completes a shorter film. There is no ffprobe with the packaged
// ffmpeg, and asking ffmpeg to read its own file back accepts a file that was cut short; so these are small walkers of our own.

import type { Container, VideoFormat } from '../encode/formats.js';
import type { FilmFacts } from './film-facts.js';
import { readGif } from './gif-blocks.js';
import { readMp4 } from './mp4-boxes.js';
import { readPngFolder } from './png-folder.js';
import { readWebm } from './webm-elements.js';

/**
 * Walks through a film written by us from its first byte to its last.
 *
 * @throws Error saying what is wrong with it (to be read after `the file is damaged:`) when it is cut short, corrupt or not of that format,
 * or the system's error when it cannot be read.
 */
export function countFrames(path: string, format: VideoFormat): Promise<FilmFacts> {
  return READERS[format.container](path);
}

const READERS: { readonly [K in Container]: (path: string) => Promise<FilmFacts> } = {
  mp4: readMp4,
  webm: readWebm,
  gif: readGif,
  'png-folder': readPngFolder,
};
