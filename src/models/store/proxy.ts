// One request over HTTP or HTTPS, through the proxy that the environment names where it names one. Node.js 20 has no proxies of its own: plain HTTP is
// asked for at the proxy by its whole address, HTTPS goes through a tunnel (CONNECT).

import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { UserError } from '../../errors.js';

/** Variables of the environment: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in small letters too. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How something is asked for. */
export interface Asking {
  readonly headers: Readonly<Record<string, string>>;
  readonly environment: Environment;
  readonly signal: AbortSignal | undefined;
  /** Without a sign of life for so long, it fails. */
  readonly timeoutMs: number;
}

/**
 * The proxy that a URL is to be asked for through; null for none. Small letters come first, as with curl. NO_PROXY lists hosts, with all below them, each with
 * a port or without; `*` is all.
 *
 * @throws UserError ARGUMENT_INVALID when it is none that can be used.
 */
export function proxyFor(url: URL, environment: Environment): URL | null {
  const of = (name: string) => [environment[name.toLowerCase()], environment[name]].find((one) => one);
  const named = of(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? of('ALL_PROXY');
  if (named === undefined || isExempt(url, of('NO_PROXY') ?? '')) return null;
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(named) ? named : `http://${named}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (proxy?.protocol === 'http:' || proxy?.protocol === 'https:') return proxy;
  throw new UserError('ARGUMENT_INVALID', `the proxy ${withoutSecrets(named)} cannot be used`, {
    hint: 'HTTPS_PROXY and HTTP_PROXY hold an address such as http://proxy.example:3128',
  });
}

/** Asks for a URL. @returns the answer, whatever its status, its body not yet read. Rejects with what the system says when there is none. */
export async function get(url: URL, asking: Asking): Promise<IncomingMessage> {
  const proxy = proxyFor(url, asking.environment);
  const { headers, signal, timeoutMs } = asking;
  const options = { headers, signal, timeout: timeoutMs, agent: false };
  if (proxy === null) return answerTo(requestOf(url)(url, options), timeoutMs);
  const authorization = authorizationFor(proxy);
  if (url.protocol === 'http:') {
    const all = { ...headers, host: url.host, ...authorization };
    return answerTo(requestOf(proxy)({ ...placeOf(proxy), path: url.href, ...options, headers: all }), timeoutMs);
  }
  const tunnel = await openTunnel(proxy, url, authorization, asking);
  const servername = url.hostname.replace(/^\[|\]$/g, '');
  const secure = connectTls({
    socket: tunnel,
    ...(/^[\d.]+$|:/.test(servername) ? {} : { servername }),
    host: servername,
  });
  // Where there is an agent, even a new one, it makes the connection itself, and past the tunnel.
  const request = httpsRequest(url, { headers, signal, createConnection: () => secure });
  request.setTimeout(timeoutMs);
  request.once('close', () => secure.destroy());
  return answerTo(request, timeoutMs);
}

function isExempt(url: URL, list: string): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter((one) => one !== '')
    .some((one) => {
      const [, host, only] = /^(.*?)(?::(\d+))?$/.exec(one.toLowerCase())!;
      const name = host!.replace(/^\*?\./, '');
      return name === '*' || ((only ?? port) === port && (url.hostname === name || url.hostname.endsWith(`.${name}`)));
    });
}

function requestOf({ protocol }: URL): typeof httpsRequest {
  return protocol === 'https:' ? httpsRequest : httpRequest;
}

/** Host and port, as `request` wants them. */
function placeOf(url: URL): RequestOptions {
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port || (url.protocol === 'https:' ? 443 : 80) };
}

function authorizationFor({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

function openTunnel(
  proxy: URL,
  to: URL,
  authorization: Readonly<Record<string, string>>,
  { signal, timeoutMs }: Asking,
): Promise<Socket> {
  const path = `${to.hostname}:${to.port || 443}`;
  const headers = { host: path, ...authorization };
  const request = requestOf(proxy)({
    ...placeOf(proxy),
    method: 'CONNECT',
    path,
    headers,
    signal,
    timeout: timeoutMs,
    agent: false,
  });
  return new Promise((resolve, reject) => {
    request.once('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new Error(`the proxy ${proxy.host} answered ${statusCode} when asked for ${path}`));
    });
    request.once('error', reject);
    request.once('timeout', () => request.destroy(new Error(`the proxy ${proxy.host} was silent for ${timeoutMs} ms`)));
    request.end();
  });
}

function answerTo(request: ClientRequest, timeoutMs: number): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
    request.once('timeout', () => request.destroy(new Error(`nothing came for ${timeoutMs} ms`)));
    request.end();
  });
}

function withoutSecrets(address: string): string {
  return address.replace(/\/\/[^@/]*@/, '//').replace(/^[^@/]*@/, '');
}
