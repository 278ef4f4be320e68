// Downloading a file over HTTP into a part of it that is kept when the line breaks: the next call, or the next try, asks only for the rest, provided that
// the server still has the same file (If-Range). What was agreed on is noted beside the part.

import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { writeAt } from '../../disk/durable.js';
import { UserError } from '../../errors.js';
import { parseJson } from '../json.js';
import { MAX_FILE_BYTES } from '../model-file.js';
import { type Environment, get, proxyFor } from './proxy.js';

/** What to download and how. */
export interface Download {
  readonly url: string;
  /** File for what came so far; what it is a part of stands in `${part}.json`. */
  readonly part: string;
  readonly environment: Environment;
  readonly signal?: AbortSignal | undefined;
  /** Called as bytes come; the total is undefined when the server does not tell. */
  readonly onProgress?: ((done: number, total: number | undefined) => void) | undefined;
  /** Silence after which the line counts as broken. @default 60000 */
  readonly timeoutMs?: number | undefined;
  /** Pause before the second try; each further one is twice as long. @default 1000 */
  readonly pauseMs?: number | undefined;
}

/** A broken line is taken up again so often, unless something came in between. */
const TRIES = 4;
const REDIRECTS = 10;
/** Asking again may help: too early, too often, and what is wrong on the server's side. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Downloads the whole of a file into `part`. What came stays there when it fails.
 *
 * @throws UserError DOWNLOAD_FAILED when it cannot be had; NETWORK_UNREADABLE when a page or too much comes instead. The signal's reason when it aborts.
 */
export async function download(wanted: Download): Promise<void> {
  let failures = 0;
  let before = -1;
  for (;;) {
    try {
      return await fetchRest(wanted);
    } catch (error) {
      wanted.signal?.throwIfAborted();
      if (error instanceof UserError || isOfDisk(error)) throw error;
      if (isOfTrust(error) || (before < 0 && isOfPlace(error))) throw failed(wanted, error);
      const now = await sizeOf(wanted.part);
      failures = now > before ? 1 : failures + 1;
      before = now;
      if (failures >= TRIES) throw failed(wanted, error);
      await wait((wanted.pauseMs ?? 1000) * 2 ** (failures - 1), undefined, { signal: wanted.signal });
    }
  }
}

/** What the part is of. */
interface Agreement {
  readonly url: string;
  /** What `If-Range` takes: a strong entity tag or a date. */
  readonly validator: string | null;
  readonly total: number | null;
}

async function fetchRest(wanted: Download): Promise<void> {
  const { url, part, onProgress } = wanted;
  const agreed = await readAgreement(part);
  const have = agreed?.url === url ? await sizeOf(part) : 0;
  const range = have === 0 ? {} : { range: `bytes=${have}-` };
  const ifRange = have === 0 || typeof agreed?.validator !== 'string' ? {} : { 'if-range': agreed.validator };
  const answer = await follow(wanted, { ...range, ...ifRange });
  try {
    const { statusCode: status = 0, headers } = answer;
    const [, first, all] = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? [];
    if (status === 416 && have > 0) {
      if (Number(all) === have) return; // it was whole already
      await rm(part, { force: true });
      throw new Error('the server has another file by now');
    }
    if (status !== 200 && status !== 206) throw refusal(url, status);
    const start = status === 206 ? have : 0;
    const announced = status === 206 ? all : headers['content-length'];
    const total = announced === undefined || announced === '*' ? undefined : Number(announced);
    if (status === 206 && (Number(first) !== have || (agreed?.total ?? total) !== total)) {
      await rm(part, { force: true });
      throw new Error('the server has another file by now');
    }
    refuseWrong(url, answer, total);
    await writeFile(`${part}.json`, JSON.stringify({ url, validator: validatorOf(answer), total: total ?? null }));
    onProgress?.(start, total);
    const end = await append(answer, part, start, { url, onProgress: (done) => onProgress?.(done, total) });
    if (total !== undefined && end !== total) throw new Error(`the line broke after ${end} of ${total} bytes`);
  } finally {
    answer.destroy();
  }
}

