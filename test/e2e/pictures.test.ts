// The commands for pictures, as a user runs them: image, grid, layers, grow, again.

import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { call, ending, listing, type Run, scratchFolder, start, untilEvent, writePreset } from './cli.js';

const cwd = scratchFolder();
const output = join(cwd, 'output');
const bytesOf = (...path: string[]) => readFileSync(join(cwd, ...path));

/** Options for a picture so small that the real network draws it quickly. */
const SMALL = ['growth.enlargements=1', 'growth.finish=4', 'ascent.margin=4'].flatMap((value) => ['--set', value]);
const draw = (...args: string[]) => call([...args, ...SMALL, '--threads', '2'], { cwd });

function expectDone(made: Run): void {
  expect(made.stderr).not.toMatch(/error|Warning/);
  expect(made.code).toBe(0);
}

/** Mean red of a part of a picture. */
async function redOf(file: string, top: number, height: number): Promise<number> {
  const part = sharp(file).extract({ left: 0, top, width: 40, height });
  return (await sharp(await part.png().toBuffer()).stats()).channels[0]!.mean;
}

describe('neurozoom image', () => {
  it('makes a picture from whose settings the same picture is rendered, byte for byte', async () => {
    const made = await draw('image', 'block1:12', '--size', '64x48');
    expectDone(made);
    expect(made.stderr).toMatch(/output\/block1-12\.png: 64x48, .*, score .* to /);
    const { width, height, format, xmpAsString } = await sharp(bytesOf('output', 'block1-12.png')).metadata();
    expect([width, height, format]).toEqual([64, 48, 'png']);
    expect(xmpAsString).toContain('neurozoom:settings="# neurozoom');
    // Only its own file is needed.
    copyFileSync(join(output, 'block1-12.png'), join(cwd, 'moved.png'));
    expectDone(await call(['again', 'moved.png', '--threads', '1'], { cwd }));
    expect(bytesOf('moved.again.png')).toEqual(bytesOf('output', 'block1-12.png'));
  });

  it('reports mixtures, positions, layers and directions to programs, and writes the requested format', async () => {
    writeFileSync(join(cwd, 'way.json'), JSON.stringify(Array.from({ length: 40 }, (_, i) => Math.sin(i))));
    const what = ['0.7*block3:12 - block2:3', 'block3', 'block8:3@center', 'block3:way.json'];
    const made = await draw(
      'image',
      ...what,
      '--size',
      '48',
      '--json',
      '--quiet',
      '--out',
      'kinds/',
      '--format',
      'webp',
    );
    expect([made.code, made.stderr]).toEqual([0, '']);
    const kinds = made.events.map(({ kind }) => kind).filter((kind) => kind !== 'progress');
    expect(kinds).toEqual(['start', ...what.map(() => 'picture'), 'end']);
    const cells = made.events.flatMap(({ cells }) => (cells ?? []) as { subject: string | null; curve: number[] }[]);
    expect(new Set(cells.map(({ subject }) => subject))).toEqual(new Set([...what.slice(0, 3), null]));
    for (const { curve } of cells) expect(curve.at(-1)).toBeGreaterThan(curve[0]!);
    const names = ['0.7-block3-12-block2-3', 'block8-3@center', 'block3-way.json', 'block3'];
    expect(listing(join(cwd, 'kinds'))).toEqual(names.map((name) => `${name}.webp`).sort());
    // A direction is stored as numbers.
    writeFileSync(join(cwd, 'way.json'), '[]');
    expectDone(await call(['again', 'kinds/block3-way.json.webp'], { cwd }));
    expect(bytesOf('kinds', 'block3-way.json.again.webp')).toEqual(bytesOf('kinds', 'block3-way.json.webp'));
  });

  it('renders one of several variations that were pushed apart again', async () => {
    expectDone(
      await draw('image', 'block1_expand:12', '--size', '40', '--count', '2', '--diversity', '0.5', '--out', 'apart/'),
    );
    expect(bytesOf('apart', 'block1_expand-12-1.png')).not.toEqual(bytesOf('apart', 'block1_expand-12-2.png'));
    expectDone(await call(['again', 'apart/block1_expand-12-2.png'], { cwd }));
    expect(bytesOf('apart', 'block1_expand-12-2.again.png')).toEqual(bytesOf('apart', 'block1_expand-12-2.png'));
  });

  it('mixes all words with weights', async () => {
    const small = ['--size', '32', '--set', 'growth.enlargements=1', '--set', 'growth.steps=1'];
    expectDone(
      await call(['image', 'block1:3', 'block1:5', '--weights', '1,-0.5', '--out', 'w.png', ...small], { cwd }),
    );
    expectDone(await call(['image', 'block1:3 - 0.5*block1:5', '--out', 'e.png', ...small], { cwd }));
    expect(bytesOf('w.png')).toEqual(bytesOf('e.png'));
  });

  it('dreams on a photo, upright and with its proportions', async () => {
    // Its left half is red; its orientation turns that half to the top.
    const isRed = (i: number) => i % 3 === 0 && Math.floor(i / 3) % 60 < 30;
    const data = Buffer.from(Array.from({ length: 60 * 48 * 3 }, (_, i) => (isRed(i) ? 200 : 60)));
    const photo = () => sharp(data, { raw: { width: 60, height: 48, channels: 3 } });
    await photo().withMetadata({ orientation: 6 }).jpeg().toFile(join(cwd, 'photo.jpg'));
    expectDone(await call(['image', 'block1_expand', '--init', 'photo.jpg', '--out', 'dream.jpg'], { cwd }));
    const { width, height } = await sharp(bytesOf('dream.jpg')).metadata();
    expect([width, height]).toEqual([48, 60]);
    const [top, bottom] = [await redOf(join(cwd, 'dream.jpg'), 0, 24), await redOf(join(cwd, 'dream.jpg'), 36, 24)];
    expect(top - bottom).toBeGreaterThan(60);
    await photo().jpeg().toFile(join(cwd, 'photo.jpg'));
    const again = await call(['again', 'dream.jpg'], { cwd });
    expect([again.code, again.stderr]).toEqual([
      2,
      expect.stringContaining('photo.jpg has changed since the settings were made'),
    ]);
  });

  it('opens the result, or warns that the system has no viewer', async () => {
    const bin = join(cwd, 'bin');
    mkdirSync(bin);
    const paths = (...more: string[]) => ({ PATH: [...more, '/nowhere'].join(delimiter) });
    const args = ['image', 'stem:1', '--size', '40', '--open', ...SMALL];
    const none = await call(args, { cwd, env: paths() });
    expect(none.stderr).toMatch(
      /warning: output\/stem-1\.png was made but could not be opened: this system has no \S+$/m,
    );
    expect(none.code).toBe(0);
    const viewer = join(bin, process.platform === 'darwin' ? 'open' : 'xdg-open');
    writeFileSync(viewer, `#!/bin/sh\necho "$1" > '${join(bin, 'opened').replaceAll("'", "'\\''")}'\n`);
    chmodSync(viewer, 0o755);
    expect((await call(args, { cwd, env: paths(bin) })).stderr).not.toContain('warning');
    const opened = () => existsSync(join(bin, 'opened')) && readFileSync(join(bin, 'opened'), 'utf8');
    await expect.poll(opened).toContain('stem-1.png');
  });

  it('is stopped by Ctrl-C, and leaves no partial files', async () => {
    const child = start(['image', 'block8:1', '--size', '700', '--out', 'never/a.png', '--json'], { cwd });
    await untilEvent(child, ({ kind }) => kind === 'progress');
    child.kill('SIGINT');
    const { code, stderr } = await ending(child);
    expect([code, listing(join(cwd, 'never'))]).toEqual([130, []]);
    expect(stderr).toContain('stopped');
  });
});

