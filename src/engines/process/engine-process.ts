// The process of an engine: answers requests from a pipe until the pipe ends. Reading and writing block it: it has
// nothing else to do, and blocking calls take half the time.

import { readSync, writeSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { elementCount, type Tensor } from '../../tensor/tensor.js';
import type { Host, HostSession } from '../host.js';
import { HOSTS, loadRuntime } from '../hosts.js';
import {
  bytesOf,
  encode,
  LOADS_AHEAD,
  MEMORY,
  type Message,
  openDecoder,
  PIPE,
  type Reply,
  type Request,
  type SentTensor,
  SHARES_MEMORY,
  type WantedOutput,
} from './messages.js';
import { type InheritedMemory, openInheritedMemory } from './shared-memory.js';
import { loadSystem } from './system.js';

async function serve(): Promise<void> {
  // The program decides when the engine ends. On POSIX Ctrl-C does not reach this process, since it leads a group of its
  // own, but the signals that a service manager sends to all processes do.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  (await loadSystem())?.dieWithParent();
  const memory = process.argv.includes(SHARES_MEMORY) ? await openInheritedMemory(MEMORY) : null;
  // A library that cannot be loaded is reported when the host is opened.
  if (process.argv.includes(LOADS_AHEAD)) await loadRuntime().catch(() => undefined);
  const sessions = new Map<number, HostSession>();
  let host: Host | undefined;
  const answer = async ({ head, body }: Message<Request>): Promise<readonly Uint8Array[]> => {
    if (head.do === 'start') {
      host = await HOSTS[head.host](head.options);
      return encode({ is: 'started', description: host.description, threads: host.threads });
    }
    if (head.do === 'open') {
      sessions.set(head.session, await host!.open(() => body));
      return encode({ is: 'done' });
    }
    const session = sessions.get(head.session)!;
    if (head.do === 'run') return run(session, head, body, memory);
    sessions.delete(head.session);
    await session.close();
    return encode({ is: 'done' });
  };
  for (;;) {
    const request = receive();
    if (request === undefined) break;
    for (const piece of await answer(request).catch(toFailure)) writeAll(piece);
  }
  process.exit(); // the signal handlers would keep it running
}

async function run(
  session: HostSession,
  { inputs, outputs }: Extract<Request, { readonly do: 'run' }>,
  body: Uint8Array,
  memory: InheritedMemory | null,
): Promise<readonly Uint8Array[]> {
  let read = 0;
  const locate = ({ name, shape, at }: SentTensor): readonly [string, Tensor] => {
    const count = elementCount(shape);
    if (at !== 'body') return [name, { shape, data: memory!.view(at, count) }];
    const data = new Float32Array(body.buffer as ArrayBuffer, read, count);
    read += data.byteLength;
    return [name, { shape, data }];
  };
  const feeds = new Map(inputs.map(locate));
  const targets = new Map(outputs.map((output) => (isPlaced(output) ? locate(output) : [output.name, undefined])));
  const results = await session.run(feeds, targets);
  const sent: SentTensor[] = [];
  const pieces: Uint8Array[] = [];
  for (const { name, at = 'body' } of outputs) {
    const { shape, data } = results.get(name)!;
    sent.push({ name, shape, at });
    if (at === 'body') pieces.push(bytesOf(data));
  }
  return encode({ is: 'ran', outputs: sent }, pieces);
}

function isPlaced(output: WantedOutput): output is Required<WantedOutput> {
  return output.at !== undefined;
}

/** Errors lose their class between processes, so the code and hint of a UserError travel separately. */
function toFailure(error: unknown): readonly Uint8Array[] {
  const message = error instanceof Error ? error.message : String(error);
  const user = error instanceof UserError ? { user: { code: error.code, hint: error.hint } } : {};
  const reply: Reply = { is: 'failed', message, ...user };
  return encode(reply);
}

const decoder = openDecoder<Request>();
/** Bytes that are read at once; longer parts of a message are read without this buffer. */
const buffer = new Uint8Array(65_536);
let buffered = buffer.subarray(0, 0);

/** Waits for the next request; undefined when the program has ended or closed the pipe. */
function receive(): Message<Request> | undefined {
  for (;;) {
    const missing = decoder.missing();
    if (buffered.length === 0 && missing < buffer.length) buffered = buffer.subarray(0, readSome(buffer));
    const own = buffered.length === 0 && missing >= buffer.length ? new Uint8Array(missing) : undefined;
    const chunk = own === undefined ? buffered.subarray(0, missing) : own.subarray(0, readSome(own));
    if (chunk.length === 0) return undefined;
    if (own === undefined) buffered = buffered.subarray(chunk.length);
    const message = decoder.take(chunk);
    if (message !== undefined) return message;
  }
}

function readSome(into: Uint8Array): number {
  try {
    return readSync(PIPE, into, 0, into.length, null);
  } catch {
    return 0; // the program has ended; Windows reports that as an error
  }
}

function writeAll(bytes: Uint8Array): void {
  try {
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(PIPE, bytes, written, bytes.length - written, null);
    }
  } catch {
    process.exit(); // the program has ended
  }
}

await serve();
