import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../../src/disk/lock.js';
import type { CatalogEntry } from '../../../src/models/store/catalog.js';
import { proxyFor } from '../../../src/models/store/proxy.js';
import { cacheFolder, isPulled, pathOfNetwork, pullNetwork, removePulled } from '../../../src/models/store/store.js';
import { type Answer, breaking, file, proxy, serve } from '../../support/web/file-server.js';

const ROOT = mkdtempSync(join(tmpdir(), 'neurozoom-store-'));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

const BYTES = Buffer.concat([Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), Buffer.alloc(300_000, 'weights')]);
const DIGEST = createHash('md5').update(BYTES).digest('hex');

let environment: Record<string, string> = {};
let count = 0;
beforeEach(() => {
  count += 1;
  environment = { NEUROZOOM_CACHE: join(ROOT, `cache ${count}`) };
});

function entryAt(url: string, changes: Partial<CatalogEntry> = {}): CatalogEntry {
  return {
    name: 'tiny',
    architecture: 'vgg16',
    preprocessing: 'caffe',
    url: `${url}/files/tiny_notop.h5`,
    bytes: BYTES.length,
    checksum: { algorithm: 'md5', digest: DIGEST },
    licence: 'MIT',
    ...changes,
  };
}

const pull = (entry: CatalogEntry, more: Parameters<typeof pullNetwork>[1] = {}) =>
  pullNetwork(entry, { environment, pauseMs: 1, ...more });

/** What lies in the store for the entry: the network, its part, the lock. */
function lying(entry: CatalogEntry): readonly string[] {
  const path = pathOfNetwork(entry, environment);
  return ['', '.part', '.part.json', '.lock'].filter((end) => existsSync(`${path}${end}`));
}

describe('the cache folder', () => {
  it.each<[string, Record<string, string>, NodeJS.Platform, string]>([
    [
      'NEUROZOOM_CACHE, which may be relative',
      { NEUROZOOM_CACHE: 'here', XDG_CACHE_HOME: '/x' },
      'linux',
      resolve('here'),
    ],
    ['XDG_CACHE_HOME', { XDG_CACHE_HOME: '/x' }, 'linux', '/x/neurozoom'],
    [
      '~/.cache, where XDG_CACHE_HOME is relative and so invalid',
      { XDG_CACHE_HOME: 'x' },
      'linux',
      '/home/me/.cache/neurozoom',
    ],
    [
      '~/.cache, where the variables are empty',
      { XDG_CACHE_HOME: '', NEUROZOOM_CACHE: '' },
      'linux',
      '/home/me/.cache/neurozoom',
    ],
    ['~/Library/Caches on macOS', {}, 'darwin', '/home/me/Library/Caches/neurozoom'],
    ['LOCALAPPDATA on Windows', { LOCALAPPDATA: '/local' }, 'win32', '/local/neurozoom/Cache'],
  ])('is %s', (_name, given, platform, folder) => {
    expect(cacheFolder(given, platform, '/home/me')).toBe(folder);
  });
});

