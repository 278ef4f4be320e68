import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomTensor } from '../support/networks/nets.js';
import { onnxFile } from '../support/onnx/file.js';
import { call, ending, listing, scratchFolder, start, untilEvent, writePreset } from './cli.js';

const cwd = scratchFolder();
const cache = join(cwd, 'cache');
const env = { NEUROZOOM_CACHE: cache };
const atlas = (...args: readonly string[]) => call(['atlas', ...args], { cwd, env });
// At low priority it would wait for the other tests.
const SMALL = ['--size', '32', '--threads', '1', '--priority', 'normal'];

/** A small network, whose atlas is made quickly. */
function writeNetwork(name: string, seed: number): void {
  const nodes = [
    { op: 'Conv', name: 'first', inputs: ['x', 'a'], outputs: ['f'], attributes: { pads: [1, 1, 1, 1] } },
    { op: 'Relu', name: 'first_relu', inputs: ['f'], outputs: ['g'] },
    { op: 'Conv', name: 'second', inputs: ['g', 'b'], outputs: ['h'], attributes: { pads: [1, 1, 1, 1] } },
    { op: 'Relu', name: 'second_relu', inputs: ['h'], outputs: ['i'] },
  ];
  const weights = { a: randomTensor([5, 3, 3, 3], seed), b: randomTensor([12, 5, 3, 3], seed + 1) };
  writeFileSync(join(cwd, name), onnxFile({ opset: 17, nodes, weights, outputs: ['i'] }));
}

beforeAll(async () => {
  writeNetwork('small.onnx', 1);
  writeNetwork('other.onnx', 5);
  for (const name of ['small', 'other']) {
    const { code } = await call(['networks', 'add', `${name}.onnx`, '--preprocessing', 'tf'], { cwd, env });
    expect(code).toBe(0);
  }
});

const known = (events: readonly { readonly kind: string; readonly known?: unknown }[]) =>
  Number(events.find(({ kind }) => kind === 'start')?.known);

describe('an atlas that is interrupted', () => {
  it('by kill -9 or by Ctrl-C resumes, and is the same as one made without interruption', async () => {
    const args = ['small', 'second_relu', '--out', 'killed', ...SMALL, '--json'];
    const killed = start(['atlas', ...args], { cwd, env });
    const ended = ending(killed);
    await untilEvent(killed, ({ kind, neuron }) => kind === 'neuron' && Number(neuron) >= 2);
    killed.kill('SIGKILL');
    const told1 = (await ended).events.filter(({ kind }) => kind === 'neuron').length;

    const stopped = start(['atlas', ...args], { cwd, env });
    const stoppedEnd = ending(stopped);
    await untilEvent(stopped, ({ kind, neuron }) => kind === 'neuron' && Number(neuron) >= 5);
    stopped.kill('SIGINT');
    const second = await stoppedEnd;
    expect(second.code).toBe(130);
    expect(known(second.events)).toBeGreaterThanOrEqual(told1);
    expect(second.stderr).toMatch(/stopping; finished neurons are kept/);
    expect(second.stderr).toContain('to resume:  neurozoom atlas small second_relu --out killed --size 32\n');
    expect(existsSync(join(cwd, 'killed', 'index.html'))).toBe(true);

    const third = await atlas(...args);
    expect([third.code, known(third.events) >= 5]).toEqual([0, true]);
    expect(third.events.at(-1)).toMatchObject({ kind: 'atlas', stopped: false });
    expect(listing(join(cwd, 'killed'))).toEqual(['atlas.json', 'index.html', 'second_relu-0.webp']);

    const whole = await atlas('small', 'second_relu', '--out', 'whole', ...SMALL);
    expect(whole.stderr).toMatch(/small: the atlas is done: 1 layer, 12 neurons, \d+ dead\n {2}whole\/index\.html/);
    const read = (folder: string) => readFileSync(join(cwd, folder, 'atlas.json'), 'utf8');
    expect(read('killed')).toBe(read('whole'));
  }, 120_000);
});

describe('a film', () => {
  const film = (cycle: string) => {
    writePreset(cwd, 'film.yaml', `network: small\ncycle: { hold: 160ms, blend: 120ms, ${cycle} }`);
    return call(['render', 'film.yaml', '--json'], { cwd, env });
  };

  it('gets an error with the command that makes the atlas that it needs', async () => {
    const { code, stderr } = await film('like: second_relu:3, count: 4');
    expect([code, stderr.match(/^error: /gm)]).toEqual([2, ['error: ']]);
    expect(stderr).toMatch(
      /needs an atlas of small, but there is none yet\n[\s\S]*\n {2}hint: neurozoom atlas small second_relu$/m,
    );
  });

  it('gets its neurons from the atlas of its network, and names them in its settings', async () => {
    expect((await atlas('small', 'second_relu', ...SMALL)).code).toBe(0);
    const made = await film('from: atlas, sort: colourfulness, best: 3');
    expect([made.code, made.stderr]).toEqual([0, expect.not.stringContaining('error')]);
    const settings = readFileSync(join(cwd, 'output', 'film.settings.yaml'), 'utf8');
    expect(settings.match(/layer: second_relu\n +neuron: \d+/g)).toHaveLength(3);
    expect(settings).not.toContain('colourfulness');
  });
});

describe('an invalid call gets one line and the exit code 2', () => {
  it.each<readonly [what: string, args: readonly string[], says: RegExp]>([
    ['no network', [], /^error: atlas needs a network and, usually, layers/],
    ['an unknown network', ['smal', 'second'], /^error: the network 'smal' is not known/],
    ['an unknown layer', ['small', 'secnd'], /^error: 'secnd' is not a layer of small\n {2}hint: closest: second/],
    [
      'a size that is none',
      ['small', 'second', '--size', '8'],
      /^error: Expected `--size` to be a whole number from 32/,
    ],
    [
      'the folder of another network',
      ['other', 'second_relu', '--out', 'whole', ...SMALL],
      /^error: .*whole holds the atlas of small, not of this other/,
    ],
    [
      'a priority that is none',
      ['small', 'second', '--priority', 'high'],
      /^error: Expected `--priority` to be low or/,
    ],
    [
      'another size',
      ['small', 'second_relu', '--out', 'whole'],
      /^error: .*whole holds an atlas with thumbnails of 32 px/,
    ],
    ['a file for a folder', ['small', 'second', '--out', 'small.onnx'], /^error: '.*small\.onnx' cannot be written/],
    ['a folder with other things', ['small', 'second', '--out', '.'], /^error: .* contains other files and no atlas/],
    ['a damaged atlas', ['small', 'second', '--out', 'damaged'], /^error: .*atlas\.json is damaged \(it is not JSON\)/],
  ])('%s', async (_, args, says) => {
    mkdirSync(join(cwd, 'damaged'), { recursive: true });
    writeFileSync(join(cwd, 'damaged', 'atlas.json'), '{ "format"');
    const { code, stdout, stderr } = await atlas(...args);
    expect(stderr).toMatch(says);
    expect(stderr.match(/^error: /gm)).toHaveLength(1);
    expect(stderr).not.toMatch(/^ +at /m);
    expect([code, stdout]).toEqual([2, '']);
  });

  it.skipIf(process.getuid?.() === 0)('a folder that may not be written to', async () => {
    mkdirSync(join(cwd, 'locked'));
    chmodSync(join(cwd, 'locked'), 0o500);
    expect((await atlas('small', 'second', '--out', 'locked')).stderr).toMatch(/^error: .*permission denied/);
  });
});
