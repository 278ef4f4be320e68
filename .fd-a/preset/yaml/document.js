// A preset as a YAML document: it is read with limits (a preset may come from anyone), can be changed by overrides, and
// knows the line and column of every value.
import { Composer, Document, isAlias, isMap, isScalar, isSeq, LineCounter, Parser, stringify, } from 'yaml';
import { describeValue } from '../schema/fields.js';
import { aliasProblems, findTooDeep, keyOf, libraryProblems, locationOfNode, MAX_DEPTH, repeatedKeyProblems, } from './text-problems.js';
/**
 * Reads one YAML 1.2 document and returns all its problems at once. If these are only repeated keys or unknown tags, it
 * returns the document too (with the last of repeated keys), so that its values can be checked.
 */
export function readDocument(text) {
    const lines = new LineCounter();
    const locate = (start, end) => {
        const { line, col } = lines.linePos(start);
        const lineEnd = text.indexOf('\n', start);
        return { line, column: col, width: Math.max(1, Math.min(end, lineEnd === -1 ? text.length : lineEnd) - start) };
    };
    const tokens = [...new Parser(lines.addNewLine).parse(text)];
    const tooDeep = findTooDeep(tokens);
    if (tooDeep !== undefined) {
        const message = `expected at most ${MAX_DEPTH} levels, got more`;
        return { document: undefined, problems: [{ location: locate(tooDeep.offset, tooDeep.offset + 1), message }] };
    }
    // The library's own search for repeated keys takes quadratic time.
    const documents = [...new Composer({ uniqueKeys: false }).compose(tokens, true, text.length)];
    const [document, second] = documents;
    const broken = [...libraryProblems(document.errors, locate), ...aliasProblems(document, locate)];
    if (second !== undefined) {
        broken.push({ location: locate(second.range[0], second.range[0]), message: 'expected one document, got another' });
    }
    // The library only warns of unknown tags and ignores them.
    const tags = libraryProblems(document.warnings, locate);
    return {
        document: broken.length > 0 ? undefined : new PresetDocument(document, locate),
        problems: [...broken, ...tags, ...repeatedKeyProblems(document, locate)],
    };
}
/** Makes a document, without locations, from plain data. @throws Error when it is not plain data. */
export function toDocument(value) {
    return new PresetDocument(new Document(value), undefined);
}
/** Writes plain data as YAML that reads back as the same data. */
export function writeDocument(value) {
    return stringify(value, { lineWidth: 0 });
}
/** A YAML document that can be changed and knows the location of its values. See `readDocument` and `toDocument`. */
export class PresetDocument {
    #document;
    #locate;
    constructor(document, locate) {
        this.#document = document;
        this.#locate = locate;
    }
    /** The document as plain data, with all changes. */
    value() {
        // The library's own limit on aliases throws without a location. Few aliases are left, and they share their values.
        return this.#document.toJS({ maxAliasCount: -1 });
    }
    /**
     * Sets a value, and makes the missing maps and lists on the way to it.
     *
     * @returns What prevents it, if anything: the path, and "expected ..., got ...".
     */
    put(path, value) {
        const document = this.#document;
        if (isEmpty(document.contents))
            document.contents = document.createNode({});
        let parent = document.contents;
        let undo;
        for (const [depth, key] of path.entries()) {
            const message = obstacle(parent, key);
            if (message !== undefined) {
                undo?.();
                return { path: path.slice(0, depth), message };
            }
            const collection = parent;
            if (depth === path.length - 1) {
                collection.set(key, document.createNode(value));
                return undefined;
            }
            let child = collection.get(key, true);
            if (isAlias(child)) {
                // The new value must not appear at other uses of the anchor.
                child = child.resolve(document)?.clone();
                collection.set(key, child);
            }
            if (isEmpty(child)) {
                const before = child;
                child = document.createNode(typeof path[depth + 1] === 'number' ? [] : {});
                collection.set(key, child);
                // Removing the topmost new node removes everything in it.
                undo ??= () => (before === undefined ? collection.delete(key) : collection.set(key, before));
            }
            parent = child;
        }
        return undefined;
    }
    /** Removes a key from its map, if present. */
    remove(path) {
        if (this.#document.hasIn(path))
            this.#document.deleteIn(path);
    }
    /**
     * The location of the value at a path, or of its key with `onKey`. For a missing value, the location of the closest
     * one above it. Undefined for values that were set, and in a document made from plain data.
     */
    locationOf(path, onKey) {
        if (this.#locate === undefined)
            return undefined;
        let node = this.#document.contents;
        let closest = node;
        for (const [depth, key] of path.entries()) {
            if (isAlias(node))
                node = node.resolve(this.#document);
            if (isSeq(node)) {
                node = node.items[Number(key)];
            }
            else {
                const pair = isMap(node) ? node.items.find((each) => keyOf(each.key) === key) : undefined;
                if (pair === undefined)
                    break;
                const isLast = depth === path.length - 1;
                node = pair.value;
                // A map would be located at its first key; the key above it shows better where something is missing.
                closest = pair.key;
                if (isLast && onKey)
                    break;
                if (!isLast || isEmpty(node))
                    continue;
            }
            if (node === undefined || node === null)
                break;
            closest = node;
        }
        // A key is missing at the top level: point at the start of the text.
        if (closest === null || (closest === this.#document.contents && path.length > 0))
            return TOP;
        return closest.range ? locationOfNode(closest, this.#locate) : undefined;
    }
}
const TOP = { line: 1, column: 1, width: 1 };
function isEmpty(node) {
    return node === null || node === undefined || (isScalar(node) && node.value === null);
}
/** Why a key cannot be put into a node, if it cannot. */
function obstacle(node, key) {
    if (isMap(node))
        return typeof key === 'string' ? undefined : `expected a list to set [${key}] in, got a map`;
    if (!isSeq(node))
        return `expected a map to set ${key} in, got ${describeValue(isScalar(node) ? node.value : node)}`;
    const count = node.items.length;
    return typeof key === 'number' && key <= count
        ? undefined
        : `expected an index from [0] to [${count}], got ${typeof key === 'number' ? `[${key}]` : describeValue(key)}`;
}
//# sourceMappingURL=document.js.map