// An engine's process that crashes, hangs, or loses its program. All of it is real: signals, processes, and a graph that
// onnxruntime computes for ever.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { create, toBinary } from '@bufbuild/protobuf';
import { afterEach, expect, it } from 'vitest';
import { openRemoteHost, type RemoteHost, type RemoteOptions } from '../../../src/engines/process/remote-host.js';
import {
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  ValueInfoProtoSchema,
} from '../../../src/onnx-format/gen/onnx_pb.js';
import { integerTensor, modelBytes, nodeProto, valueInfo } from '../../../src/onnx-format/proto.js';
import { type Tensor, tensor } from '../../../src/tensor/tensor.js';
import { enginesOf, isRunning, until } from '../../support/processes.js';

const opened: RemoteHost[] = [];
afterEach(async () => {
  for (const host of opened.splice(0)) await host.close();
});

/** A host that notes why its processes were replaced. */
async function openHost(options: RemoteOptions = {}) {
  const replaced: string[] = [];
  const host = await openRemoteHost('cpu', { threads: 1, onReplaced: (reason) => replaced.push(reason), ...options });
  opened.push(host);
  return { host, replaced };
}

/** y = x + x */
const doubling = () =>
  modelBytes({
    opset: 17,
    nodes: [nodeProto('Add', ['x', 'x'], ['y'])],
    initializers: [],
    inputs: [valueInfo('x', ['n'])],
    outputs: [valueInfo('y', ['n'])],
  });

const FLOAT = 1;
const INT64 = 7;
const BOOL = 9;

/** The same, by a loop that never ends. */
function endless(): Uint8Array {
  const info = (name: string, elemType: number) =>
    create(ValueInfoProtoSchema, { name, type: { tensorType: { elemType, shape: { dim: [] } } } });
  const body = create(GraphProtoSchema, {
    name: 'body',
    node: [nodeProto('Identity', ['go'], ['on']), nodeProto('Identity', ['v'], ['w'])],
    input: [info('i', INT64), info('go', BOOL), info('v', FLOAT)],
    output: [info('on', BOOL), info('w', FLOAT)],
  });
  const loop = nodeProto('Loop', ['trips', '', 'first'], ['last']);
  loop.attribute.push(create(AttributeProtoSchema, { name: 'body', type: 5, g: body }));
  const graph = create(GraphProtoSchema, {
    name: 'endless',
    node: [nodeProto('ReduceMax', ['x'], ['first'], { keepdims: 0 }), loop, nodeProto('Mul', ['x', 'last'], ['y'])],
    initializer: [integerTensor('trips', Number.MAX_SAFE_INTEGER)],
    input: [valueInfo('x', ['n'])],
    output: [valueInfo('y', ['n'])],
  });
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, { irVersion: 8n, graph, opsetImport: [{ domain: '', version: 17n }] }),
  );
}

const numbers = (length: number): Tensor =>
  tensor(
    [length],
    Float32Array.from({ length }, (_, i) => Math.sin(i)),
  );
const doubled = ({ data }: Tensor) => data.map((value) => 2 * value);
const LARGE = 100_000;
const wanted = new Map([['y', { shape: [LARGE] }]]);

/** Runs the session on many numbers. */
async function run(session: Awaited<ReturnType<RemoteHost['open']>>, x: Tensor): Promise<Float32Array> {
  return (await session.run(new Map([['x', x]]), wanted)).get('y')!.data;
}

it.each([
  ['shared memory', true],
  ['a pipe', false],
])('sends pictures through %s', async (_name, sharesMemory) => {
  const { host } = await openHost({ sharesMemory });
  const session = await host.open(doubling);
  const x = numbers(LARGE);
  expect(await run(session, x)).toEqual(doubled(x));
  expect(x).toEqual(numbers(LARGE));
  const small = numbers(5);
  const results = await session.run(new Map([['x', small]]), new Map([['y', undefined]]));
  expect(results.get('y')).toEqual({ shape: [5], data: doubled(small) });
});

it.each([
  ['shared memory', true],
  ['a pipe', false],
])('reads and writes the memory of the caller through %s', async (_name, sharesMemory) => {
  const { host } = await openHost({ sharesMemory });
  const session = await host.open(doubling);
  const [x, into] = [host.allocate([LARGE]), host.allocate([LARGE])];
  x.data.set(numbers(LARGE).data);
  for (const target of [into, tensor([LARGE])]) {
    const results = await session.run(new Map([['x', x]]), new Map([['y', target]]));
    expect(results.get('y')!.data).toBe(target.data);
    expect(target.data).toEqual(doubled(x));
  }
});

it('gives the memory of tensors that are no longer used to others of their size', async () => {
  const { host } = await openHost();
  const session = await host.open(doubling);
  for (let i = 0; i < 300; i++) {
    const x = host.allocate([LARGE]);
    x.data.fill(i);
    expect((await run(session, x))[7]).toBe(2 * i);
  }
});

