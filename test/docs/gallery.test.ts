// The gallery: its pictures are there, small, and what the commands on the page make. When the defaults of pictures
// change, make it again: run every command of docs/gallery.md with `--out docs/gallery/`, and look at the pictures.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.js';
import { image } from '../../src/cli/commands/image.js';
import { fileName, pictureSettings, readSubject } from '../../src/cli/input/picture-request.js';
import { loadCommands } from '../../src/cli/main.js';
import { openNetwork } from '../../src/models/load.js';
import type { Model } from '../../src/models/model.js';
import { BUNDLED } from '../../src/models/store/bundled.js';
import { findLayer, findNeuron } from '../../src/network/layers.js';
import { parsePicture } from '../../src/preset/load.js';
import type { PictureSettings } from '../../src/preset/picture/picture.js';
import { renderPicture } from '../../src/stills/picture.js';
import { readPictureText } from '../../src/stills/picture-file.js';
import { commandsOf } from '../support/web/pages.js';

const PAGE = 'docs/gallery.md';
const FOLDER = 'docs/gallery';
const MOST_BYTES = 1_000_000;
/**
 * In grey levels. WebP changes the two pictures below by 3; a change of the rate by 1e-6, which is about what another
 * processor does, by 6 and 11; another picture differs by more than 55.
 */
const MOST_DIFFERENCE = 25;

const text = readFileSync(PAGE, 'utf8');
/** The pictures on the page: their neurons and files. */
const shown = [...text.matchAll(/!\[([^\]]+)\]\(([^)]+)\)/g)].map(([, name, file]) => ({
  name: name!,
  file: join('docs', file!),
}));
const commands = commandsOf(PAGE);

/** What a command of the page makes: its word, and the settings of its picture. */
async function readCommand(command: string): Promise<{ readonly word: string; readonly settings: PictureSettings }> {
  const words = [...command.replace(/^npm start -- /, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain!,
  );
  const request = await parseArguments(await loadCommands(), words, { version: '', columns: 80 });
  if ('text' in request || request.command !== image) throw new Error(`${command} makes no picture`);
  const [word] = request.call.words;
  if (request.call.words.length !== 1) throw new Error(`${command} makes several pictures`);
  return {
    word: word!,
    settings: pictureSettings(request.call, { kind: 'image', show: [[await readSubject(word!)]] }),
  };
}

async function settingsIn(file: string): Promise<PictureSettings> {
  return parsePicture((await readPictureText(readFileSync(file))) ?? '', { name: file });
}

describe('the gallery', () => {
  let model: Model;
  beforeAll(async () => {
    model = await openNetwork(BUNDLED);
  });

  it('shows 24 to 36 pictures, each with one command in the same order', async () => {
    expect(shown.length).toBeGreaterThanOrEqual(24);
    expect(shown.length).toBeLessThanOrEqual(36);
    const words = await Promise.all(commands.map(async (command) => (await readCommand(command)).word));
    expect(words).toEqual(shown.map(({ name }) => name));
  });

  it('holds the pictures of the page and no others, under 1 MB in all', () => {
    expect(readdirSync(FOLDER).map((name) => join(FOLDER, name))).toEqual(shown.map(({ file }) => file).sort());
    const bytes = shown.reduce((sum, { file }) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  it.each(commands)('%s', async (command) => {
    const { word, settings } = await readCommand(command);
    for (const { layer, neuron } of settings.show.flat(2)) {
      expect(findLayer(model, layer).name).toBe(layer);
      if (neuron !== null) expect(findNeuron(model, layer, String(neuron))).toBeGreaterThanOrEqual(0);
    }
    // The picture was made by this command: its name is the command's, and so are the settings inside.
    const file = join(FOLDER, `${fileName(word)}.webp`);
    expect(shown.map((one) => one.file)).toContain(file);
    expect(await settingsIn(file)).toEqual(settings);
    const { width, height } = settings;
    expect(await sharp(file).metadata()).toMatchObject({ format: 'webp', width, height });
  });

  // Of shallow layers, whose growth is not chaotic, so that other processors make nearly the same pixels.
  it.each(['block0:8', 'block3:5'])('shows %s as its command makes it', async (name) => {
    const at = shown.findIndex((one) => one.name === name);
    const { settings } = await readCommand(commands[at]!);
    const made = await renderPicture(settings, { model });
    const stored = await sharp(shown[at]!.file).removeAlpha().raw().toBuffer();
    expect(meanDifference(made.data, stored)).toBeLessThan(MOST_DIFFERENCE);
    const other = await sharp(shown[at + 1]!.file)
      .removeAlpha()
      .raw()
      .toBuffer();
    expect(meanDifference(made.data, other)).toBeGreaterThan(2 * MOST_DIFFERENCE);
  });
});

/** Mean absolute difference of two pictures, in grey levels of 255. */
function meanDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / a.length;
}
