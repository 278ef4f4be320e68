import { type CST, type Document, type Node } from 'yaml';
/** A location in the text. Lines and columns count from 1. */
export interface SourceLocation {
    readonly line: number;
    readonly column: number;
    /** Number of characters on that line. */
    readonly width: number;
}
/** Finds the location of a range of the text, from its offsets. */
export type Locate = (start: number, end: number) => SourceLocation;
/** A problem with the text itself. */
export interface YamlProblem {
    readonly location: SourceLocation;
    readonly message: string;
}
/** No preset needs deeper nesting, and very deep nesting would overflow the stack of the YAML library. */
export declare const MAX_DEPTH = 32;
/** The location of a node that was read from the text. */
export declare function locationOfNode({ range }: Node, locate: Locate): SourceLocation;
/** A key, as in plain data. */
export declare function keyOf(key: unknown): string;
/** The first token that is nested too deeply. Walks without recursion, since it protects against stack overflows. */
export declare function findTooDeep(tokens: readonly CST.Token[]): CST.Token | undefined;
/** The errors and warnings of the YAML library. */
export declare function libraryProblems(found: Document.Parsed['errors'] | Document.Parsed['warnings'], locate: Locate): readonly YamlProblem[];
/** Aliases without an anchor, and too many aliases. */
export declare function aliasProblems(document: Document.Parsed, locate: Locate): readonly YamlProblem[];
/** Keys that occur twice in a map. */
export declare function repeatedKeyProblems(document: Document.Parsed, locate: Locate): readonly YamlProblem[];
