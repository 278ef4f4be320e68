// What a finished film says of itself: the answer of every reader in this room.

export interface FilmFacts {
  /** Counted one by one in the file. */
  readonly frames: number;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames per second; exact in MP4 and MOV, to a millisecond a frame elsewhere; `null` where the file does not tell (PNG). */
  readonly fps: number | null;
}
