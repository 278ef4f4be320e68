// The commands for pictures: every invalid call gets one clear error.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawingProtocol, drawn, viewerCommand } from '../../../src/cli/output/viewer.js';
import { runInProcess } from '../../support/in-process.js';

const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('an invalid call', () => {
  const file = (name: string) => join(folder, name);
  beforeAll(async () => {
    writeFileSync(file('empty.jpg'), '');
    writeFileSync(file('text.png'), 'not a picture');
    writeFileSync(file('bomb.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const red = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background: 'red' }, limitInputPixels: false });
    // 150 million pixels in a few kilobytes.
    await red(15_000, 10_000).png({ compressionLevel: 9 }).toFile(file('bomb.png'));
    const whole = await red(64, 64).jpeg().toBuffer();
    writeFileSync(file('half.jpg'), whole.subarray(0, whole.length / 2));
    await red(8, 8).png().toFile(file('plain.png'));
    const carrying = (name: string, text: string) => {
      const value = text.replaceAll('\n', '&#10;');
      const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><a neurozoom:settings="${value}"/></x:xmpmeta>`;
      return red(8, 8).withXmp(xmp).png().toFile(file(name));
    };
    await carrying('evil.png', 'picture: image\nshow: [[a:1]]\nsize: 9x9\nevil: 1');
    await carrying('deep.png', ['picture: image\nshow: ', '['.repeat(9000)].join(''));
    await carrying('passwd.png', 'picture: image\nnetwork: /etc/passwd\nshow: [[a:1]]');
    await carrying('film.png', 'cycle: { neurons: [block8:2] }\nfps: 0');
  });

  it.each<readonly [args: readonly string[], says: RegExp]>([
    [['image'], /^error: expected what to show/],
    [['image', 'block8:40 - '], /^error: .*a neuron is missing\n {2}block8:40 - \n {14}\^\n {2}hint: /],
    [['image', 'blok8:40'], /^error: 'blok8' is not a layer.*\n {2}hint: closest: block8/],
    [['image', 'block8:112'], /^error: block8 has no neuron 112\n {2}hint: its neurons are 0 to 111/],
    [['image', 'mixed4:40'], /^error: 'mixed4' is not a layer.*\n {2}hint: mixed4 is a layer of inception-v3/],
    [['image', 'predictions:crane'], /^error: 'crane' is not the name.*\n {2}hint: closest: crane bird; crane machine/],
    [['image', 'block8:tabby'], /^error: block8 has no neuron 'tabby'/],
    [
      ['image', 'mixed10:4', '--size', '40', '--network', 'inception-v3'],
      /^error: 40x40 with a margin of 12 is too small for mixed10\n.* at least 75 pixels/,
    ],
    [['image', 'block8:4', '--size', '3'], /^error: --size 3 {2}size: expected a size/],
    [['image', 'block8:4', '--set', 'ascent.rat=3'], /^error: .*nearest: rate/],
    [['image', 'block8:4', '--format', 'bmp'], /^error: 'bmp' is not a picture format/],
    [['image', 'block8:4', '--out', 'a.tiff'], /^error: 'a.tiff' does not end in .png/],
    [
      ['image', 'block8:4', 'block8:5', '--out', 'a.png'],
      /^error: --out a.png names one file, but there are 2 pictures/,
    ],
    [['image', 'block8:4', 'block8:5', '--weights', '1'], /^error: Expected `--weights` to be 2 numbers .*, got `1`/],
    [['image', 'block8:4', '--weights', 'much'], /^error: Expected `--weights` to be 1 number other than 0/],
    [['image', 'block8:nowhere.json'], /^error: nowhere\.json does not exist/],
    [['image', 'block8:4', '--network', 'nowhere'], /^error: the network 'nowhere' is not known/],
    [['image', 'block8', '--init', 'nowhere.jpg'], /^error: nowhere\.jpg cannot be read: there is no such file/],
    [['image', 'block8', '--init', file('empty.jpg')], /^error: .*empty\.jpg cannot be read/],
    [['image', 'block8', '--init', file('text.png')], /^error: .*text\.png cannot be read/],
    [['image', 'block8', '--init', file('half.jpg')], /^error: .*half\.jpg cannot be read/],
    [
      ['image', 'block8', '--init', file('bomb.png')],
      /^error: .*bomb\.png cannot be read: it has more than 134 million pixels/,
    ],
    [
      ['image', 'block8', '--init', file('bomb.svg')],
      /^error: .*bomb\.svg cannot be read: the format svg is not supported/,
    ],
    [['grid', 'block8', '--sample', '5', '--best', '9'], /^error: --best 9 is more than the sample of 5 neurons/],
    [['grid', 'block8', '--sample', '800'], /^error: block8 has 112 neurons, not 800/],
    [['grid', 'block8', '--neurons', '1', '--best', '1'], /^error: --neurons names the neurons/],
    [['grid', 'block8', '--neurons', '9..1'], /^error: '9\.\.1' is not a range/],
    [['layers', 'block8'], /^error: expected no words/],
    [['layers', '--layers', 'block8,mixd5'], /^error: 'mixd5' is not a layer/],
    [['grow', 'block8:4000', '--size', '64'], /^error: block8 has no neuron 4000/],
    [['rerender', 'nowhere.png'], /^error: there is no file nowhere\.png/],
    [['rerender', file('text.png')], /^error: no settings of neurozoom were found in .*text\.png or beside it/],
    [['rerender', file('plain.png')], /^error: no settings of neurozoom were found in .*plain\.png or beside it/],
    [['rerender', file('evil.png')], /^error: the settings in .*evil\.png:3:7 {2}size: expected/],
    [['rerender', file('film.png')], /^error: the settings in .*film\.png:2:6 {2}fps: expected/],
    [['rerender', file('deep.png')], /^error: the settings in .*deep\.png/],
    [['rerender', file('passwd.png')], /^error: \/etc\/passwd is not a network/],
  ])('%j', async (args, says) => {
    const { code, stdout, stderr } = await runInProcess(args);
    const said = `${stdout}${stderr}`.trimEnd();
    expect(said).toMatch(says);
    expect(said.match(/^error: /gm)).toHaveLength(1);
    expect(said).not.toMatch(/^ +at /m);
    expect(code).toBe(2);
  });
});

describe('previews', () => {
  const visible = (text: string) => text.replaceAll('\u001B', '<ESC>').replaceAll('\u0007', '<BEL>');

  it('are drawn only in terminals that can draw pictures', () => {
    expect(drawingProtocol({ TERM: 'xterm-kitty' })).toBe('kitty');
    expect(drawingProtocol({ TERM: 'xterm-256color', KITTY_WINDOW_ID: '1' })).toBe('kitty');
    expect(drawingProtocol({ TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' })).toBe('iterm');
    expect(drawingProtocol({ TERM: 'xterm-256color', TERM_PROGRAM: 'WezTerm' })).toBe('iterm');
    expect(drawingProtocol({ TERM: 'xterm-256color' })).toBeNull();
    expect(drawingProtocol({ TERM: 'screen', KITTY_WINDOW_ID: '1' })).toBeNull();
    expect(drawingProtocol({ TERM: 'xterm-kitty', TMUX: '/tmp/x' })).toBeNull();
    expect(drawingProtocol({})).toBeNull();
  });

  it('contain the whole picture, in chunks that the protocol allows', () => {
    const png = Uint8Array.from({ length: 10_000 }, (_, i) => (i * 7) % 256);
    const kitty = [...visible(drawn(png, 'kitty')).matchAll(/<ESC>_G([^;]*);([^<]*)<ESC>\\/g)];
    expect(Buffer.from(kitty.map(([, , chunk]) => chunk).join(''), 'base64')).toEqual(Buffer.from(png));
    expect(kitty.every(([, , chunk]) => chunk!.length <= 4096)).toBe(true);
    expect(kitty.map(([, control]) => control)).toEqual(['f=100,a=T,q=2,m=1', 'm=1', 'm=1', 'm=0']);
    const [, data] = /^<ESC>\]1337;File=inline=1;size=10000:(.*)<BEL>\n$/.exec(visible(drawn(png, 'iterm')))!;
    expect(Buffer.from(data!, 'base64')).toEqual(Buffer.from(png));
  });

  it('are opened by the viewer of the system', () => {
    expect(viewerCommand('linux', 'a b.png')).toMatchObject({ command: 'xdg-open', args: ['a b.png'] });
    expect(viewerCommand('darwin', 'a.png')).toMatchObject({ command: 'open', args: ['a.png'] });
  });

  it('are opened by `start` on Windows, whatever characters their names contain', () => {
    expect(viewerCommand('win32', 'C:\\my films\\50%TEMP%.png')).toEqual({
      command: 'cmd.exe',
      args: ['/d', '/s', '/c', '"start "" "C:\\my films\\50"^%"TEMP"^%".png""'],
      windowsVerbatimArguments: true,
    });
  });
});
