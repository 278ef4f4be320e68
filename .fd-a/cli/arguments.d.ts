import { type Call, type Command } from './command.js';
/** The meaning of a command line: a text to print (help, the version) or a command to run. */
export type Request = {
    readonly text: string;
} | {
    readonly command: Command;
    readonly call: Call;
};
/**
 * @param args - The arguments after `node` and the program.
 * @throws UserError ARGUMENT_INVALID for an unknown command, an unknown option, or an option without its value.
 */
export declare function parseArguments(commands: readonly Command[], args: readonly string[], { version, columns }: {
    readonly version: string;
    readonly columns: number;
}): Promise<Request>;
