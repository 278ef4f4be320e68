// A web server that renders a film and shows its progress: a page with a bar and the newest frame, events by SSE.
//
//   npx tsx examples/progress-server.ts [PRESET] [PORT]

import { createServer, type ServerResponse } from 'node:http';
import { type FilmEvent, loadPreset, renderFilm } from 'neurozoom';
import sharp from 'sharp';

const [preset = 'presets/first-light.yaml', port = '8080'] = process.argv.slice(2);

const PAGE = `<!doctype html><meta charset="utf-8"><title>neurozoom</title>
<form method="post" action="/render"><button>Render</button></form>
<progress value="0"></progress> <output></output><br><img alt="">
<script>
  const [bar, text, image] = ['progress', 'output', 'img'].map((name) => document.querySelector(name));
  new EventSource('/events').onmessage = ({ data }) => {
    const event = JSON.parse(data);
    text.value = event.kind;
    if (event.kind !== 'frame') return;
    bar.value = event.share;
    image.src = '/frame.png?' + event.frame;
  };
</script>`;

const listeners = new Set<ServerResponse>();
const stop = new AbortController();
let newest: Buffer | undefined;
let isRendering = false;

function send(event: FilmEvent | { readonly kind: 'error'; readonly message: string }): void {
  for (const listener of listeners) listener.write(`data: ${JSON.stringify(event)}\n\n`);
}

async function render(): Promise<void> {
  isRendering = true;
  try {
    await renderFilm(await loadPreset(preset), {
      name: 'progress',
      stop: stop.signal,
      onEvent: send,
      async onFrame({ width, height, bytes }) {
        newest = await sharp(bytes, { raw: { width, height, channels: 3 } })
          .png()
          .toBuffer();
      },
    });
  } catch (error) {
    send({ kind: 'error', message: error instanceof Error ? error.message : String(error) });
  } finally {
    isRendering = false;
  }
}

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/' && request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
  } else if (pathname === '/events' && request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).flushHeaders();
    listeners.add(response);
    response.on('close', () => listeners.delete(response));
  } else if (pathname === '/frame.png' && newest !== undefined) {
    response.writeHead(200, { 'content-type': 'image/png' }).end(newest);
  } else if (pathname === '/render' && request.method === 'POST') {
    if (!isRendering) void render();
    response.writeHead(303, { location: '/' }).end();
  } else response.writeHead(404).end();
});

// Only this machine can reach it. Ctrl-C stops the film after the current frame, and the next call resumes it.
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === 'object' ? address?.port : port}/`);
});
process.once('SIGINT', () => {
  stop.abort();
  server.close();
  for (const listener of listeners) listener.end();
});
