// The type of a command, and of the words and options of a call. yargs splits the words; this file and the schema of
// presets interpret them, so that every mistake gets one clear message and no value turns into NaN or a list.
import { UserError } from '../errors.js';
import { nearest } from '../preset/nearest.js';
/**
 * @param given - Options as yargs parsed them: by name, a list when given several times.
 * @throws UserError ARGUMENT_INVALID for an option that the command does not have, or for a second value of an option
 *   that takes one.
 */
export function readCall(command, words, given) {
    for (const name of Object.keys(given)) {
        const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
        if (option === undefined)
            throw unknownOption(command, name);
        if (option.kind === 'value' && Array.isArray(given[name])) {
            throw new UserError('ARGUMENT_INVALID', `--${name} is given more than once`);
        }
    }
    const list = (option) => (Object.hasOwn(given, option) ? [given[option]].flat() : []);
    return {
        words,
        flag: (option) => list(option).includes(true),
        value: (option) => list(option).map(String)[0],
        values: (option) => list(option).map(String),
    };
}
/**
 * Reads the value of an option as a whole number.
 *
 * @throws UserError ARGUMENT_INVALID when it is not a whole number, or out of range.
 */
export function wholeNumber(call, option, { min, max }) {
    const text = call.value(option);
    if (text === undefined)
        return undefined;
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max)
        return number;
    const expected = `Expected \`--${option}\` to be a whole number from ${min} to ${max}, got \`${text}\`.`;
    throw new UserError('ARGUMENT_INVALID', expected);
}
function unknownOption(command, name) {
    const dashes = name.length === 1 ? '-' : '--';
    const closest = nearest(name, Object.keys(command.options), 2).map((option) => `--${option}`);
    return new UserError('ARGUMENT_INVALID', `${dashes}${name} is not an option of ${command.name}`, {
        hint: `${closest.length > 0 ? `closest: ${closest.join(', ')}; ` : ''}all: neurozoom ${command.name} --help`,
    });
}
//# sourceMappingURL=command.js.map