describe('a network that is pulled', () => {
  it('gets its name when it is whole and right, with progress on the way, and is not pulled again', async () => {
    const { url, asked } = await serve(file(BYTES));
    const entry = entryAt(url);
    const progress: (readonly [number, number | undefined])[] = [];
    const first = await pull(entry, { onProgress: (...told) => progress.push(told) });
    expect(first).toEqual({ path: pathOfNetwork(entry, environment), isNew: true });
    expect(readFileSync(first.path).equals(BYTES)).toBe(true);
    expect(progress[0]).toEqual([0, BYTES.length]);
    expect(progress.at(-1)).toEqual([BYTES.length, BYTES.length]);
    expect(lying(entry)).toEqual(['']);
    expect(await isPulled(entry, environment)).toBe(true);
    expect((await pull(entry)).isNew).toBe(false);
    expect(asked).toHaveLength(1);
    // What was spoilt since is pulled again.
    writeFileSync(first.path, 'spoilt');
    expect((await pull(entry)).isNew).toBe(true);
    expect(readFileSync(first.path).equals(BYTES)).toBe(true);
  });

  it('goes on where the line broke, within a call', async () => {
    const line = breaking(BYTES, 40_000);
    const { url, asked } = await serve((request, response, nth) =>
      (nth <= 5 ? line.answer : file(BYTES))(request, response, nth),
    );
    const entry = entryAt(url);
    const { path } = await pull(entry, line);
    expect(readFileSync(path).equals(BYTES)).toBe(true);
    expect(asked).toHaveLength(6);
    expect(asked.map(({ headers }) => headers.range)).toEqual([
      undefined,
      ...[1, 2, 3, 4, 5].map((n) => `bytes=${n * 40_000}-`),
    ]);
    expect(asked[1]?.headers['if-range']).toBe('"one"');
  });

  it('goes on in the next call where the last one gave up', async () => {
    let isUp = false;
    const line = breaking(BYTES, 100_000);
    const { url, asked } = await serve((request, response, nth) => {
      if (isUp) file(BYTES)(request, response, nth);
      else if (nth === 1) line.answer(request, response, nth);
      else response.writeHead(503).end();
    });
    const entry = entryAt(url);
    await expect(pull(entry, line)).rejects.toMatchObject({
      ...{ code: 'DOWNLOAD_FAILED', exitCode: 1, message: expect.stringMatching(/status 503/) },
    });
    expect(asked.length).toBeGreaterThan(3);
    expect(lying(entry)).toEqual(['.part', '.part.json']);
    isUp = true;
    const { path } = await pull(entry);
    expect(asked.at(-1)?.headers.range).toBe('bytes=100000-');
    expect(readFileSync(path).equals(BYTES)).toBe(true);
    expect(lying(entry)).toEqual(['']);
  });

  it.each<[string, Answer]>([
    ['tells by If-Range', file(BYTES, '"two"')],
    ['knows no ranges', (_request, response) => response.writeHead(200).end(BYTES)],
    [
      'sends a range of another size',
      (request, response, nth) => {
        if (request.headers.range === undefined) file(BYTES)(request, response, nth);
        else response.writeHead(206, { 'content-range': 'bytes 100000-100009/100010' }).end('0123456789');
      },
    ],
  ])('begins anew when the server, which %s, has another file by then', async (_name, then) => {
    const line = breaking(Buffer.alloc(BYTES.length, 'other'), 100_000);
    let isFirst = true;
    const { url } = await serve((request, response, nth) => {
      if (isFirst) line.answer(request, response, nth);
      else then(request, response, nth);
      isFirst = false;
    });
    const { path } = await pull(entryAt(url), line);
    expect(readFileSync(path).equals(BYTES)).toBe(true);
  });

  it('is done when only its name was missing', async () => {
    const { url, asked } = await serve(file(BYTES));
    const entry = entryAt(url);
    const part = `${pathOfNetwork(entry, environment)}.part`;
    mkdirSync(join(part, '..'), { recursive: true });
    writeFileSync(part, BYTES);
    writeFileSync(`${part}.json`, JSON.stringify({ url: entry.url, validator: '"one"', total: BYTES.length }));
    await pull(entry);
    expect(asked[0]?.headers.range).toBe(`bytes=${BYTES.length}-`);
    expect(lying(entry)).toEqual(['']);
  });

  it('is found where the server sends on to', async () => {
    const { url, asked } = await serve((request, response, nth) => {
      if (request.url === '/files/tiny_notop.h5') response.writeHead(302, { location: '../else/where' }).end();
      else file(BYTES)(request, response, nth);
    });
    await pull(entryAt(url));
    expect(asked.map(({ path }) => path)).toEqual(['/files/tiny_notop.h5', '/else/where']);
  });

  it.each<[string, Answer, Partial<CatalogEntry>, object]>([
    [
      'an answer that there is none',
      (_, r) => r.writeHead(404).end('gone'),
      {},
      { code: 'DOWNLOAD_FAILED', message: /status 404/ },
    ],
    [
      'a circle',
      (_, r) => r.writeHead(302, { location: '/' }).end(),
      {},
      { code: 'DOWNLOAD_FAILED', message: /more than 10 times/ },
    ],
    [
      'a way out of HTTP',
      (_, r) => r.writeHead(302, { location: 'file:///etc/hosts' }).end(),
      {},
      { code: 'DOWNLOAD_FAILED', message: /not followed/ },
    ],
    [
      'a web page',
      (_, r) =>
        r.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><title>Log in</title>'),
      {},
      { code: 'NETWORK_UNREADABLE', message: /tiny_notop\.h5 is a web page, not a network/ },
    ],
    [
      'a web page that says it is none',
      (_, r) => r.writeHead(200).end('\n<!DOCTYPE html><title>Log in</title>'),
      {},
      { code: 'NETWORK_UNREADABLE', message: /it is a web page/ },
    ],
    ['nothing', (_, r) => r.writeHead(200).end(), {}, { code: 'NETWORK_UNREADABLE', message: /it is empty/ }],
    [
      'a huge file',
      (_, r) => r.writeHead(200, { 'content-length': 9e12 }).end(),
      {},
      { code: 'NETWORK_UNREADABLE', message: /9000000000000 bytes/ },
    ],
    [
      'another file of the same size',
      file(Buffer.alloc(BYTES.length, 'x')),
      {},
      { code: 'NETWORK_UNREADABLE', exitCode: 2, message: /its md5 is [\da-f]{32} instead of [\da-f]{32}/ },
    ],
    [
      'another size, where no sum is known',
      file(BYTES.subarray(0, 999)),
      { checksum: undefined },
      { code: 'NETWORK_UNREADABLE', message: /999 bytes instead of/ },
    ],
    [
      'something else, where no sum is known',
      file(Buffer.alloc(BYTES.length, 'x')),
      { checksum: undefined },
      { code: 'NETWORK_UNREADABLE', message: /no HDF5 file/ },
    ],
  ])('is refused, and not kept, when the server gives %s', async (_name, answer, changes, error) => {
    const entry = entryAt((await serve(answer)).url, changes);
    const { message, ...rest } = error as { message: RegExp };
    await expect(pull(entry)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(message),
      ...rest,
    });
    expect(lying(entry)).toEqual([]);
  });

  it('needs no sum when its size and kind are right', async () => {
    const { url } = await serve(file(BYTES));
    expect((await pull(entryAt(url, { checksum: undefined }))).isNew).toBe(true);
  });

  it('says so when nobody answers, or answers and then is silent', async () => {
    await expect(pull(entryAt('http://127.0.0.1:1'))).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringContaining('ECONNREFUSED'),
      hint: expect.stringContaining('--from'),
    });
    const { url } = await serve((_request, response) =>
      response.writeHead(200, { 'content-length': 10 }).flushHeaders(),
    );
    await expect(pull(entryAt(url), { timeoutMs: 30 })).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
  });

  it('keeps its part when it is called off', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': BYTES.length }).write(BYTES.subarray(0, 50_000));
    });
    const caller = new AbortController();
    const entry = entryAt(url);
    const pulling = pull(entry, {
      signal: caller.signal,
      onProgress: (done) => done === 50_000 && caller.abort(new Error('enough')),
    });
    await expect(pulling).rejects.toThrow('enough');
    expect(lying(entry)).toEqual(['.part', '.part.json']);
    expect(await removePulled(entry, environment)).toBe(true);
    expect(lying(entry)).toEqual([]);
    expect(await removePulled(entry, environment)).toBe(false);
  });

  it('is pulled by one process at a time; one that was ended is no hindrance', async () => {
    const { url } = await serve(file(BYTES));
    const entry = entryAt(url);
    const lock = `${pathOfNetwork(entry, environment)}.lock`;
    mkdirSync(join(lock, '..'), { recursive: true });
    const other = await takeLock(lock);
    await expect(pull(entry)).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining(String(process.pid)),
    });
    if ('release' in other) await other.release();
    // Beyond the largest process id of Linux.
    writeFileSync(lock, JSON.stringify({ pid: 4194999, host: hostname(), began: null, since: 'then' }));
    expect((await pull(entry)).isNew).toBe(true);
  });

  it('cannot be where a folder cannot be made', async () => {
    writeFileSync(join(ROOT, 'a file'), '');
    environment = { NEUROZOOM_CACHE: join(ROOT, 'a file') };
    await expect(pull(entryAt('http://127.0.0.1:1'))).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      hint: expect.stringContaining('NEUROZOOM_CACHE'),
    });
  });
});

