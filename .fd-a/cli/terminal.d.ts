/** The streams that a command writes to. */
export interface Terminal {
    /** Writes one or more lines to stdout. */
    out(text: string): void;
    /** Writes one or more lines to stderr. */
    err(text: string): void;
    /** The stream to draw bars on; null when stderr is not a terminal. */
    readonly screen: NodeJS.WriteStream | null;
    /** Columns of the terminal; 100 without one. */
    readonly columns: number;
    /** Ends the process at once. */
    exit(code: number): void;
}
/** The streams of this process. When the reader of a stream closes it (`| head`), the command continues. */
export declare function openTerminal(): Terminal;