it.skipIf(process.platform === 'win32')('replaces a process that crashes, and the results are the same', async () => {
  const { host, replaced } = await openHost();
  const session = await host.open(doubling);
  const other = await host.open(doubling);
  const x = numbers(LARGE);
  for (const signal of ['SIGSEGV', 'SIGKILL'] as const) {
    process.kill(host.pid()!, signal);
    expect(await run(session, x)).toEqual(doubled(x));
    expect(await run(other, x)).toEqual(doubled(x));
  }
  expect(replaced).toEqual(['was killed by SIGSEGV', 'was killed by SIGKILL']);
});

it.skipIf(process.platform === 'win32')('replaces a process that is stopped', async () => {
  const { host, replaced } = await openHost({ stallMs: 300 });
  const session = await host.open(doubling);
  const pid = host.pid()!;
  process.kill(pid, 'SIGSTOP');
  const x = numbers(LARGE);
  expect(await run(session, x)).toEqual(doubled(x));
  expect(replaced).toEqual([expect.stringMatching(/^hung/)]);
  expect(isRunning(pid)).toBe(false);
});

it('gives up a graph that never ends after three attempts, and computes others', async () => {
  const { host, replaced } = await openHost({ stallMs: 400 });
  const hanging = await host.open(endless);
  const x = numbers(LARGE);
  await expect(run(hanging, x)).rejects.toMatchObject({
    code: 'ENGINE_FAILED',
    exitCode: 1,
    message: expect.stringMatching(/^onnxruntime .* failed 3 times at the same step; it hung/),
  });
  expect(replaced).toHaveLength(2);
  await hanging.close();
  expect(await run(await host.open(doubling), x)).toEqual(doubled(x));
});

it('reports what onnxruntime refuses without replacing it', async () => {
  const { host, replaced } = await openHost();
  await expect(host.open(() => new Uint8Array(10))).rejects.toThrow();
  const session = await host.open(doubling);
  await expect(session.run(new Map([['z', numbers(3)]]), wanted)).rejects.toThrow(/x|z/);
  expect(replaced).toEqual([]);
});

it('ends its process when it is closed, also while it computes', async () => {
  const { host } = await openHost({ stallMs: 60_000 });
  const session = await host.open(doubling);
  const pid = host.pid()!;
  const x = numbers(LARGE);
  const running = run(session, x);
  await host.close();
  expect(await running).toEqual(doubled(x));
  expect(isRunning(pid)).toBe(false);
  await expect(run(session, x)).rejects.toThrow(/closed/);
});

const HOST = new URL('../../../dist/engines/process/remote-host.js', import.meta.url);

/** A program that opens a host, prints a line, and does something. */
function program(then: string) {
  const script = `
    import { openRemoteHost } from ${JSON.stringify(HOST)};
    const host = await openRemoteHost('cpu', { threads: 1, stallMs: 500, onReplaced: (why) => console.log('replaced', why) });
    console.log('open');
    ${then}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { pid: child.pid!, ended, output: () => output };
}

it('does not keep a program running that does nothing else', async () => {
  const { ended } = program('');
  expect(await ended).toBe(0);
});

it.skipIf(process.platform === 'win32')('leaves no process behind when the program is killed', async () => {
  const { pid, ended, output } = program('setInterval(() => undefined, 1000);');
  await until(() => output().includes('open'));
  const [engine] = enginesOf(pid);
  process.kill(pid, 'SIGKILL');
  await ended;
  await until(() => !isRunning(engine!));
});

it.skipIf(process.platform !== 'linux')('leaves no stopped process behind either', async () => {
  const { pid, ended, output } = program('setInterval(() => undefined, 1000);');
  await until(() => output().includes('open'));
  const [engine] = enginesOf(pid);
  process.kill(engine!, 'SIGSTOP');
  process.kill(pid, 'SIGKILL');
  await ended;
  await until(() => !isRunning(engine!));
});

it.skipIf(process.platform === 'win32')('is not ended by Ctrl-C, nor by the signals of a service manager', async () => {
  const { pid, ended, output } = program(`
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', async () => { console.log(await host.open(() => new Uint8Array(9)).catch(() => 'alive')); process.exit(); });
    setInterval(() => undefined, 1000);`);
  await until(() => output().includes('open'));
  const engines = enginesOf(pid);
  process.kill(-pid, 'SIGINT'); // as a terminal does
  process.kill(engines[0]!, 'SIGINT');
  process.kill(engines[0]!, 'SIGTERM');
  process.kill(-pid, 'SIGTERM');
  expect(await ended).toBe(0);
  expect(output()).toBe('open\nalive\n');
});

it.skipIf(process.platform === 'win32')('does not mistake a stopped program for a hung engine', async () => {
  const { pid, ended, output } = program(`
    for (let i = 0; i < 300; i++) {
      await host.open(() => new Uint8Array(9)).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    process.exit();`);
  await until(() => output().includes('open'));
  const [engine] = enginesOf(pid);
  const all = [pid, engine!];
  // Four times as long as a hung engine may take.
  for (const signal of ['SIGSTOP', 'SIGCONT'] as const) {
    for (const one of all) process.kill(one, signal);
    if (signal === 'SIGSTOP') await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
  expect(await ended).toBe(0);
  expect(output()).toBe('open\n');
});
