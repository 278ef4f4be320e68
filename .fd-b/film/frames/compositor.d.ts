import { type Canvas, type ComposedFrame, type Composition } from './composition.js';
/** Makes pictures. One composition at a time. */
export interface Compositor {
    /** Whether it works beside the film's thread. */
    readonly isBeside: boolean;
    /**
     * Begins the frames of a composition, the key's last.
     *
     * @returns The next frame at each call, in order.
     */
    compose(composition: Composition): () => Promise<ComposedFrame>;
    close(): Promise<void>;
}
/** Whether frames of this size are made on a thread beside the film's: those of at least 640 x 480 pixels. */
export declare function isComposedBeside({ width, height }: Pick<Canvas, 'width' | 'height'>): boolean;
/**
 * Opens a compositor.
 *
 * @param isBeside - Whether it works on a thread of its own. @default `isComposedBeside`
 */
export declare function openCompositor(canvas: Canvas, isBeside?: boolean): Compositor;
