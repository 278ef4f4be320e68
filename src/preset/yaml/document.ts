// The YAML of a preset: read with care (a preset may come from anyone), overridden here and there, and able to say at
// which line and column a value stands. The only file that knows the YAML library.

import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  stringify,
  visit,
  type YAMLMap,
} from 'yaml';
import { describeValue, type Path } from '../schema/fields.js';

/** Where something stands in the text. Lines and columns count from 1. */
export interface SourceLocation {
  readonly line: number;
  readonly column: number;
  /** Characters on that line. */
  readonly width: number;
}

/** Something wrong with the text itself. */
export interface Fault {
  readonly location: SourceLocation;
  readonly message: string;
}

/** Deeper nesting serves no preset, and far deeper nesting would overflow the stack of the library that composes it. */
const MAX_DEPTH = 32;
/** Aliases multiply what they stand for; a handful is a convenience, many are an attack. */
const MAX_ALIASES = 20;

/**
 * Reads one YAML document, version 1.2. All its faults come back at once; with repeated keys or unknown tags alone, so
 * does a document (the last of the keys counts), so that what it says can be checked all the same.
 */
export function readDocument(text: string): {
  readonly document: PresetDocument | undefined;
  readonly faults: readonly Fault[];
} {
  const lines = new LineCounter();
  const placeAt = (start: number, end: number): SourceLocation => {
    const { line, col } = lines.linePos(start);
    const lineEnd = text.indexOf('\n', start);
    return { line, column: col, width: Math.max(1, Math.min(end, lineEnd === -1 ? text.length : lineEnd) - start) };
  };
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const tooDeep = findTooDeep(tokens);
  if (tooDeep !== undefined) {
    const message = `expected at most ${MAX_DEPTH} levels, got more`;
    return { document: undefined, faults: [{ location: placeAt(tooDeep.offset, tooDeep.offset + 1), message }] };
  }
  // The library's own search for repeated keys takes time that grows with the square of their number.
  const documents = [...new Composer({ uniqueKeys: false }).compose(tokens, true, text.length)];
  const [document, second] = documents as [Document.Parsed, Document.Parsed?];
  const broken = [...libraryFaults(document.errors, placeAt), ...aliasFaults(document, placeAt)];
  if (second !== undefined) {
    broken.push({ location: placeAt(second.range[0], second.range[0]), message: 'expected one document, got another' });
  }
  // A tag that means nothing to us would be ignored, which the library only warns of.
  const tags = libraryFaults(document.warnings, placeAt);
  return {
    document: broken.length > 0 ? undefined : new PresetDocument(document, placeAt),
    faults: [...broken, ...tags, ...repeatedKeyFaults(document, placeAt)],
  };
}

/** Writes plain data as YAML that reads back as the same data. */
export function writeDocument(value: unknown): string {
  return stringify(value, { lineWidth: 0 });
}

/** YAML that was read, can be changed, and knows where everything in it stands. Made by `readDocument`. */
export class PresetDocument {
  readonly #document: Document.Parsed;
  readonly #placeAt: PlaceAt;

  constructor(document: Document.Parsed, placeAt: PlaceAt) {
    this.#document = document;
    this.#placeAt = placeAt;
  }

  /** What the YAML says, as plain data, what was put in included. */
  value(): unknown {
    // No limit here, which could only throw without a place: the aliases are few, and share what they stand for.
    return this.#document.toJS({ maxAliasCount: -1 });
  }

  /**
   * Puts a value in, making the maps and lists on the way to it where there are none.
   *
   * @returns What is in the way, if anything: the path to it, and "expected ..., got ...".
   */
  put(path: Path, value: unknown): { readonly path: Path; readonly message: string } | undefined {
    const document = this.#document;
    if (isEmpty(document.contents)) document.contents = document.createNode({}) as typeof document.contents;
    let parent: unknown = document.contents;
    let undo: (() => void) | undefined;
    for (const [depth, key] of path.entries()) {
      const misfit = misfitOf(parent, key);
      if (misfit !== undefined) {
        undo?.();
        return { path: path.slice(0, depth), message: misfit };
      }
      const collection = parent as YAMLMap;
      if (depth === path.length - 1) {
        collection.set(key, document.createNode(value));
        return undefined;
      }
      let child: unknown = collection.get(key, true);
      if (isAlias(child)) {
        // What is put in must not show wherever else the anchor is used.
        child = child.resolve(document)?.clone();
        collection.set(key, child);
      }
      if (isEmpty(child)) {
        const before = child;
        child = document.createNode(typeof path[depth + 1] === 'number' ? [] : {});
        collection.set(key, child);
        // With the topmost thing made, everything in it goes again.
        undo ??= () => (before === undefined ? collection.delete(key) : collection.set(key, before));
      }
      parent = child;
    }
    return undefined;
  }

