import type { Session } from '../engines/engine.js';
/** The picture size of a network, in pixels. */
export interface FixedSize {
    readonly height: number;
    readonly width: number;
    /**
     * Whether the network cuts pictures into patches. Then even a picture of exactly this size is rolled, to hide the
     * grid.
     */
    readonly hasPatches: boolean;
}
/**
 * Makes a session for pictures of any size from a session with a fixed size. The positions of the tiles depend only on
 * the picture, so the same picture always has the same score and gradient.
 */
export declare function fixedSizeSession(session: Session, size: FixedSize): Session;
/** The number of tiles in which a picture is evaluated. */
export declare function tilesOf(size: FixedSize, height: number, width: number): number;
