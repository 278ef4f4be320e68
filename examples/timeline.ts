// A film whose zoom follows numbers of your own: here the heights of a tide. Writes an animated picture, tide.webp.
//
//   npx tsx examples/timeline.ts [SIZE]

import { parsePreset, prepareFilm, renderFrames, type Timeline } from 'neurozoom';
import sharp from 'sharp';

/** One number per frame, from 0 to 1. */
const TIDE = Array.from({ length: 24 }, (_, hour) => 0.5 + 0.5 * Math.sin((2 * Math.PI * hour) / 12.4));

const [size = '192x192'] = process.argv.slice(2);
const settings = parsePreset({
  size,
  fps: 12,
  duration: '2s',
  opening: { enlargements: 10 },
  ascent: { steps: 3 },
  cycle: { neurons: ['block8:96'] },
});

const film = await prepareFilm(settings);

/** The timeline of the settings, but each frame zooms by 0 to 10 %, as the tide says. */
const timeline: Timeline = {
  ...film.timeline,
  frameCount: TIDE.length,
  shot(frame) {
    const shot = film.timeline.shot(frame);
    return { ...shot, move: { ...shot.move, zoom: 1 + 0.1 * (TIDE[frame] ?? 0) } };
  },
};

const frames: Uint8Array[] = [];
try {
  for await (const { bytes } of renderFrames({ ...film, timeline })) frames.push(bytes.slice());
} finally {
  await film.close();
}

const { width, height } = settings;
await sharp(Buffer.concat(frames), {
  raw: { width, height: frames.length * height, channels: 3, pageHeight: height },
})
  .webp({ delay: 83, loop: 0 })
  .toFile('tide.webp');
console.log(`tide.webp: ${frames.length} frames`);
