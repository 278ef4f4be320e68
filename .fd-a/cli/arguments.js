// Splits the command line into a command, its words and its options. Only this file imports yargs, which parses the
// arguments and lays out the help. yargs does not run the commands, since it prints its usage text when a handler
// fails.
import yargs, {} from 'yargs';
import { UserError } from '../errors.js';
import { nearest } from '../preset/nearest.js';
import { readCall } from './command.js';
/**
 * @param args - The arguments after `node` and the program.
 * @throws UserError ARGUMENT_INVALID for an unknown command, an unknown option, or an option without its value.
 */
export async function parseArguments(commands, args, { version, columns }) {
    // Everything after `--` is a word, even if it looks like an option.
    const split = args.indexOf('--');
    const [before, after] = split < 0 ? [args, []] : [args.slice(0, split), args.slice(split + 1)];
    // yargs keeps options in plain objects and fails on names that every object inherits.
    const inherited = before.find((word) => /^-/.test(word) && word.replace(/^-+|=.*$/gs, '') in Object.prototype);
    if (inherited !== undefined)
        throw new UserError('ARGUMENT_INVALID', `${inherited} is not an option`);
    let chosen;
    let parser = yargs([...before])
        .scriptName('neurozoom')
        .locale('en')
        .exitProcess(false)
        .fail(false)
        .parserConfiguration({
        'boolean-negation': false,
        'camel-case-expansion': false,
        'dot-notation': false,
        'parse-numbers': false,
        'parse-positional-numbers': false,
        'short-option-groups': false,
    })
        .usage('Renders zoom films of what a neural network sees.\n\nUsage: $0 COMMAND')
        .help('help', 'Show this help, or the help of a command')
        .alias('help', 'h')
        .version('version', 'Show the version', version)
        .wrap(Math.min(columns, MAX_COLUMNS))
        .epilogue(EPILOGUE);
    for (const command of commands) {
        parser = parser.command([command.name, ...(command.aliases ?? [])], command.about, (own) => {
            let help = own.usage(`${command.about}\n\nUsage: $0 ${command.name} ${command.words} [OPTION...]`);
            for (const [name, option] of Object.entries(command.options))
                help = help.option(name, toYargs(option));
            for (const [example, what] of command.examples)
                help = help.example(`neurozoom ${example}`, what);
            return help;
        }, ({ $0: _program, _: [_command, ...words], ...given }) => {
            chosen = { command, words: words.map(String), given };
            // yargs would lay out the help after this, which takes as long as loading it.
            throw new CommandFound();
        });
    }
    let text = '';
    try {
        await parser.parseAsync([...before], {}, (_error, _parsed, output) => {
            text = output;
        });
    }
    catch (cause) {
        // None of our code has run, so any other error is in the command line.
        if (cause instanceof CommandFound && chosen !== undefined)
            return requestOf(chosen, after);
        const message = cause instanceof Error ? cause.message : String(cause);
        throw new UserError('ARGUMENT_INVALID', message, { hint: 'neurozoom --help', cause });
    }
    if (text !== '')
        return { text };
    throw unknownCommand(commands, [...before, ...after].find((word) => !word.startsWith('-')));
}
/** Ends the work of yargs. */
class CommandFound extends Error {
}
function requestOf({ command, words, given }, after) {
    return { command, call: readCall(command, [...words, ...after], given) };
}
/** Wider lines are hard to read. */
const MAX_COLUMNS = 110;
const EPILOGUE = 'Exit codes: 0 done, 1 failed midway, 2 wrong input, 130 stopped by Ctrl-C, SIGTERM or a closed terminal. ' +
    'Several films give the highest of their codes.';
function toYargs({ kind, about }) {
    if (kind === 'flag')
        return { type: 'boolean', describe: about };
    // `string` keeps the text as written; `requiresArg` refuses an option without a value.
    return { type: 'string', requiresArg: true, describe: about };
}
function unknownCommand(commands, word) {
    const names = commands.map(({ name }) => name);
    if (word === undefined) {
        return new UserError('ARGUMENT_INVALID', `a command is missing: ${names.join(', ')}`, {
            hint: 'neurozoom render first-light renders a first film; neurozoom --help lists the commands',
        });
    }
    return new UserError('ARGUMENT_INVALID', `'${word}' is not a command`, {
        hint: `did you mean ${nearest(word, names, 1)[0]}? All: ${names.join(', ')}`,
    });
}
//# sourceMappingURL=arguments.js.map