// Finds problems in the text of a preset, apart from its meaning: broken or hostile YAML, repeated keys.
import { isScalar, visit } from 'yaml';
import { describeValue } from '../schema/fields.js';
/** No preset needs deeper nesting, and very deep nesting would overflow the stack of the YAML library. */
export const MAX_DEPTH = 32;
/** Most aliases. They multiply the data that they stand for, so a file with many is an attack. */
const MAX_ALIASES = 20;
/** The location of a node that was read from the text. */
export function locationOfNode({ range }, locate) {
    return locate(range?.[0] ?? 0, range?.[1] ?? 0);
}
/** A key, as in plain data. */
export function keyOf(key) {
    return String(isScalar(key) ? key.value : key);
}
/** The first token that is nested too deeply. Walks without recursion, since it protects against stack overflows. */
export function findTooDeep(tokens) {
    const open = tokens.map((token) => ({ token, depth: 0 }));
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
        const { token, depth } = next;
        if (depth > MAX_DEPTH)
            return token;
        const inner = 'items' in token ? token.items.flatMap(({ key, value }) => [key, value]) : [];
        if (token.type === 'document')
            inner.push(token.value);
        for (const child of inner)
            if (child)
                open.push({ token: child, depth: depth + 1 });
    }
    return undefined;
}
/** The errors and warnings of the YAML library. */
export function libraryProblems(found, locate) {
    return found.map(({ message, pos }) => ({ location: locate(...pos), message: `expected plain YAML: ${message}` }));
}
/** Aliases without an anchor, and too many aliases. */
export function aliasProblems(document, locate) {
    const problems = [];
    const add = (alias, message) => {
        problems.push({ location: locationOfNode(alias, locate), message });
    };
    let aliases = 0;
    visit(document, {
        Alias: (_, alias) => {
            aliases++;
            if (aliases > MAX_ALIASES) {
                // Stop here, since looking up each alias searches the whole document.
                add(alias, `expected at most ${MAX_ALIASES} aliases, got more`);
                return visit.BREAK;
            }
            if (alias.resolve(document) === undefined) {
                add(alias, `expected an alias of an anchor above, got ${describeValue(alias.source)}`);
            }
            return undefined;
        },
    });
    return problems;
}
/** Keys that occur twice in a map. */
export function repeatedKeyProblems(document, locate) {
    const problems = [];
    visit(document, {
        Map: (_, map) => {
            const first = new Map();
            for (const { key } of map.items) {
                const name = keyOf(key);
                const location = locationOfNode(key, locate);
                const before = first.get(name);
                if (before === undefined)
                    first.set(name, location);
                else {
                    const message = `expected each key once, got ${describeValue(name)} again (first on line ${before.line})`;
                    problems.push({ location, message });
                }
            }
        },
    });
    return problems;
}
//# sourceMappingURL=text-problems.js.map