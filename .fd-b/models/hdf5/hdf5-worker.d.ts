/** Requests to the thread: open a file (all its bytes), read datasets of it, close it. One file at a time. */
export type Request = {
    readonly do: 'open';
    readonly bytes: Uint8Array;
} | {
    readonly do: 'read';
    readonly paths: readonly string[];
} | {
    readonly do: 'close';
};
/** Its replies, one per request, and that it is ready, first of all. */
export type Reply = {
    readonly is: 'ready';
} | {
    readonly is: 'opened';
    readonly contents: Contents;
} | {
    readonly is: 'read';
    readonly values: readonly Float32Array[];
}
/** `heapBytes` is the memory that the library has allocated so far and does not free. */
 | {
    readonly is: 'closed';
    readonly heapBytes: number;
}
/**
 * `what` continues a sentence that begins with the name of the file. Unless `isOrderly`, the library may be in a bad
 * state for another file.
 */
 | {
    readonly is: 'refused';
    readonly what: string;
    readonly isOrderly: boolean;
};
/** The contents of a file. Paths begin at the root: `/block1_conv1/kernel:0`. */
export interface Contents {
    readonly groups: ReadonlyMap<string, Group>;
    /** Shapes by path. */
    readonly datasets: ReadonlyMap<string, readonly number[]>;
}
/** A group of a file. */
export interface Group {
    /** Names of the groups and datasets in it. */
    readonly children: readonly string[];
    /** Its attributes with texts or lists of texts. */
    readonly texts: ReadonlyMap<string, readonly string[]>;
}