  /** Takes a key out of its map, if it is there. */
  remove(path: Path): void {
    if (this.#document.hasIn(path)) this.#document.deleteIn(path);
  }

  /**
   * Where the value at a path stands (or its key, with `onKey`); for what is missing, the place of the closest thing
   * above it. Undefined for what was put in.
   */
  placeOf(path: Path, onKey: boolean): SourceLocation | undefined {
    let node: unknown = this.#document.contents;
    let closest: unknown = node;
    for (const [depth, key] of path.entries()) {
      if (isAlias(node)) node = node.resolve(this.#document);
      if (isSeq(node)) {
        node = node.items[Number(key)];
      } else {
        const pair: Pair | undefined = isMap(node) ? node.items.find((each) => keyOf(each.key) === key) : undefined;
        if (pair === undefined) break;
        const isLast = depth === path.length - 1;
        node = pair.value;
        // A map's own place is its first key; its name says better what is missing in it.
        closest = pair.key;
        if (isLast && onKey) break;
        if (!isLast || isEmpty(node)) continue;
      }
      if (node === undefined || node === null) break;
      closest = node;
    }
    // Something is missing from the top level: the whole text is where it should be.
    if (closest === null || (closest === this.#document.contents && path.length > 0)) return TOP;
    return (closest as Node).range ? placeOfNode(closest as Node, this.#placeAt) : undefined;
  }
}

type PlaceAt = (start: number, end: number) => SourceLocation;

/** The first token nested too deeply. Walks without recursion: what it guards against is the depth of the stack. */
function findTooDeep(tokens: readonly CST.Token[]): CST.Token | undefined {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > MAX_DEPTH) return token;
    const inner = 'items' in token ? token.items.flatMap(({ key, value }) => [key, value]) : [];
    if (token.type === 'document') inner.push(token.value);
    for (const child of inner) if (child) open.push({ token: child, depth: depth + 1 });
  }
  return undefined;
}

type Complaint = Document.Parsed['errors'][number] | Document.Parsed['warnings'][number];

function libraryFaults(complaints: readonly Complaint[], placeAt: PlaceAt): readonly Fault[] {
  return complaints.map(({ message, pos }) => ({
    location: placeAt(...pos),
    message: `expected plain YAML: ${message}`,
  }));
}

function aliasFaults(document: Document.Parsed, placeAt: PlaceAt): readonly Fault[] {
  const faults: Fault[] = [];
  const fault = (alias: Alias, message: string): void => {
    faults.push({ location: placeOfNode(alias, placeAt), message });
  };
  let aliases = 0;
  visit(document, {
    Alias: (_, alias) => {
      aliases++;
      if (aliases > MAX_ALIASES) {
        // Going on would take long: every alias is looked up through the whole document.
        fault(alias, `expected at most ${MAX_ALIASES} aliases, got more`);
        return visit.BREAK;
      }
      if (alias.resolve(document) === undefined) {
        fault(alias, `expected an alias of an anchor above, got ${describeValue(alias.source)}`);
      }
      return undefined;
    },
  });
  return faults;
}

function repeatedKeyFaults(document: Document.Parsed, placeAt: PlaceAt): readonly Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Map: (_, map) => {
      const first = new Map<string, SourceLocation>();
      for (const { key } of map.items) {
        const name = keyOf(key);
        const place = placeOfNode(key as Node, placeAt);
        const before = first.get(name);
        if (before === undefined) first.set(name, place);
        else {
          const message = `expected each key once, got ${describeValue(name)} again (first on line ${before.line})`;
          faults.push({ location: place, message });
        }
      }
    },
  });
  return faults;
}

function placeOfNode({ range }: Node, placeAt: PlaceAt): SourceLocation {
  return placeAt(range?.[0] ?? 0, range?.[1] ?? 0);
}

/** A key as plain data has it. */
function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

const TOP: SourceLocation = { line: 1, column: 1, width: 1 };

function isEmpty(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}

/** Why a key cannot be put into a node, if it cannot. */
function misfitOf(node: unknown, key: string | number): string | undefined {
  if (isMap(node)) return typeof key === 'string' ? undefined : `expected a list to set [${key}] in, got a map`;
  if (!isSeq(node)) return `expected a map to set ${key} in, got ${describeValue(isScalar(node) ? node.value : node)}`;
  const count = node.items.length;
  return typeof key === 'number' && key <= count
    ? undefined
    : `expected an index from [0] to [${count}], got ${typeof key === 'number' ? `[${key}]` : describeValue(key)}`;
}
