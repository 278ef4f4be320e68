import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeLock } from '../../../src/disk/lock.js';
import type { CatalogEntry } from '../../../src/models/store/catalog.js';
import { cacheFolder, proxiesIn } from '../../../src/models/store/environment.js';
import { isPulled, pathOfNetwork, pullNetwork, removePulled } from '../../../src/models/store/store.js';
import { expectUnchanged } from '../../../src/models/store/verify.js';
import { type Answer, breaking, file, listen, proxy, serve } from '../../support/web/file-server.js';

const ROOT = mkdtempSync(join(tmpdir(), 'neurozoom-store-'));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

const BYTES = Buffer.concat([Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), Buffer.alloc(300_000, 'weights')]);
const [MD5, SHA256] = ['md5', 'sha256'].map((name) => createHash(name).update(BYTES).digest('hex'));

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
    md5: MD5,
    licence: 'MIT',
    ...changes,
  };
}

const pull = (entry: CatalogEntry, more: Parameters<typeof pullNetwork>[1] = {}) =>
  pullNetwork(entry, { environment, pauseMs: 1, ...more });

/** The files of the entry in the store: the network, its note, its partial download, the lock. */
function filesOf(entry: CatalogEntry): readonly string[] {
  const path = pathOfNetwork(entry, environment);
  return ['', '.sha256', '.part', '.part.json', '.lock'].filter((end) => existsSync(`${path}${end}`));
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
  it('gets its name once it is verified, reports progress, and is not pulled again', async () => {
    const { url, asked } = await serve(file(BYTES));
    const entry = entryAt(url);
    const progress: (readonly [number, number | undefined])[] = [];
    const first = await pull(entry, { onProgress: (...told) => progress.push(told) });
    expect(first).toEqual({ path: pathOfNetwork(entry, environment), isNew: true, sha256: SHA256 });
    expect(readFileSync(first.path).equals(BYTES)).toBe(true);
    expect(progress[0]).toEqual([0, BYTES.length]);
    expect(progress.at(-1)).toEqual([BYTES.length, BYTES.length]);
    expect(filesOf(entry)).toEqual(['', '.sha256']);
    expect(readFileSync(`${first.path}.sha256`, 'utf8')).toBe(`${SHA256}  tiny.h5\n`);
    expect(await isPulled(entry, environment)).toBe(true);
    expect((await pull(entry)).isNew).toBe(false);
    expect(asked).toHaveLength(1);
    // A file that has changed is pulled again.
    writeFileSync(first.path, 'spoilt');
    expect((await pull(entry)).isNew).toBe(true);
    expect(readFileSync(first.path).equals(BYTES)).toBe(true);
  });

  it('continues where the connection broke, within a call', async () => {
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

  it('continues in the next call where the last one gave up', async () => {
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
    expect(filesOf(entry)).toEqual(['.part', '.part.json']);
    isUp = true;
    const { path } = await pull(entry);
    expect(asked.at(-1)?.headers.range).toBe('bytes=100000-');
    expect(readFileSync(path).equals(BYTES)).toBe(true);
    expect(filesOf(entry)).toEqual(['', '.sha256']);
  });

  it.each<[string, Answer]>([
    ['reports it by If-Range', file(BYTES, '"two"')],
    ['does not support ranges', (_request, response) => response.writeHead(200).end(BYTES)],
    [
      'sends a range of another size',
      (request, response, nth) => {
        if (request.headers.range === undefined) file(BYTES)(request, response, nth);
        else response.writeHead(206, { 'content-range': 'bytes 100000-100009/100010' }).end('0123456789');
      },
    ],
  ])('starts over when the server, which %s, has another file', async (_name, then) => {
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

  it('is complete when only its name was missing', async () => {
    const { url, asked } = await serve(file(BYTES));
    const entry = entryAt(url);
    const part = `${pathOfNetwork(entry, environment)}.part`;
    mkdirSync(join(part, '..'), { recursive: true });
    writeFileSync(part, BYTES);
    writeFileSync(`${part}.json`, JSON.stringify({ url: entry.url, validator: '"one"', total: BYTES.length }));
    await pull(entry);
    expect(asked[0]?.headers.range).toBe(`bytes=${BYTES.length}-`);
    expect(filesOf(entry)).toEqual(['', '.sha256']);
  });

  it('follows a redirect', async () => {
    const { url, asked } = await serve((request, response, nth) => {
      if (request.url === '/files/tiny_notop.h5') response.writeHead(302, { location: '../else/where' }).end();
      else file(BYTES)(request, response, nth);
    });
    await pull(entryAt(url));
    expect(asked.map(({ path }) => path)).toEqual(['/files/tiny_notop.h5', '/else/where']);
  });

  it.each<[string, Answer, Partial<CatalogEntry>, object]>([
    ['404', (_, r) => r.writeHead(404).end('gone'), {}, { code: 'DOWNLOAD_FAILED', message: /status 404/ }],
    [
      'a circular redirect',
      (_, r) => r.writeHead(302, { location: '/' }).end(),
      {},
      { code: 'DOWNLOAD_FAILED', message: /redirects in a circle/ },
    ],
    [
      'endless redirects',
      (_, r, nth) => r.writeHead(302, { location: `/${nth}` }).end(),
      {},
      { code: 'DOWNLOAD_FAILED', message: /redirects more than 10 times/ },
    ],
    [
      'a redirect out of HTTP',
      (_, r) => r.writeHead(302, { location: 'file:///etc/hosts' }).end(),
      {},
      { code: 'DOWNLOAD_FAILED', message: /not HTTP/ },
    ],
    [
      'a web page',
      (_, r) =>
        r.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><title>Log in</title>'),
      {},
      { code: 'NETWORK_UNREADABLE', message: /tiny_notop\.h5 is a web page, not a network/ },
    ],
    [
      'a web page without its content type',
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
      { code: 'NETWORK_UNREADABLE', exitCode: 2, message: /its MD5 is [\da-f]{32} instead of [\da-f]{32}/ },
    ],
    [
      'another size, when no MD5 is known',
      file(BYTES.subarray(0, 999)),
      { md5: undefined },
      { code: 'NETWORK_UNREADABLE', message: /999 bytes instead of/ },
    ],
    [
      'another kind of file, when no MD5 is known',
      file(Buffer.alloc(BYTES.length, 'x')),
      { md5: undefined },
      { code: 'NETWORK_UNREADABLE', message: /not an HDF5 file/ },
    ],
  ])('is refused, and removed, when the server sends %s', async (_name, answer, changes, error) => {
    const entry = entryAt((await serve(answer)).url, changes);
    const { message, ...rest } = error as { message: RegExp };
    await expect(pull(entry)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(message),
      ...rest,
    });
    expect(filesOf(entry)).toEqual([]);
  });

  it('needs no MD5 when its size and kind are right', async () => {
    const { url } = await serve(file(BYTES));
    expect((await pull(entryAt(url, { md5: undefined }))).isNew).toBe(true);
  });

  it('fails when nothing answers, or when the server goes silent', async () => {
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

  it('keeps its partial download when it is aborted', async () => {
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
    expect(filesOf(entry)).toEqual(['.part', '.part.json']);
    expect(await removePulled(entry, environment)).toBe(true);
    expect(filesOf(entry)).toEqual([]);
    expect(await removePulled(entry, environment)).toBe(false);
  });

  it('is pulled by one process at a time; the lock of a process that has ended does not matter', async () => {
    const { url } = await serve(file(BYTES));
    const entry = entryAt(url);
    const lock = `${pathOfNetwork(entry, environment)}.lock`;
    mkdirSync(join(lock, '..'), { recursive: true });
    const other = await takeLock(lock);
    await expect(pull(entry)).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining(String(process.pid)),
    });
    const text = JSON.parse(readFileSync(lock, 'utf8')) as object;
    if ('release' in other) await other.release();
    // Beyond the largest process id of Linux.
    writeFileSync(lock, JSON.stringify({ ...text, pid: 4194999 }));
    expect((await pull(entry)).isNew).toBe(true);
  });

  it('is refused when its folder cannot be created', async () => {
    writeFileSync(join(ROOT, 'a file'), '');
    environment = { NEUROZOOM_CACHE: join(ROOT, 'a file') };
    await expect(pull(entryAt('http://127.0.0.1:1'))).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      hint: expect.stringContaining('NEUROZOOM_CACHE'),
    });
  });
});

