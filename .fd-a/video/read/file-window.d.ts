/** A file that is read part by part. */
export interface FileWindow {
    /** Size of the file in bytes. */
    readonly size: number;
    /**
     * The bytes from `position` on, valid until the next call.
     *
     * @throws Error when the file ends before them; `what` names the part in which it ends.
     */
    bytes(position: number, length: number, what: string): Promise<Buffer>;
}
/** Opens a file for as long as `use` runs. */
export declare function withFileWindow<T>(path: string, use: (file: FileWindow) => Promise<T>): Promise<T>;
