// Atlases for tests. In place of what neurons see they show gratings of known colour, contrast and direction, measured
// and laid into sheets as real thumbnails are.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Atlas, AtlasLayer, AtlasNetwork, MeasuredNeuron, PictureMeasures, Sheet } from '../../src/atlas/atlas.js';
import { pageFile, writeAtlas, writeInFolder } from '../../src/atlas/folder.js';
import { measurePicture } from '../../src/atlas/measure.js';
import { pageOf } from '../../src/atlas/page.js';
import { withSimilar } from '../../src/atlas/similar.js';
import type { Rgb8Image } from '../../src/tensor/pixels.js';

/** A grating to look at. */
export interface Grating {
  readonly side: number;
  /** Of its stripes, in radians. */
  readonly angle: number;
  /** Pixels from stripe to stripe. */
  readonly period: number;
  /** Of its two colours, 0 to 255. */
  readonly from: readonly [number, number, number];
  readonly to: readonly [number, number, number];
}

export function grating({ side, angle, period, from, to }: Grating): Rgb8Image {
  const data = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const share = 0.5 + 0.5 * Math.sin((2 * Math.PI * (x * Math.cos(angle) + y * Math.sin(angle))) / period);
      for (let c = 0; c < 3; c++) data[(y * side + x) * 3 + c] = Math.round(from[c]! * (1 - share) + to[c]! * share);
    }
  }
  return { width: side, height: side, data };
}

/** The grating that stands for a neuron: directions and hues go round, colour grows with the number. */
export function standIn(neuron: number, count: number, side: number): Rgb8Image {
  const liveliness = neuron / Math.max(1, count - 1);
  const hue = (k: number) => 128 + 110 * liveliness * Math.cos(neuron * 0.7 + (k * 2 * Math.PI) / 3);
  const angle = ((neuron * 5) % 16) * (Math.PI / 16);
  return grating({ side, angle, period: 6 + (neuron % 4) * 5, from: [hue(0), hue(1), hue(2)], to: [30, 30, 30] });
}

export interface SyntheticLayer {
  readonly name: string;
  readonly count: number;
  /** Whether a neuron of it is dead. @default every seventh */
  readonly dead?: (neuron: number) => boolean;
  /** What it sees. @default a grating of its own */
  readonly picture?: (neuron: number) => Rgb8Image;
  /** Names of classes seen. */
  readonly classes?: (neuron: number) => readonly string[];
}

const NETWORK: AtlasNetwork = { name: 'efficientnet-lite0', hash: 'ab'.repeat(32) };

/** Makes an atlas in a folder: JSON, sheets and page. */
export async function writeSyntheticAtlas(
  folder: string,
  layers: readonly SyntheticLayer[],
  { network = NETWORK, cell = 32 }: { readonly network?: AtlasNetwork; readonly cell?: number } = {},
): Promise<Atlas> {
  mkdirSync(folder, { recursive: true });
  const sheets = new Map<string, Buffer>();
  const measures = new Map<Rgb8Image, PictureMeasures>();
  const measured = (picture: Rgb8Image) => {
    const known = measures.get(picture) ?? measurePicture(picture);
    measures.set(picture, known);
    return known;
  };
  const made: AtlasLayer[] = [];
  for (const [i, layer] of layers.entries()) {
    const see = layer.picture ?? ((neuron: number) => standIn(neuron, layer.count, cell));
    const pictures = Array.from({ length: layer.count }, (_, neuron) => see(neuron));
    const neurons = pictures.map((picture, neuron): MeasuredNeuron => {
      const seen = layer.classes?.(neuron) ?? [];
      return {
        neuron,
        scoreStart: -1,
        scoreEnd: ((neuron * 37) % layer.count) / 10,
        convergence: (neuron % 11) / 10,
        dead: layer.dead?.(neuron) ?? neuron % 7 === 6,
        classes: seen.map((name, rank) => ({ name, share: 0.9 / (rank + 1) })),
        ...measured(picture),
      };
    });
    const perSheet = Math.floor(2048 / cell) ** 2;
    const layerSheets: Sheet[] = [];
    for (let first = 0; first < layer.count; first += perSheet) {
      const part = pictures.slice(first, first + perSheet);
      const columns = Math.min(part.length, Math.floor(2048 / cell));
      const file = `layer-${i}-${layerSheets.length}.webp`;
      layerSheets.push({ file, columns, count: part.length });
      const bytes = await sheetOf(part, columns, cell);
      sheets.set(file, bytes);
      writeFileSync(join(folder, file), bytes);
    }
    made.push({ name: layer.name, sheets: layerSheets, neurons: withSimilar(neurons) });
  }
  const atlas: Atlas = { network, madeBy: 'a test', plan: { cell, seed: 7, steps: 10 }, layers: made };
  await writeAtlas(folder, atlas);
  const page = await pageOf(atlas, ({ file }) => sheets.get(file)!);
  await writeInFolder(pageFile(folder), ...page);
  return atlas;
}

function sheetOf(pictures: readonly Rgb8Image[], columns: number, cell: number): Promise<Buffer> {
  const rows = Math.ceil(pictures.length / columns);
  const all = new Uint8Array(rows * cell * columns * cell * 3);
  for (const [i, { data }] of pictures.entries()) {
    const [left, top] = [(i % columns) * cell, Math.floor(i / columns) * cell];
    for (let y = 0; y < cell; y++) {
      all.set(data.subarray(y * cell * 3, (y + 1) * cell * 3), ((top + y) * columns * cell + left) * 3);
    }
  }
  return sharp(all, { raw: { width: columns * cell, height: rows * cell, channels: 3 } })
    .webp({ quality: 90 })
    .toBuffer();
}
