import { Document } from 'yaml';
import { type Path } from '../schema/fields.js';
import { type Locate, type SourceLocation, type YamlProblem } from './text-problems.js';
/**
 * Reads one YAML 1.2 document and returns all its problems at once. If these are only repeated keys or unknown tags, it
 * returns the document too (with the last of repeated keys), so that its values can be checked.
 */
export declare function readDocument(text: string): {
    readonly document: PresetDocument | undefined;
    readonly problems: readonly YamlProblem[];
};
/** Makes a document, without locations, from plain data. @throws Error when it is not plain data. */
export declare function toDocument(value: object): PresetDocument;
/** Writes plain data as YAML that reads back as the same data. */
export declare function writeDocument(value: unknown): string;
/** A YAML document that can be changed and knows the location of its values. See `readDocument` and `toDocument`. */
export declare class PresetDocument {
    #private;
    constructor(document: Document, locate: Locate | undefined);
    /** The document as plain data, with all changes. */
    value(): unknown;
    /**
     * Sets a value, and makes the missing maps and lists on the way to it.
     *
     * @returns What prevents it, if anything: the path, and "expected ..., got ...".
     */
    put(path: Path, value: unknown): {
        readonly path: Path;
        readonly message: string;
    } | undefined;
    /** Removes a key from its map, if present. */
    remove(path: Path): void;
    /**
     * The location of the value at a path, or of its key with `onKey`. For a missing value, the location of the closest
     * one above it. Undefined for values that were set, and in a document made from plain data.
     */
    locationOf(path: Path, onKey: boolean): SourceLocation | undefined;
}
