// Servers on this machine for the tests of downloads: one that serves a file well or badly, and a proxy.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

export type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** Serves by `answer` until the test is over. */
export async function serve(answer: Answer): Promise<{ readonly url: string; readonly asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    asked.push({ method: request.method!, path: request.url!, headers: request.headers });
    answer(request, response, asked.length);
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, asked };
}

/** Serves bytes with ranges and an entity tag, as file servers do. */
export function file(bytes: Buffer, tag = '"one"'): Answer {
  return (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? Number.NaN);
    const same = (request.headers['if-range'] ?? tag) === tag;
    if (Number.isNaN(from) || !same) {
      response.writeHead(200, { 'content-length': bytes.length, etag: tag }).end(bytes);
    } else if (from >= bytes.length) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    } else {
      const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
      response.writeHead(206, { 'content-range': range, 'content-length': bytes.length - from, etag: tag });
      response.end(bytes.subarray(from));
    }
  };
}

/** Sends `count` bytes of what was asked for and no more; breaks off when the client tells by `onProgress` that it has them. */
export function breaking(bytes: Buffer, count: number): { readonly answer: Answer; onProgress(done: number): void } {
  let held: { readonly response: ServerResponse; readonly end: number } | undefined;
  return {
    answer: (request, response) => {
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const range = from === 0 ? {} : { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
      response.writeHead(from === 0 ? 200 : 206, { 'content-length': bytes.length - from, etag: '"one"', ...range });
      response.write(bytes.subarray(from, from + count));
      held = { response, end: from + count };
    },
    onProgress: (done) => {
      if (done === held?.end) held.response.destroy();
    },
  };
}

/** A proxy for HTTP and for tunnels; each tunnel leads to `to`, whatever it was asked for. */
export async function proxy(to: () => number): Promise<{ readonly url: string; readonly asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    asked.push({ method: request.method!, path: request.url!, headers: request.headers });
    response.writeHead(200).end('by the proxy');
  });
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push({ method: request.method!, path: request.url!, headers: request.headers });
    const other = connect(to(), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(other).pipe(socket);
    });
    for (const one of [socket, other]) one.on('error', () => socket.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, asked };
}

/** @returns the port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
