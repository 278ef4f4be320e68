// The part of an engine that computes: serialised graphs to sessions, by the names of their inputs and outputs. It may
// run in a process of its own (see process/), so everything here is bytes, numbers and names.

import type { Node } from '../graph/graph.js';
import type { ScoreGraph } from '../graph/score-graph.js';
import type { Tensor } from '../tensor/tensor.js';
import type { Engine, EngineName, Session } from './engine.js';

/** Opens serialised graphs. */
export interface Host {
  /** See `Engine`. */
  readonly description: string;
  /** See `Engine`. */
  readonly threads: number;
  /** @param serialise - Makes the bytes of the graph. Called again if the host has to open the graph again. */
  open(serialise: () => Uint8Array): Promise<HostSession>;
  /** See `Engine`. */
  allocate(shape: readonly number[]): Tensor;
  close(): Promise<void>;
}

/** The shape of an output, and memory for it. */
export interface WantedTensor {
  readonly shape: readonly number[];
  readonly data?: Float32Array | undefined;
}

/** An open serialised graph. */
export interface HostSession {
  /**
   * Computes outputs.
   *
   * @param inputs - By name. Not modified.
   * @param outputs - The names of the outputs; with their shapes as far as the caller knows them, and with memory for
   *   them if the caller wants the results there.
   */
  run(
    inputs: ReadonlyMap<string, Tensor>,
    outputs: ReadonlyMap<string, WantedTensor | undefined>,
  ): Promise<ReadonlyMap<string, Tensor>>;
  /** Frees its memory. Call it once, when nothing is being computed. */
  close(): Promise<void>;
}

/** The named outputs of a graph. */
export type Outputs = Readonly<Record<string, Node>>;

/** @param serialise - Writes graphs in the form that the host reads. */
export function engineOn(name: EngineName, host: Host, serialise: (outputs: Outputs) => Uint8Array): Engine {
  return {
    ...{ name, description: host.description, threads: host.threads },
    async open(graph, signal) {
      signal?.throwIfAborted();
      const { score, gradient, row } = graph;
      const outputs = row === undefined ? { score, gradient } : { score, gradient, row };
      return openSession(await host.open(() => serialise(outputs)), graph);
    },
    async openReader(image, output) {
      const session = await host.open(() => serialise({ output }));
      const outputs = new Map([['output', undefined]]);
      return {
        async read(picture) {
          return (await session.run(new Map([[image.attributes.name, picture]]), outputs)).get('output')!;
        },
        close: session.close,
      };
    },
    allocate: host.allocate,
    close: host.close,
  };
}

function openSession(session: HostSession, { image: input, weights: rows, row }: ScoreGraph): Session {
  return {
    async evaluate({ image, weights, into }) {
      const inputs = new Map([[input.attributes.name, image]]);
      for (const [layer, { attributes }] of rows) {
        const data = weights.get(layer);
        if (data === undefined) throw new RangeError(`Expected \`weights\` to have the layer '${layer}'.`);
        const channels = attributes.shape[1]!;
        if (data.length !== channels) {
          throw new RangeError(`Expected ${channels} \`weights\` for the layer '${layer}', got ${data.length}.`);
        }
        inputs.set(attributes.name, { shape: [1, data.length], data });
      }
      const outputs = new Map<string, WantedTensor | undefined>([
        ['score', undefined],
        ['gradient', { shape: image.shape, data: into?.data }],
        ...(row === undefined ? [] : [['row', undefined] as const]),
      ]);
      const results = await session.run(inputs, outputs);
      let { data } = results.get('gradient')!;
      if (into !== undefined && data !== into.data) {
        into.data.set(data);
        data = into.data;
      }
      return {
        score: results.get('score')!.data[0]!,
        gradient: { shape: image.shape, data },
        row: results.get('row')?.data,
      };
    },
    close: session.close,
  };
}
