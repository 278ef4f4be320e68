// Single pictures taken out of a film: PNG or JPEG, how ffmpeg writes them and how to tell that one is whole.

import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { UserError } from '../../errors.js';
import { pngSize } from '../read/png-folder.js';

/** A format of single pictures. */
export interface PictureFormat {
  readonly extension: '.png' | '.jpg';
  /** From full-range RGB to what the encoder takes. */
  readonly filter: string;
  readonly arguments: readonly string[];
  /** Whether the file begins and ends as it must. */
  isWhole(path: string): Promise<boolean>;
}

/**
 * The picture format that a file's extension stands for.
 *
 * @throws UserError ARGUMENT_INVALID for anything but .png, .jpg and .jpeg.
 */
export function pictureFormatFor(file: string): PictureFormat {
  const extension = extname(file).toLowerCase();
  if (extension === '.png') return PNG;
  if (extension === '.jpg' || extension === '.jpeg') return JPEG;
  throw new UserError('ARGUMENT_INVALID', `'${basename(file)}' names no picture that can be written`, {
    hint: 'end the name in .png or .jpg',
  });
}

/** `-update 1`: the name is one file's, whatever it holds that looks like a pattern. */
const ONE_PICTURE = ['-frames:v', '1', '-f', 'image2', '-update', '1'];

const PNG: PictureFormat = {
  extension: '.png',
  filter: 'format=rgb24',
  arguments: ['-c:v', 'png', ...ONE_PICTURE],
  isWhole: async (path) => (await pngSize(path)) !== null,
};

const JPEG: PictureFormat = {
  extension: '.jpg',
  // JFIF is full-range BT.601 by definition. Full chroma: posters are small, and fine coloured texture is what they show.
  filter: 'scale=out_color_matrix=bt601:out_range=pc:flags=bicubic+accurate_rnd+full_chroma_inp,format=yuvj444p',
  arguments: ['-c:v', 'mjpeg', '-q:v', '2', ...ONE_PICTURE],
  isWhole: hasJpegMarkers,
};

/** A JPEG begins with the marker "start of image" and ends with "end of image" (ITU-T T.81, table B.1). */
async function hasJpegMarkers(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    if (size < 4) return false;
    const marks = Buffer.alloc(4);
    await handle.read(marks, 0, 2, 0);
    await handle.read(marks, 2, 2, size - 2);
    return marks.equals(Buffer.from([0xff, 0xd8, 0xff, 0xd9]));
  } finally {
    await handle.close();
  }
}
