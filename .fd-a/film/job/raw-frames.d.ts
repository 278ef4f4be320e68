/** Frames on disk, by their index in the segment. */
export interface RawFrames {
    /** Writes a frame, even again if writing it failed halfway. @returns its CRC-32. */
    write(index: number, frame: Uint8Array): Promise<number>;
    /** Reads a frame into a buffer of its size. @returns its CRC-32. @throws Error when it does not exist. */
    read(index: number, into: Uint8Array): Promise<number>;
    /** Flushes the frames to the disk. */
    sync(): Promise<void>;
    close(): Promise<void>;
}
/** Opens the raw frames of a segment, including those that exist already. */
export declare function openRawFrames(folder: string, segment: number): Promise<RawFrames>;
/** Removes the raw frames of all segments before one. */
export declare function pruneRawFrames(folder: string, before: number): Promise<void>;
/** The file of a segment's raw frames: RGB with 8 bits per channel, one frame after the other. */
export declare function rawFramesPath(folder: string, segment: number): string;
