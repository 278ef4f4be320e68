import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { CATALOG, inCatalog } from '../../src/models/store/catalog.js';
import { fixture } from '../support/networks/keras-files.js';
import { randomTensor } from '../support/networks/nets.js';
import { onnxFile } from '../support/onnx/file.js';
import { selfSigned } from '../support/web/certificate.js';
import { breaking, file, listen, proxy, serve } from '../support/web/file-server.js';
import { call, ending, listing, run, scratchFolder, start, writePreset } from './cli.js';

const cwd = scratchFolder();
const cache = join(cwd, 'cache');
const env = { NEUROZOOM_CACHE: cache, HTTPS_PROXY: '', https_proxy: '', HTTP_PROXY: '', http_proxy: '' };
const networks = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  call(['networks', ...args], { cwd, env: { ...env, ...more } });

beforeEach(() => rmSync(cache, { recursive: true, force: true }));

/** Accepted as MobileNetV2's file, whose checksum is not published: size and kind are right. */
const entry = inCatalog('mobilenet-v2')!;
const STAND_IN = Buffer.alloc(entry.bytes, 'stand-in');
STAND_IN.write('\x89HDF\r\n\x1a\n', 'latin1');

/** A network with a classifier of three classes. */
function writeOwn(name: string): void {
  const nodes = [
    { op: 'Conv', name: 'first', inputs: ['x', 'kernel'], outputs: ['a'], attributes: { pads: [1, 1, 1, 1] } },
    { op: 'Relu', name: 'second', inputs: ['a'], outputs: ['b'] },
    { op: 'GlobalAveragePool', name: 'mean', inputs: ['b'], outputs: ['c'] },
    { op: 'Flatten', name: 'flat', inputs: ['c'], outputs: ['d'] },
    { op: 'MatMul', name: 'classes', inputs: ['d', 'matrix'], outputs: ['e'] },
  ];
  const weights = { kernel: randomTensor([4, 3, 3, 3]), matrix: randomTensor([4, 3]) };
  writeFileSync(join(cwd, name), onnxFile({ opset: 17, nodes, weights, outputs: ['e'] }));
}

describe('a known network that is not pulled', () => {
  it('is described anyway, with the command that pulls it', async () => {
    const { code, stdout, stderr } = await networks(['show', 'vgg16']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^block5_conv1 +Conv2D +14x14x512 +512 +2,359,808 +132x132$/m);
    expect(stdout).toMatch(/^vgg16: 18 layers, 14,714,688 parameters$/m);
    expect(stderr).toContain('vgg16 is known, but not on this machine yet: neurozoom networks pull vgg16 (59 MB)');
    const { events } = await networks(['show', 'mobilenet', 'conv_pw_6_relu', '--json']);
    expect(events).toMatchObject([{ kind: 'layer', name: 'conv_pw_6_relu', neurons: 512, fixedSize: null }]);
  });
});

describe('the list of networks', () => {
  it('has the bundled network and the catalog, with sizes and licences', async () => {
    const { code, stdout, stderr } = await networks([]);
    expect(code).toBe(0);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(rows[1]?.slice(0, 4)).toEqual(['efficientnet-lite0', 'bundled', '9.43 MB', 'Apache 2.0 (Google)']);
    expect(rows.slice(2).map(([name, state]) => [name, state])).toEqual([
      ...CATALOG.map(({ name }) => [name, 'known']),
      ['inception-v3', 'pulled'], // nsfwjs is installed here
    ]);
    expect(stdout).toMatch(/^vgg16 +known +58\.9 MB +CC BY 4\.0/m);
    expect(stderr).toContain(cache);
    expect(existsSync(cache)).toBe(false);
  });

  it('is the same for programs', async () => {
    const { events } = await networks(['list', '--json']);
    expect(events).toHaveLength(CATALOG.length + 2);
    expect(events[1]).toMatchObject({ kind: 'network', name: 'vgg16', state: 'known', bytes: 58_889_256, path: null });
  });
});

