// The hosts by name. Each is loaded when it is needed, so that a process loads one library alone.

import type { Host } from './host.js';
import type { OnnxOptions } from './onnx-host.js';

/** A library and the device that it uses. */
export type HostName = 'cpu';

/** Loads the library of the host that is opened most. */
export async function loadRuntime(): Promise<void> {
  await (await import('./onnx-host.js')).importRuntime();
}

/** Opens each host in the calling process. */
export const HOSTS: Readonly<Record<HostName, (options: OnnxOptions) => Promise<Host>>> = {
  cpu: async (options) => (await import('./onnx-host.js')).openOnnxHost(options),
};
