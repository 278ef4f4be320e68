/**
 * Numbers that an inner loop takes in one call. V8 compiles a function that runs over a whole picture in its first call
 * in mid-loop, when it knows nothing of what follows the loop. At the end of the loop that code is given up, and the
 * next call begins the same again, at a third of the speed (V8 11.3, by chance: one process in two). A function that is
 * called a hundred times per picture is compiled as a whole.
 */
export declare const BLOCK = 4096;
