import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findFfmpeg } from '../../../src/video/encode/ffmpeg.js';
import { formatFor } from '../../../src/video/encode/formats.js';
import { openEncoder } from '../../../src/video/encode/stream.js';
import { readFilmComment } from '../../../src/video/read/film-comment.js';

const folder = mkdtempSync(join(tmpdir(), 'film-comment-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COMMENT = `# neurozoom; "quoted" = tête\nseed: 7\n${'cycle: { hold: 2s }\n'.repeat(200)}`;

async function film(ending: string): Promise<string> {
  const path = join(folder, `film${ending}`);
  const encoder = openEncoder({
    ffmpeg: await findFfmpeg(),
    format: formatFor(ending.slice(1) === 'mov' ? 'prores' : path),
    path,
  });
  const size = { width: 32, height: 32 };
  await encoder.start({
    ...size,
    fps: { numerator: 10, denominator: 1 },
    metadata: { title: 'A film', comment: COMMENT },
  });
  for (let i = 0; i < 3; i++) await encoder.write({ ...size, data: new Uint8Array(32 * 32 * 3).fill(80 * i) });
  await encoder.finish();
  return path;
}

describe('readFilmComment', () => {
  it.each(['.mp4', '.mov', '.webm'])('finds the comment of a film in %s', async (ending) => {
    expect(await readFilmComment(await film(ending))).toBe(COMMENT);
  });

  it('finds none in what is no film', async () => {
    writeFileSync(join(folder, 'a.png'), 'not a film at all, but long enough');
    writeFileSync(join(folder, 'empty'), '');
    expect(await readFilmComment(join(folder, 'a.png'))).toBeNull();
    expect(await readFilmComment(join(folder, 'empty'))).toBeNull();
  });

  it.each(['.mp4', '.webm'])('is not led astray by a damaged %s', async (ending) => {
    const bytes = readFileSync(await film(ending));
    for (let i = 0; i < 200; i++) {
      const mutated = Buffer.from(bytes);
      // Mostly in the index, at the end of a WebM and of an MP4.
      for (let k = 0; k < 4; k++)
        mutated[bytes.length - 1 - ((i * 131 + k * 977) % Math.min(bytes.length, 6000))] = (i * 37 + k) % 256;
      writeFileSync(join(folder, 'broken'), mutated.subarray(0, i % 3 === 0 ? bytes.length - i : bytes.length));
      const found = await readFilmComment(join(folder, 'broken')).catch((error: unknown) => error);
      expect(found === null || typeof found === 'string' || found instanceof Error).toBe(true);
    }
  });
});