describe('sheets', () => {
  it('grid shows the best of a sample with names and scores, with any fonts', async () => {
    const size = ['--sample', '8', '--best', '4', '--columns', '2', '--cell', '80'];
    const made = await draw('grid', 'block0_depthwise', ...size, '--json');
    expectDone(made);
    const cells = made.events.find(({ kind }) => kind === 'picture')!.cells as { endScore: number }[];
    const scores = cells.map(({ endScore }) => endScore);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores).toHaveLength(4);
    const { width, height } = await sharp(bytesOf('output', 'block0_depthwise-grid.png')).metadata();
    expect([width, height! > 2 * 86 + 6 + 20]).toEqual([2 * 86 + 6, true]);
    const bare = { FONTCONFIG_FILE: '/nowhere', FONTCONFIG_PATH: '/nowhere', HOME: cwd };
    expect((await call(['again', 'output/block0_depthwise-grid.png'], { cwd, env: bare })).code).toBe(0);
    expect(bytesOf('output', 'block0_depthwise-grid.again.png')).toEqual(
      bytesOf('output', 'block0_depthwise-grid.png'),
    );
  });

  it('grid shows named neurons in their order, each as image makes it', async () => {
    const bare = ['--cell', '48', '--no-captions', '--set', 'gap=0px'];
    expectDone(await draw('grid', 'block1', '--neurons', '12,1..2', ...bare, '--set', 'gap=0px'));
    expectDone(await draw('image', 'block1:2', '--size', '48', '--out', 'alone.png'));
    const { data, info } = await sharp(bytesOf('output', 'block1-grid.png'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([144, 48]);
    const row = (y: number) => data.subarray((y * 144 + 96) * 3, (y * 144 + 144) * 3);
    const cell = Buffer.concat(Array.from({ length: 48 }, (_, y) => row(y)));
    expect(cell).toEqual(await sharp(bytesOf('alone.png')).raw().toBuffer());
  });

  it('layers shows one row per layer', async () => {
    expectDone(await draw('layers', '--layers', 'stem,block1_expand', '--columns', '3', '--cell', '40'));
    const { width, height } = await sharp(bytesOf('output', 'efficientnet-lite0-layers.png')).metadata();
    expect([width, height! > 2 * 46 + 6]).toEqual([3 * 46 + 6, true]);
  });
});

describe('films', () => {
  it('grow films a growth and saves its last picture, from which the film is rendered again', async () => {
    const times = ['--from', '32', '--duration', '400ms', '--fps', '10'];
    expectDone(await call(['grow', 'block1_expand:12', '--size', '48', ...times, '--threads', '2'], { cwd }));
    const stem = 'block1_expand-12.growth';
    const names = listing(output).filter((name) => name.startsWith(stem));
    const endings = ['flash.json', 'flash.svg', 'last.png', 'mp4', 'poster.png', 'settings.yaml', 'sheet.png'];
    expect(names).toEqual(endings.map((end) => `${stem}.${end}`));
    const { width } = await sharp(bytesOf('output', `${stem}.last.png`)).metadata();
    expect(width).toBe(48);
    expectDone(await call(['again', `output/${stem}.last.png`, '--out', 'film.mp4'], { cwd }));
    expect(bytesOf('film.mp4').equals(bytesOf('output', `${stem}.mp4`))).toBe(true);
  });

  it('rerender makes a film from its own metadata', async () => {
    writePreset(cwd, 'small.yaml', 'duration: 120ms');
    expectDone(await call(['render', 'small.yaml', '--out', 'small.webm', '--quiet'], { cwd }));
    copyFileSync(join(cwd, 'small.webm'), join(cwd, 'moved.webm'));
    expectDone(await call(['again', 'moved.webm'], { cwd }));
    expect(bytesOf('moved.again.webm').equals(bytesOf('small.webm'))).toBe(true);
  });
});
