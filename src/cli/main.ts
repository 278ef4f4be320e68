// Runs a command line and returns the exit code.

import { version } from '../preset/version.js';
import { parseArguments } from './arguments.js';
import type { Command } from './command.js';
import { atlas } from './commands/atlas.js';
import { check } from './commands/check.js';
import { grid } from './commands/grid.js';
import { grow } from './commands/grow.js';
import { image } from './commands/image.js';
import { jobs } from './commands/jobs.js';
import { layers } from './commands/layers.js';
import { networks } from './commands/networks.js';
import { presets } from './commands/presets.js';
import { render } from './commands/render.js';
import { rerender } from './commands/rerender.js';
import { schema } from './commands/schema.js';
import { formatErrorReport, toErrorReport } from './output/error-report.js';
import { openTerminal, type Terminal } from './terminal.js';

/** All commands, in the order in which the help lists them. */
export const COMMANDS: readonly Command[] = [
  ...[render, image, grid, layers, grow, atlas, rerender],
  ...[check, presets, schema, jobs, networks],
];

/**
 * Runs a command line. Never rejects. Of the process it changes only the signal handlers, and restores them.
 *
 * @param args - The arguments after `node` and the program.
 * @param terminal - Where the command writes.
 * @returns the exit code: 0 done, 1 failed midway (or a bug), 2 wrong input, 130 when a signal stopped it.
 */
export async function main(args: readonly string[], terminal: Terminal = openTerminal()): Promise<number> {
  try {
    const request = await parseArguments(COMMANDS, args, { version: await version(), columns: terminal.columns });
    if ('call' in request) return await request.command.run(request.call, terminal);
    terminal.out(request.text);
    return 0;
  } catch (error) {
    const report = toErrorReport(error);
    // A program that asked for JSON gets it, even when the rest of the line is wrong.
    if (args.includes('--json')) terminal.out(JSON.stringify(report));
    terminal.err(formatErrorReport(report));
    return report.exitCode;
  }
}
