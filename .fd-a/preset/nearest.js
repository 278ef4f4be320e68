// The known words nearest to a mistyped one, for the hints of error messages.
/** Letters of a word that are compared. The work grows with the product of the two lengths. */
const COMPARED = 64;
/**
 * The `count` candidates that need the fewest edits (a letter inserted, deleted or replaced; case is ignored) to become
 * `word`, nearest first. Equal ones keep their order. Returns all candidates when there are fewer.
 *
 * @see Levenshtein 1966, "Binary codes capable of correcting deletions, insertions, and reversals"
 */
export function nearest(word, candidates, count) {
    return candidates
        .map((candidate) => ({ candidate, edits: editsBetween(word, candidate) }))
        .sort((a, b) => a.edits - b.edits)
        .slice(0, count)
        .map(({ candidate }) => candidate);
}
/**
 * Levenshtein distance, row by row: `row[j]` is the distance from the letters of `a` so far to the first `j` of `b`.
 */
function editsBetween(a, b) {
    const from = a.toLowerCase().slice(0, COMPARED);
    const to = b.toLowerCase().slice(0, COMPARED);
    let row = Array.from({ length: to.length + 1 }, (_, j) => j);
    for (let i = 0; i < from.length; i++) {
        const next = [i + 1];
        for (let j = 0; j < to.length; j++) {
            const exchanged = row[j] + (from[i] === to[j] ? 0 : 1);
            next.push(Math.min(exchanged, row[j + 1] + 1, next[j] + 1));
        }
        row = next;
    }
    return row[to.length];
}
//# sourceMappingURL=nearest.js.map