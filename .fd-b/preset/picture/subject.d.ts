/** A position in a picture, from 0 (top, left) to 1. */
export interface Position {
    readonly y: number;
    readonly x: number;
}
/** One term of a picture's subject. */
export interface SubjectTerm {
    /** Not 0. A negative weight lowers the score. */
    readonly weight: number;
    readonly layer: string;
    /** Number or class of a neuron, a direction (the weight of each channel), or null for the whole layer. */
    readonly neuron: string | readonly number[] | null;
    /** Where it appears; null for everywhere. */
    readonly at: Position | null;
}
/** At least one term. */
export type Subject = readonly SubjectTerm[];
/** Most terms in one picture. Each needs its own evaluation. */
export declare const MOST_TERMS = 16;
/**
 * Reads a subject.
 *
 * @throws UserError ARGUMENT_INVALID, which points at the mistake.
 */
export declare function parseSubject(text: string): Subject;
/** Writes a subject in its short form; null when it contains a direction, which has none. */
export declare function formatSubject(subject: Subject): string | null;
