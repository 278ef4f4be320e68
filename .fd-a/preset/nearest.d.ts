/**
 * The `count` candidates that need the fewest edits (a letter inserted, deleted or replaced; case is ignored) to become
 * `word`, nearest first. Equal ones keep their order. Returns all candidates when there are fewer.
 *
 * @see Levenshtein 1966, "Binary codes capable of correcting deletions, insertions, and reversals"
 */
export declare function nearest(word: string, candidates: readonly string[], count: number): readonly string[];
