// Options that are a value of a preset, or of a picture's settings, under another name.

import { UserError } from '../../errors.js';
import { type Override, parseOverride } from '../../preset/yaml/override.js';
import type { Call } from '../command.js';

/**
 * The values that the options of a call put into settings, in the order of the table.
 *
 * @param values - By option: the path of the value.
 * @param toValue - What is put there for what was written. @default as written
 * @throws UserError ARGUMENT_INVALID for an option that is given empty.
 */
export function namedOverrides(
  call: Call,
  values: Readonly<Record<string, string>>,
  toValue: (option: string, text: string) => string = (_option, text) => text,
): readonly Override[] {
  return Object.entries(values).flatMap(([option, path]): Override[] => {
    const text = call.value(option);
    if (text === undefined) return [];
    if (text.trim() === '') throw new UserError('ARGUMENT_INVALID', `--${option} is given without a value`);
    return [{ ...parseOverride(`${path}=${toValue(option, text)}`), origin: `--${option} ${text}` }];
  });
}

/** A square may be written as one number on the command line: `--size 1024`. */
export function toSize(text: string): string {
  return /^\d+$/.test(text) ? `${text}x${text}` : text;
}