describe('a known network', () => {
  it('is missed by a render that needs it, with the command that pulls it', async () => {
    writePreset(cwd, 'vgg.yaml', 'network: vgg16');
    const { code, stderr } = await call(['render', 'vgg.yaml'], { cwd, env });
    expect(code).toBe(2);
    expect(stderr).toContain(
      'the network vgg16 is known, but not on this machine yet\n  hint: neurozoom networks pull vgg16 (59 MB)',
    );
  });

  it('is pulled, listed, not pulled twice, removed', async () => {
    const { url, asked } = await serve(file(STAND_IN));
    const pulled = await networks(['pull', 'MobileNetV2', '--from', `${url}/mirror/`]);
    expect(pulled).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^mobilenet-v2 downloaded: .*mobilenet-v2\.h5 \(Apache 2\.0/),
    });
    expect(asked.map(({ path }) => path)).toEqual([`/mirror/${entry.url.split('/').at(-1)}`]);
    expect(listing(join(cache, 'networks'))).toEqual(['mobilenet-v2.h5', 'mobilenet-v2.h5.sha256']);
    expect((await networks([])).stdout).toMatch(/^mobilenet-v2 +pulled/m);
    const sha256 = createHash('sha256').update(STAND_IN).digest('hex');
    const again = await networks(['pull', 'mobilenet-v2', '--json']);
    expect(again.events).toMatchObject([
      { kind: 'network', name: 'mobilenet-v2', state: 'pulled', isNew: false, sha256 },
    ]);
    // A file that was changed in the folder is not opened.
    writeFileSync(join(cache, 'networks', 'mobilenet-v2.h5'), Buffer.from(STAND_IN).fill('!', 1000, 1001));
    expect(await networks(['show', 'mobilenet-v2'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/has changed since it was pulled/),
    });
    expect(await networks(['remove', 'mobilenet-v2'])).toMatchObject({ code: 0 });
    expect(await networks(['remove', 'mobilenet-v2'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('has not been pulled'),
    });
  });

  it('is pulled through the proxy in HTTPS_PROXY', async () => {
    const { key, cert } = selfSigned();
    writeFileSync(join(cwd, 'ca.pem'), cert);
    const port = await listen(createServer({ key, cert }, (request, response) => file(STAND_IN)(request, response, 1)));
    const between = await proxy(() => port);
    const from = 'https://localhost:9/mobilenet.h5'; // only the proxy knows where that is
    const pulled = await run(['networks', 'pull', 'mobilenet-v2', '--from', from], {
      cwd,
      env: {
        ...env,
        HTTPS_PROXY: between.url.replace('//', '//me:secret@'),
        NODE_EXTRA_CA_CERTS: join(cwd, 'ca.pem'),
      },
    });
    expect(pulled).toMatchObject({ code: 0, stderr: '' });
    expect(between.asked).toMatchObject([
      { method: 'CONNECT', path: 'localhost:9', headers: { 'proxy-authorization': `Basic ${btoa('me:secret')}` } },
    ]);
    const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(digest(readFileSync(join(cache, 'networks', 'mobilenet-v2.h5')))).toBe(digest(STAND_IN));
    // Without that certificate the connection is not trusted.
    const doubtful = await networks(['pull', 'mobilenet-v2', '--from', from], { HTTPS_PROXY: between.url });
    expect(doubtful).toMatchObject({ code: 1, stderr: expect.stringMatching(/self.signed/) });
  });

  it('keeps the downloaded part after Ctrl-C, and resumes the download', async () => {
    const line = breaking(STAND_IN, 3_000_000);
    const slow = await serve((request, response, nth) =>
      (nth === 1 ? line.answer : file(STAND_IN))(request, response, nth),
    );
    const args = ['networks', 'pull', 'mobilenet-v2', '--from', `${slow.url}/net.h5`];
    const child = start(args, { cwd, env });
    const end = ending(child);
    const part = join(cache, 'networks', 'mobilenet-v2.h5.part');
    while (!existsSync(part) || readFileSync(part).length < 3_000_000)
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 130, stderr: expect.stringContaining('the same command resumes') });
    expect(await run(args, { cwd, env })).toMatchObject({ code: 0 });
    expect(slow.asked.at(-1)?.headers.range).toBe('bytes=3000000-');
  });

  it('gets an error if the download is another file, or fails', async () => {
    writeFileSync(join(cwd, 'vgg.h5'), '<!doctype html>');
    const wrong = await networks(['pull', 'vgg16', '--from', 'vgg.h5']);
    expect(wrong).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/vgg\.h5 is not the published file of vgg16: it is a web page/),
    });
    const none = await networks(['pull', 'vgg16', '--from', 'http://127.0.0.1:1/', '--json'], { NO_PROXY: '*' });
    expect(none).toMatchObject({ code: 1, events: [{ kind: 'error', code: 'DOWNLOAD_FAILED' }] });
    expect(listing(join(cache, 'networks'))).toEqual([]);
  });
});

