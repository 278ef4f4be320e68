// One evaluation in an engine's process. Pictures and gradients go through shared memory: directly where the caller has
// put them there, otherwise with one copy. Without shared memory they travel through the pipe.

import { elementCount, type Tensor } from '../../tensor/tensor.js';
import type { HostSession } from '../host.js';
import type { EngineProcess } from './engine-child.js';
import { bytesOf, type SentTensor, type WantedOutput } from './messages.js';

/** Fewer numbers than this, such as the weights of a layer, travel in the message. */
const LEAST_SHARED = 4_096;

/** Runs a session in a process. See `HostSession`. */
export async function runIn(
  { memory, staging, request }: EngineProcess,
  session: number,
  inputs: Parameters<HostSession['run']>[0],
  outputs: Parameters<HostSession['run']>[1],
): Promise<ReadonlyMap<string, Tensor>> {
  const body: Uint8Array[] = [];
  const sent = [...inputs].map(([name, { shape, data }]): SentTensor => {
    const known = memory?.find(data);
    if (known !== undefined) return { name, shape, at: known };
    const place = data.length < LEAST_SHARED ? undefined : staging(name, data.length);
    place?.data.set(data);
    // Streams take no memory that threads share.
    if (place === undefined) body.push(bytesOf(data.buffer instanceof SharedArrayBuffer ? data.slice() : data));
    return { name, shape, at: place?.at ?? 'body' };
  });
  const wanted = [...outputs].map(([name, output]): WantedOutput => {
    if (output === undefined) return { name };
    const { shape, data } = output;
    const at = (data === undefined ? undefined : memory?.find(data)) ?? staging(name, elementCount(shape))?.at;
    return at === undefined ? { name } : { name, shape, at };
  });
  const { head, body: numbers } = await request({ do: 'run', session, inputs: sent, outputs: wanted }, body);
  if (head.is !== 'ran') throw new Error(`Expected results of the engine, got '${head.is}'.`);
  let read = 0;
  const toTensor = ({ name, shape, at }: SentTensor): Tensor => {
    const into = outputs.get(name)?.data;
    if (at !== 'body' && into !== undefined && memory?.find(into) === at) return { shape, data: into };
    const count = elementCount(shape);
    const data =
      at === 'body' ? new Float32Array(numbers.buffer as ArrayBuffer, read, count) : staging(name, count)!.data;
    if (at === 'body') read += data.byteLength;
    if (into === undefined) return { shape, data: at === 'body' ? data : data.slice() };
    into.set(data);
    return { shape, data: into };
  };
  return new Map(head.outputs.map((output) => [output.name, toTensor(output)]));
}
