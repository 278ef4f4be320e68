// The door to the engines.

import { UserError } from '../errors.js';
import { exportOnnx } from '../onnx-format/export.js';
import type { Engine, EngineName } from './engine.js';
import { engineOn, type Outputs } from './host.js';
import type { HostName } from './hosts.js';
import { openRemoteHost } from './process/remote-host.js';

/** What an engine needs to be opened in a process of its own. */
interface EngineEntry {
  /** What opens it there. */
  readonly host: HostName;
  /** Writes graphs in the form that the host reads. */
  readonly serialise: (outputs: Outputs) => Uint8Array;
  /** The devices that can be chosen among; none if there is one alone. */
  readonly devices: readonly string[];
}

/** The engines. */
const ENGINES: Readonly<Record<EngineName, EngineEntry>> = {
  cpu: { host: 'cpu', serialise: exportOnnx, devices: [] },
};

/** What 'auto' tries, the fastest first. */
const AUTO: readonly EngineName[] = ['cpu'];

/** Which engine is opened, and how it is watched. */
export interface EngineOptions {
  /** 'auto' is the fastest one that this machine has. @default 'auto' */
  readonly name?: EngineName | 'auto' | undefined;
  /** One of several devices of the engine. @default the first */
  readonly device?: string | undefined;
  /** Threads of the engine. They change the speed, not the results. @default as many as the machine has processors */
  readonly threads?: number | undefined;
  /**
   * Whether other threads compute while the engine does. Its threads then sleep instead of spinning when they wait for
   * each other: a step by itself takes 10 to 40 % longer, a film of 1080 lines 10 % less. @default false
   */
  readonly isBusy?: boolean | undefined;
  /**
   * The engine counts as hung after this many milliseconds without a result, or after ten times its slowest step so far
   * if that is longer. Time in which this program did not run (Ctrl-Z, a machine that slept) does not count.
   * @default 120000
   */
  readonly stallMs?: number | undefined;
  /** Called when the engine crashed or hung and is replaced. @param reason - As in 'was killed by SIGSEGV'. */
  readonly onReplaced?: ((reason: string) => void) | undefined;
}

/**
 * Opens an engine in a process of its own. This program goes on while it computes. If the process crashes or hangs, it
 * is replaced and the evaluation is repeated, with the same result. It ends when the engine is closed and when this
 * program ends in any way; an idle engine does not keep this program running.
 *
 * Why a process: a crash of native code, such as onnxruntime, ends its whole process, and a thread that computes cannot
 * be ended. Pictures and gradients go through shared memory; through a pipe, a gradient of 512 px would take 7 % longer.
 * Measured on two cores (bench/beside.ts), a step takes 0.4 ms longer than in the program's own process, at any size;
 * with a worker thread in place of the process it would take 0.25 ms longer.
 *
 * @throws UserError ARGUMENT_INVALID for an unknown engine or device; ENGINE_UNAVAILABLE when it does not work on this
 *   machine; ENGINE_FAILED when its process crashes or hangs three times.
 */
export async function openEngine({ name = 'auto', device, ...options }: EngineOptions = {}): Promise<Engine> {
  const names = name === 'auto' ? AUTO : [name];
  for (const [i, one] of names.entries()) {
    if (!Object.hasOwn(ENGINES, one)) throw unknown('engine', one, ['auto', ...Object.keys(ENGINES)]);
    const { host, serialise, devices } = ENGINES[one];
    if (device !== undefined && !devices.includes(device)) throw unknown(`device of ${one}`, device, devices);
    try {
      const opened = await openRemoteHost(host, options);
      descriptions.set(one, opened.description);
      return engineOn(one, opened, serialise);
    } catch (error) {
      const isLast = i === names.length - 1;
      if (isLast || !(error instanceof UserError && error.code === 'ENGINE_UNAVAILABLE')) throw error;
    }
  }
  throw new Error('Expected an engine to try.');
}

/** The descriptions of the engines that were opened. */
const descriptions = new Map<EngineName, string>();

/** The description of the engine that 'auto' opens (see `Engine`). It is opened if this program has not done so. */
export async function describeEngine(): Promise<string> {
  const known = AUTO.map((name) => descriptions.get(name)).find((description) => description !== undefined);
  if (known !== undefined) return known;
  const engine = await openEngine();
  await engine.close();
  return engine.description;
}

function unknown(what: string, given: string, known: readonly string[]): UserError {
  return new UserError('ARGUMENT_INVALID', `there is no ${what} '${given}'`, {
    hint: known.length === 0 ? 'leave it out: it has one device' : `known: ${known.join(', ')}`,
  });
}