describe('a network of your own', () => {
  it('is added, shown with the names of its classes, used by its name, removed', async () => {
    writeOwn('own net.onnx');
    writeFileSync(join(cwd, 'classes.txt'), 'tabby\ntiger cat\negyptian cat\n');
    const added = await networks([
      'add',
      'own net.onnx',
      '--name',
      'own',
      '--preprocessing',
      'torch',
      '--labels',
      'classes.txt',
    ]);
    expect(added).toMatchObject({
      code: 0,
      stdout: 'own added: 5 layers (neurozoom networks show own lists them)\n',
    });
    expect((await networks([])).stdout).toMatch(/^own +own +.* bytes|^own +own +.* kB/m);
    const { stdout } = await networks(['show', 'own', '--size', '32x16']);
    const rows = stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(rows.slice(0, 6)).toEqual([
      ['layer', 'kind', 'at 32x16', 'neurons', 'parameters', 'receptive field'],
      ['first', 'Conv', '32x16x4', '4', '108', '3x3'],
      ['second', 'Relu', '32x16x4', '4', '0', '3x3'],
      ['mean', 'GlobalAveragePool', '1x1x4', '4', '0', 'whole picture'],
      ['flat', 'Flatten', '4', '4', '0', 'whole picture'],
      ['classes', 'MatMul', '3', '3', '12', 'whole picture'],
    ]);
    expect(stdout).toContain('own: 5 layers, 120 parameters');
    expect((await networks(['show', 'own', 'classes'])).stdout).toMatch(
      /neurons +3, 0 to 2[\s\S]*\n {2}1 {2}tiger cat\n/,
    );
    const { events } = await networks(['show', 'own', 'classes', '--json']);
    expect(events).toMatchObject([
      { kind: 'layer', type: 'MatMul', shape: [1, 3], labels: ['tabby', 'tiger cat', 'egyptian cat'], problem: null },
    ]);
    writePreset(cwd, 'own.yaml', 'network: own\ncycle: { neurons: [second:1] }');
    expect(await call(['check', 'own.yaml', '--json'], { cwd, env })).toMatchObject({
      code: 0,
      events: [{ network: 'own' }],
    });
    expect(await networks(['remove', 'own'])).toMatchObject({
      code: 0,
      stderr: 'own removed from the list; its file stays\n',
    });
    expect(await networks(['show', 'own'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("'own' is not known"),
    });
  });

  it.each<[string, readonly string[], RegExp]>([
    ['without its preprocessing', ['add', 'net.onnx'], /does not state its preprocessing\n {2}hint: .*'caffe'/],
    [
      'with an unknown preprocessing',
      ['add', 'net.onnx', '--preprocessing', 'keras'],
      /'keras' is not a preprocessing\n {2}hint: choices: caffe, tf, torch/,
    ],
    [
      'with labels that do not fit',
      ['add', 'net.onnx', '--preprocessing', 'tf', '--labels', 'two.txt'],
      /two\.txt names 2 classes, but no layer of net has that many neurons/,
    ],
    [
      'under a name that is taken',
      ['add', 'net.onnx', '--preprocessing', 'tf', '--name', 'vgg16'],
      /the name vgg16 belongs to a known network/,
    ],
    ['that is not a network', ['add', 'two.txt', '--preprocessing', 'tf'], /two\.txt/],
    ['that does not exist', ['add', 'gone.onnx', '--preprocessing', 'tf'], /gone\.onnx/],
  ])('is not added %s', async (_name, args, says) => {
    writeOwn('net.onnx');
    writeFileSync(join(cwd, 'two.txt'), 'a\nb\n');
    expect(await networks(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(says) });
    expect((await networks(['--json'])).events).toHaveLength(CATALOG.length + 2);
  });
});

describe('networks show', () => {
  it('describes a layer of the bundled network', async () => {
    const { code, stdout } = await networks(['show', 'inception-v3', 'mixed4', '--size', '299x299']);
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'mixed4 of inception-v3 (Concatenate)',
        '  output           17x17x768',
        '  neurons          768, 0 to 767',
        '  parameters       0',
        '  receptive field  351x351',
        '  minimum size     43x43',
        '',
      ].join('\n'),
    );
  });
});

