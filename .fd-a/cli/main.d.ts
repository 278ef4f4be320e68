import type { Command } from './command.js';
import { type Terminal } from './terminal.js';
/** The command that a command line begins with, or all when it begins with something else: an option, an alias. */
export declare function loadCommands(args?: readonly string[]): Promise<readonly Command[]>;
/**
 * Runs a command line. Never rejects. Of the process it changes only the signal handlers, and restores them.
 *
 * @param args - The arguments after `node` and the program.
 * @param terminal - Where the command writes.
 * @returns the exit code: 0 done, 1 failed midway (or a bug), 2 wrong input, 130 when a signal stopped it.
 */
export declare function main(args: readonly string[], terminal?: Terminal): Promise<number>;
