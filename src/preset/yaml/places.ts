// Where a film's neurons stand in their preset. Whether a network has them is known only once it is open, long after the preset was read; what is wrong
// with them is told with its line all the same.

import type { CycleItem } from '../settings.js';

/** By item: how a problem with it is told. Items made by programs have no place. */
const TELLERS = new WeakMap<CycleItem, (message: string) => string>();

/** @param tell - Puts the place before a message, and the line below it. Called only when there is something to tell. */
export function rememberLocation(item: CycleItem, tell: (message: string) => string): void {
  TELLERS.set(item, tell);
}

/** A message about an item, with the item's place where that is known. */
export function messageAtLocation(item: CycleItem, message: string): string {
  return TELLERS.get(item)?.(message) ?? message;
}