describe('a program that has read HDF5 on its thread', () => {
  // The thread waits for the next file and must not keep the program alive. It once did after an error in a damaged
  // file.
  const whole = readFileSync(fixture('keras2-plain.h5'));
  const LONGEST_MS = 20_000; // it takes a second

  it.each<[string, Buffer, number, RegExp]>([
    ['a good one', whole, 0, /plain: \d+ layers/],
    ['one that is cut off', whole.subarray(0, whole.length >> 1), 2, /^error: plain\.h5 is damaged.*\n {2}hint: .*\n$/],
    ['one that is damaged within', damaged(whole), 2, /^error: plain\.h5: the weight .* is missing\n$/],
  ])('ends by itself: %s', async (_title, bytes, code, says) => {
    writeFileSync(join(cwd, 'plain.h5'), bytes);
    const child = start(['networks', 'show', 'plain.h5', '--preprocessing', 'tf'], { cwd, env });
    const late = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
    const ended = await ending(child);
    clearTimeout(late);
    expect({ code: ended.code, signal: child.signalCode }).toEqual({ code, signal: null });
    expect(ended.stdout + ended.stderr).toMatch(says);
  });

  /** Its groups' nodes overwritten. */
  function damaged(bytes: Buffer): Buffer {
    const copy = Buffer.from(bytes);
    for (let at = copy.indexOf('SNOD'); at !== -1; at = copy.indexOf('SNOD', at + 4)) copy.write('XXXX', at);
    return copy;
  }
});

describe('invalid words', () => {
  mkdirSync(cwd, { recursive: true });
  it.each<[readonly string[], RegExp]>([
    [['pul', 'vgg16'], /'pul' is not an action of networks\n {2}hint: did you mean pull\?/],
    [['pull'], /networks pull takes 1 to 9 words, got 0/],
    [['pull', 'vgg61'], /'vgg61' is not known\n {2}hint: closest: vgg16/],
    [['pull', 'inception-v3'], /is in the npm package nsfwjs\n {2}hint: npm install nsfwjs/],
    [['pull', 'efficientnet-lite0'], /is part of neurozoom: there is nothing to pull/],
    [['show', 'inception-v3', '--from', 'x'], /--from is not an option of networks show/],
    [['show', 'inception-v3', '--size', '0x9'], /Expected `--size` to be a size such as 224x224, got `0x9`/],
    [['show', 'efficientnet-lite0', 'block88'], /closest: block8/],
    [['remove', 'inception-v3'], /is in the npm package nsfwjs\n {2}hint: npm uninstall nsfwjs/],
    [['remove', 'efficientnet-lite0'], /is part of neurozoom and cannot be removed/],
    [['remove', 'nobody'], /'nobody' is not known/],
  ])('%j are refused', async (args, says) => {
    expect(await networks(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(says) });
  });
});
