// The sizes of a growing picture, for whoever makes it and for whoever tells beforehand what that will take.

/** A frame and what is climbed around it, in pixels. */
export interface FrameSize {
  readonly width: number;
  readonly height: number;
  /** Beyond each edge. */
  readonly margin: number;
}

/** How a picture grows from a few pixels to its full size. */
export interface Growth {
  /** Its short side at the start, in pixels. */
  readonly fromPixels: number;
  /** How many times it is enlarged, by equal ratios. */
  readonly enlargements: number;
}

/** Height and width of the master at a scale of the frame (1 is full size), in pixels; the margin does not shrink. */
export function masterSize(
  { width, height, margin }: FrameSize,
  scale: number,
): { readonly height: number; readonly width: number } {
  return { height: Math.ceil(height * scale) + 2 * margin, width: Math.ceil(width * scale) + 2 * margin };
}

/**
 * The scales of an unseen growth: `enlargements` equal ratios on the way from the first to 1.
 *
 * @param leastScale - Smallest scale that the layers can take. @default none
 */
export function growthScales(
  { fromPixels, enlargements }: Growth,
  { width, height }: FrameSize,
  leastScale = 0,
): readonly number[] {
  const start = Math.min(1, Math.max(fromPixels / Math.min(width, height), leastScale));
  return Array.from({ length: enlargements + 1 }, (_, i) => (enlargements === 0 ? 1 : start ** (1 - i / enlargements)));
}