describe('a pulled network that is opened', () => {
  it('must be the file that was pulled', async () => {
    const entry = entryAt((await serve(file(BYTES))).url, { md5: undefined });
    const { path } = await pull(entry);
    await expectUnchanged(path, entry);
    // The size and the kind are right; only the SHA-256 differs.
    writeFileSync(path, Buffer.concat([BYTES.subarray(0, -1), Buffer.from('!')]));
    await expect(expectUnchanged(path, entry)).rejects.toMatchObject({
      ...{ code: 'NETWORK_UNREADABLE', exitCode: 2, hint: expect.stringContaining('networks pull tiny') },
      message: expect.stringMatching(
        /has changed since it was pulled: its SHA-256 is [\da-f]{64} instead of [\da-f]{64}/,
      ),
    });
    expect((await pull(entry)).isNew).toBe(true);
    await expectUnchanged(path, entry);
  });

  it.each(['is missing', 'is damaged'])(
    'is compared with what is published, and noted, when its note %s',
    async (state) => {
      const entry = entryAt((await serve(file(BYTES))).url);
      const { path } = await pull(entry);
      if (state === 'is missing') rmSync(`${path}.sha256`);
      else writeFileSync(`${path}.sha256`, 'torn');
      await expectUnchanged(path, entry);
      expect(readFileSync(`${path}.sha256`, 'utf8')).toBe(`${SHA256}  tiny.h5\n`);
      rmSync(`${path}.sha256`);
      writeFileSync(path, Buffer.alloc(BYTES.length, 'x'));
      await expect(expectUnchanged(path, entry)).rejects.toMatchObject({
        message: expect.stringMatching(/not the file of tiny that Keras publishes: its MD5 is/),
      });
      expect(filesOf(entry)).toEqual(['']);
    },
  );
});

