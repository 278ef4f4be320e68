// What a finished film says of itself: the answer of every reader in this room.

/** What a finished file says of itself. `fps` is null where the container has no rate. */
export interface FilmFacts {
  /** Counted one by one in the file. */
  readonly frames: number;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames per second; exact in MP4 and MOV, to a millisecond a frame elsewhere; `null` where the file does not tell (PNG). */
  readonly fps: number | null;
}
