import type { Terminal } from './terminal.js';
/** An option: a flag, or an option that takes a value once or several times. */
export interface Option {
    readonly kind: 'flag' | 'value' | 'values';
    readonly about: string;
}
/** A command of the program. */
export interface Command {
    readonly name: string;
    /** Other names for it. */
    readonly aliases?: readonly string[];
    /** The words after the name, for the help: `PRESET...`. */
    readonly words: string;
    readonly about: string;
    readonly options: Readonly<Record<string, Option>>;
    readonly examples: readonly (readonly [command: string, what: string])[];
    /** Returns the exit code. @throws UserError when the call as a whole is wrong. */
    run(call: Call, terminal: Terminal): Promise<number>;
}
/** The words of a call, checked against the command's options. */
export interface Call {
    /** The words that belong to no option, in order. */
    readonly words: readonly string[];
    flag(option: string): boolean;
    /** The text as written; undefined when the option is not given. */
    value(option: string): string | undefined;
    values(option: string): readonly string[];
}
/**
 * @param given - Options as yargs parsed them: by name, a list when given several times.
 * @throws UserError ARGUMENT_INVALID for an option that the command does not have, or for a second value of an option
 *   that takes one.
 */
export declare function readCall(command: Command, words: readonly string[], given: Readonly<Record<string, unknown>>): Call;
/**
 * Reads the value of an option as a whole number.
 *
 * @throws UserError ARGUMENT_INVALID when it is not a whole number, or out of range.
 */
export declare function wholeNumber(call: Call, option: string, { min, max }: {
    readonly min: number;
    readonly max: number;
}): number | undefined;