describe('--from', () => {
  const nowhere = entryAt('http://127.0.0.1:1');

  it('accepts the file, its folder (with either file name), a file: address, and the address of the file or its folder', async () => {
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

  it('refuses a missing and a wrong file', async () => {
    writeFileSync(join(ROOT, 'wrong.h5'), 'wrong');
    await expect(pull(nowhere, { from: join(ROOT, 'wrong.h5') })).rejects.toMatchObject({
      code: 'NETWORK_UNREADABLE',
      message: expect.stringMatching(/5 bytes instead of/),
    });
    await expect(pull(nowhere, { from: join(ROOT, 'none') })).rejects.toMatchObject({
      code: 'NETWORK_UNREADABLE',
      message: expect.stringMatching(/there is no tiny_notop\.h5/),
    });
    expect(filesOf(nowhere)).toEqual([]);
  });
});

describe('proxies', () => {
  it.each([
    [{}, ['', '', '']],
    [{ HTTPS_PROXY: 'http://p:3128' }, ['', 'http://p:3128/', '']],
    [{ HTTP_PROXY: 'p:3128' }, ['http://p:3128/', '', '']],
    [{ https_proxy: 'http://small', HTTPS_PROXY: 'http://large' }, ['', 'http://small/', '']],
    [{ ALL_PROXY: 'http://p', HTTP_PROXY: 'http://q' }, ['http://q/', 'http://p/', '']],
    [{ HTTPS_PROXY: '', https_proxy: '' }, ['', '', '']],
    [{ NO_PROXY: 'large', no_proxy: 'small' }, ['', '', 'small']],
  ])('in %j are %j', (given, [httpProxy, httpsProxy, noProxy]) => {
    expect(proxiesIn(given)).toEqual({ httpProxy, httpsProxy, noProxy });
  });

  it.each(['socks5://me:secret@p', 'me:secret@:'])('in %s cannot be used, and the password stays secret', (named) => {
    const message = expect.stringMatching(/^the proxy (?!.*secret).* cannot be used$/);
    expect(() => proxiesIn({ HTTPS_PROXY: named })).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID', message }),
    );
  });

  // Hosts below `.invalid` do not exist (RFC 6761): without the proxy they cannot be found.
  it.each([
    ['https://b.a.invalid', 'b.a.invalid', false],
    ['https://b.a.invalid', 'c.invalid, a.invalid', false],
    ['https://b.a.invalid', '.a.invalid', false],
    ['https://ba.invalid', 'a.invalid', true],
    ['https://a.invalid:8443', 'a.invalid:443', true],
    ['https://a.invalid', 'a.invalid:443', false],
    ['https://a.invalid', '*', false],
    ['http://a.invalid', 'a.invalid', false],
    ['http://a.invalid', 'b.invalid', true],
  ])('are used for %s unless NO_PROXY (%s) names it: %s', async (url, noProxy, isAsked) => {
    const between = await proxy(() => 1);
    Object.assign(environment, { HTTP_PROXY: between.url, HTTPS_PROXY: between.url, NO_PROXY: noProxy });
    await expect(pull(entryAt(url))).rejects.toBeInstanceOf(Error);
    expect(between.asked.length > 0).toBe(isAsked);
  });

  it('for HTTPS are not used for plain HTTP, nor are those of the process when others are given', async () => {
    const between = await proxy(() => 0);
    const { url } = await serve(file(BYTES));
    environment.HTTPS_PROXY = between.url;
    vi.stubEnv('HTTP_PROXY', between.url);
    vi.stubEnv('http_proxy', between.url);
    try {
      await pull(entryAt(url));
    } finally {
      vi.unstubAllEnvs();
    }
    expect(between.asked).toEqual([]);
  });

  it('get the whole address of a plain HTTP request, with name and password', async () => {
    const between = await proxy(() => 0);
    environment.HTTP_PROXY = between.url.replace('//', '//me:p%40ss@');
    // This proxy does not answer with a network, but it was asked.
    await expect(pull(entryAt('http://files.example'))).rejects.toMatchObject({ code: 'NETWORK_UNREADABLE' });
    expect(between.asked).toMatchObject([
      {
        method: 'GET',
        path: 'http://files.example/files/tiny_notop.h5',
        headers: { host: 'files.example', 'proxy-authorization': `Basic ${btoa('me:p@ss')}` },
      },
    ]);
  });

  it.each<[string, (socket: Socket) => void, RegExp]>([
    ['close the connection', (socket) => socket.destroy(), /the proxy closed the connection/],
    ['want a password', (socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'), /407/],
    ['refuse', (socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'), /403/],
  ])(
    'that %s instead of opening a tunnel are named in the error, and not retried forever',
    async (_what, answer, message) => {
      const server = createServer();
      let asked = 0;
      server.on('connect', (_request, socket: Socket) => {
        asked += 1;
        answer(socket);
      });
      const host = `127.0.0.1:${await listen(server)}`;
      environment.HTTPS_PROXY = `http://me:secret@${host}`;
      const error = await pull(entryAt('https://files.invalid')).catch((cause: unknown) => cause);
      expect(error).toMatchObject({ code: 'DOWNLOAD_FAILED', message: expect.stringMatching(message) });
      expect(error).toMatchObject({ message: expect.stringContaining(`(proxy: ${host})`) });
      expect(error).toMatchObject({ message: expect.not.stringContaining('secret') });
      expect(asked).toBe(4);
    },
  );
});