describe('--from', () => {
  const nowhere = entryAt('http://127.0.0.1:1');

  it('takes the file, its folder under either name, a file: address, an address and that of its folder', async () => {
    const folder = join(ROOT, 'mirror');
    mkdirSync(join(folder, 'named'), { recursive: true });
    writeFileSync(join(folder, 'tiny_notop.h5'), BYTES);
    writeFileSync(join(folder, 'named', 'tiny.h5'), BYTES);
    const { url, asked } = await serve(file(BYTES));
    const all = [
      join(folder, 'tiny_notop.h5'),
      folder,
      join(folder, 'named'),
      pathToFileURL(folder).href,
      `${url}/any.h5`,
      `${url}/mirror/`,
    ];
    for (const from of all) {
      expect((await pull(nowhere, { from })).isNew).toBe(true);
      expect(readFileSync(pathOfNetwork(nowhere, environment)).equals(BYTES)).toBe(true);
      await removePulled(nowhere, environment);
    }
    expect(asked.map(({ path }) => path)).toEqual(['/any.h5', '/mirror/tiny_notop.h5']);
    expect(existsSync(join(folder, 'tiny_notop.h5'))).toBe(true);
  });

  it('refuses what is not there or not right', async () => {
    writeFileSync(join(ROOT, 'wrong.h5'), 'wrong');
    await expect(pull(nowhere, { from: join(ROOT, 'wrong.h5') })).rejects.toMatchObject({
      code: 'NETWORK_UNREADABLE',
      message: expect.stringMatching(/5 bytes instead of/),
    });
    await expect(pull(nowhere, { from: join(ROOT, 'none') })).rejects.toMatchObject({
      code: 'NETWORK_UNREADABLE',
      message: expect.stringMatching(/there is no tiny_notop\.h5/),
    });
    expect(lying(nowhere)).toEqual([]);
  });
});

