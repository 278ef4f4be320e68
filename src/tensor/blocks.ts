// Why the loops over whole pictures go block by block.

/**
 * Numbers that an inner loop takes in one call. A function that runs over a whole picture in its first call is compiled by V8 in mid-loop, when
 * nothing is known of what follows the loop; at its end that code is given up, and at the next call the same begins anew, for ever, at
 * a third of the speed (V8 11.3, by chance: one process in two). A function called a hundred times a picture is compiled as a whole.
 */
export const BLOCK = 4096;
