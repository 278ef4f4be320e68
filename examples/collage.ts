// Renders the twelve frames of a short film and lays them out as one picture, collage.png, without writing a film.
//
//   npx tsx examples/collage.ts [SIZE]

import { parsePreset, renderFrames } from 'neurozoom';
import sharp, { type OverlayOptions } from 'sharp';

const COLUMNS = 4;
const ROWS = 3;

const [size = '192x192'] = process.argv.slice(2);
const settings = parsePreset({
  size,
  fps: 3,
  duration: '4s',
  opening: { enlargements: 10 },
  cycle: { hold: '1s', blend: '1s', neurons: ['block8:96', 'block8:102'] },
});

const cells: OverlayOptions[] = [];
for await (const { index, width, height, bytes } of renderFrames(settings)) {
  // The next frame overwrites the bytes, so they are encoded here.
  const input = await sharp(bytes, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  cells.push({ input, left: (index % COLUMNS) * width, top: Math.floor(index / COLUMNS) * height });
}

const { width, height } = settings;
await sharp({ create: { width: COLUMNS * width, height: ROWS * height, channels: 3, background: 'black' } })
  .composite(cells)
  .toFile('collage.png');
console.log(`collage.png: ${cells.length} frames`);