describe('proxies', () => {
  it.each([
    ['https://a.org/x', { HTTPS_PROXY: 'http://p:3128' }, 'http://p:3128/'],
    ['http://a.org/x', { HTTPS_PROXY: 'http://p:3128' }, null],
    ['http://a.org/x', { HTTP_PROXY: 'p:3128' }, 'http://p:3128/'],
    ['https://a.org/x', { https_proxy: 'http://small', HTTPS_PROXY: 'http://large' }, 'http://small/'],
    ['https://a.org/x', { ALL_PROXY: 'http://p' }, 'http://p/'],
    ['https://a.org/x', { HTTPS_PROXY: '' }, null],
    ['https://b.a.org/x', { HTTPS_PROXY: 'http://p', NO_PROXY: 'c.org, a.org' }, null],
    ['https://b.a.org/x', { HTTPS_PROXY: 'http://p', no_proxy: '.a.org' }, null],
    ['https://ba.org/x', { HTTPS_PROXY: 'http://p', NO_PROXY: 'a.org' }, 'http://p/'],
    ['https://a.org:8443/x', { HTTPS_PROXY: 'http://p', NO_PROXY: 'a.org:443' }, 'http://p/'],
    ['https://a.org/x', { HTTPS_PROXY: 'http://p', NO_PROXY: 'a.org:443' }, null],
    ['https://a.org/x', { HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, null],
  ])('for %s with %j: %s', (url, given, expected) => {
    expect(proxyFor(new URL(url), given)?.href ?? null).toBe(expected);
  });

  it('refuses those it cannot use, without telling the password', () => {
    const call = () => proxyFor(new URL('https://a.org'), { HTTPS_PROXY: 'socks5://me:secret@p' });
    expect(call).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID', message: 'the proxy socks5://p cannot be used' }),
    );
  });

  it('are asked for the whole address of what is plain HTTP, with name and password', async () => {
    const between = await proxy(() => 0);
    environment.HTTP_PROXY = between.url.replace('//', '//me:p%40ss@');
    // What this proxy answers is no network; asked it was.
    await expect(pull(entryAt('http://files.example'))).rejects.toMatchObject({ code: 'NETWORK_UNREADABLE' });
    expect(between.asked).toMatchObject([
      {
        method: 'GET',
        path: 'http://files.example/files/tiny_notop.h5',
        headers: { host: 'files.example', 'proxy-authorization': `Basic ${btoa('me:p@ss')}` },
      },
    ]);
  });

  it('say why they open no tunnel', async () => {
    const { url } = await serve(() => undefined);
    environment.HTTPS_PROXY = url;
    await expect(pull(entryAt('https://files.example'))).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
  });
});