/** Asks, and asks again where it is sent to. */
async function follow(
  { url, environment, signal, timeoutMs = 60_000 }: Download,
  extra: Readonly<Record<string, string>>,
) {
  const headers = { 'user-agent': 'neurozoom', accept: '*/*', 'accept-encoding': 'identity', ...extra };
  let at = new URL(url);
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    const answer = await get(at, { headers, environment, signal, timeoutMs });
    const { statusCode: status = 0, headers: told } = answer;
    if (![301, 302, 303, 307, 308].includes(status) || told.location === undefined) return answer;
    answer.destroy();
    const next = URL.canParse(told.location, at.href) ? new URL(told.location, at.href) : undefined;
    const isSafe = next?.protocol === 'https:' || (next?.protocol === 'http:' && at.protocol === 'http:');
    if (next === undefined || !isSafe) {
      throw new UserError('DOWNLOAD_FAILED', `${url} sends on to ${told.location}, which is not followed`);
    }
    at = next;
  }
  throw new UserError('DOWNLOAD_FAILED', `${url} sends on more than ${REDIRECTS} times`);
}

function refusal(url: string, status: number): Error {
  const message = `${url} was answered with the status ${status}`;
  if (PASSING.has(status)) return new Error(message);
  const hint =
    status === 407
      ? 'the proxy wants a name and a password: http://NAME:PASSWORD@proxy.example:3128'
      : 'the file may have moved: get it another way and pass it with --from FILE';
  return new UserError('DOWNLOAD_FAILED', message, { hint });
}

function refuseWrong(url: string, { headers }: IncomingMessage, total: number | undefined): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (/^text\/html|^application\/xhtml/i.test(headers['content-type'] ?? '')) {
    throw new UserError('NETWORK_UNREADABLE', `${url} is a web page, not a network`, {
      hint: 'a login page of the network you are in, perhaps; or an address of a page about the file',
    });
  }
  if (encoding !== 'identity') throw new UserError('DOWNLOAD_FAILED', `${url} comes encoded as ${encoding}, unasked`);
  if (total !== undefined && !(total >= 1 && total <= MAX_FILE_BYTES)) {
    throw new UserError('NETWORK_UNREADABLE', `${url} has ${total} bytes, which no network has`);
  }
}

function validatorOf({ headers: { etag, 'last-modified': date } }: IncomingMessage): string | null {
  return etag !== undefined && !etag.startsWith('W/') ? etag : (date ?? null);
}

/** Writes the body from `start` on. @returns how long the file is then. */
async function append(
  body: IncomingMessage,
  part: string,
  start: number,
  { url, onProgress }: { readonly url: string; readonly onProgress: (done: number) => void },
): Promise<number> {
  const file = await open(part, start === 0 ? 'w' : 'r+');
  try {
    let at = start;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      if (at + chunk.length > MAX_FILE_BYTES) {
        throw new UserError('NETWORK_UNREADABLE', `${url} has more than ${MAX_FILE_BYTES} bytes, which no network has`);
      }
      await writeAt(file, chunk, at);
      at += chunk.length;
      onProgress(at);
    }
    await file.sync();
    return at;
  } finally {
    await file.close();
  }
}

async function readAgreement(part: string): Promise<Agreement | undefined> {
  try {
    const given = parseJson(`${part}.json`, await readFile(`${part}.json`, 'utf8'));
    const { url, validator, total } = given as Partial<Record<keyof Agreement, unknown>>;
    if (typeof url !== 'string') return undefined;
    return {
      url,
      validator: typeof validator === 'string' ? validator : null,
      total: typeof total === 'number' ? total : null,
    };
  } catch {
    return undefined; // not there, or torn: from the beginning, then
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function isOfDisk(error: unknown): boolean {
  const codes = ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EPERM', 'EIO', 'ENOTDIR', 'EISDIR', 'EFBIG'];
  return codes.includes(codeOf(error));
}

/** A certificate that is not trusted will not be in a moment. */
function isOfTrust(error: unknown): boolean {
  return /CERT|UNABLE_TO_(?:GET|VERIFY)/.test(codeOf(error));
}

/** There is nobody at this address; unless a moment ago there was. */
function isOfPlace(error: unknown): boolean {
  return ['ECONNREFUSED', 'ENOTFOUND'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function failed({ url, environment }: Download, cause: unknown): UserError {
  const proxy = proxyFor(new URL(url), environment);
  const said =
    cause instanceof AggregateError ? String(cause.errors[0]) : cause instanceof Error ? cause.message : String(cause);
  const why = said === 'aborted' ? `the line broke, ${TRIES} times without a byte more` : said; // Node's word for it
  const hint = isOfTrust(cause)
    ? 'a proxy that looks into HTTPS, perhaps: the environment variable NODE_EXTRA_CA_CERTS names a file with its certificate'
    : 'the same command again goes on where this one ended; behind a proxy set HTTPS_PROXY; offline use --from FILE, DIR or URL';
  return new UserError(
    'DOWNLOAD_FAILED',
    `${url} cannot be downloaded${proxy === null ? '' : ` through the proxy ${proxy.host}`}: ${why}`,
    { hint, cause },
  );
}
