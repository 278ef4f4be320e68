// From a network's name to the network.

import { UserError } from '../errors.js';
import { BUNDLED, openBundled } from './bundled.js';
import type { Model } from './model.js';

/** Networks that open by name. */
export const NETWORKS: Readonly<Record<string, () => Promise<Model>>> = { [BUNDLED]: openBundled };

/** @throws UserError NETWORK_UNKNOWN listing what there is. */
export async function openNetwork(name: string): Promise<Model> {
  const open = Object.hasOwn(NETWORKS, name) ? NETWORKS[name] : undefined;
  if (open === undefined) {
    throw new UserError('NETWORK_UNKNOWN', `the network '${name}' is not known`, {
      hint: `known: ${Object.keys(NETWORKS).join(', ')}`,
    });
  }
  return open();
}
