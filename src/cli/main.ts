// Runs a command line and returns the exit code.

import { startAhead } from '../engines/process/remote-host.js';
import { version } from '../preset/version.js';
import { parseArguments } from './arguments.js';
import type { Command } from './command.js';
import { formatErrorReport, toErrorReport } from './output/error-report.js';
import { openTerminal, type Terminal } from './terminal.js';

/** All commands by name, in the order in which the help lists them. Each is loaded when it is needed. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  render: async () => (await import('./commands/render.js')).render,
  image: async () => (await import('./commands/image.js')).image,
  grid: async () => (await import('./commands/grid.js')).grid,
  layers: async () => (await import('./commands/layers.js')).layers,
  grow: async () => (await import('./commands/grow.js')).grow,
  atlas: async () => (await import('./commands/atlas.js')).atlas,
  rerender: async () => (await import('./commands/rerender.js')).rerender,
  check: async () => (await import('./commands/check.js')).check,
  sound: async () => (await import('./commands/sound.js')).sound,
  presets: async () => (await import('./commands/presets.js')).presets,
  schema: async () => (await import('./commands/schema.js')).schema,
  jobs: async () => (await import('./commands/jobs.js')).jobs,
  networks: async () => (await import('./commands/networks/networks.js')).networks,
};

/** The commands that need an engine. Its process starts while their modules are loaded. */
const COMPUTING: ReadonlySet<string> = new Set(['render', 'image', 'grid', 'layers', 'grow', 'rerender']);

/** The command that a command line begins with, or all when it begins with something else: an option, an alias. */
export async function loadCommands(args: readonly string[] = []): Promise<readonly Command[]> {
  const [first = ''] = args;
  const own = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  return own === undefined ? Promise.all(Object.values(COMMANDS).map((load) => load())) : [await own()];
}

/**
 * Runs a command line. Never rejects. Of the process it changes only the signal handlers, and restores them.
 *
 * @param args - The arguments after `node` and the program.
 * @param terminal - Where the command writes.
 * @returns the exit code: 0 done, 1 failed midway (or a bug), 2 wrong input, 130 when a signal stopped it.
 */
export async function main(args: readonly string[], terminal: Terminal = openTerminal()): Promise<number> {
  try {
    if (COMPUTING.has(args[0] ?? '') && !args.some((arg) => /^(?:-h|--help)$/.test(arg))) startAhead();
    const commands = await loadCommands(args);
    const request = await parseArguments(commands, args, { version: await version(), columns: terminal.columns });
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
