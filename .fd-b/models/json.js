// JSON from anywhere, parsed to `unknown`.
import { UserError } from '../errors.js';
/** Whether a value is a JSON object, neither null nor a list. */
export function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** Deeper than any model, and safe for recursive readers. */
const MAX_DEPTH = 200;
/**
 * Parses a file's JSON.
 *
 * @param file - For messages.
 * @throws UserError NETWORK_UNREADABLE when it is not JSON, or nested too deep.
 */
export function parseJson(file, text) {
    let depth = 0;
    for (const [bracket] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/gs)) {
        if (bracket === '[' || bracket === '{')
            depth += 1;
        if (bracket === ']' || bracket === '}')
            depth -= 1;
        if (depth > MAX_DEPTH) {
            throw new UserError('NETWORK_UNREADABLE', `${file} nests its JSON more than ${MAX_DEPTH} deep`);
        }
    }
    try {
        return JSON.parse(text);
    }
    catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new UserError('NETWORK_UNREADABLE', `${file} holds damaged JSON: ${why}`, { cause });
    }
}
//# sourceMappingURL=json.js.map